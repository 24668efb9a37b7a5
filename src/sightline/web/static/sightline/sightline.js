// Enhancements only: every page works without this file.
import { initAll } from "../vendor/govuk-frontend/govuk-frontend.min.js";

initAll();

// A progress page: ask how far the reading or the file has come, and go on when it has ended.
const reading = document.querySelector("[data-progress]");
if (reading) {
  const bar = reading.querySelector("progress");
  const words = reading.querySelector("[data-progress-words]");
  const ask = async () => {
    try {
      const answer = await fetch(reading.dataset.progress, { headers: { Accept: "application/json" } });
      const state = await answer.json();
      if (state.ended) {
        window.location.reload();
        return;
      }
      if (state.total) {
        bar.max = state.total;
        bar.value = state.done;
      }
      if (words.textContent !== state.words) words.textContent = state.words;
    } catch {
      words.textContent = "The connection was lost. Trying again.";
    }
    window.setTimeout(ask, 1000);
  };
  window.setTimeout(ask, 700);
}

// A table's "select all" box.
for (const all of document.querySelectorAll("[data-select-all]")) {
  const boxes = document.querySelectorAll(`input[type=checkbox][name="${all.dataset.selectAll}"]`);
  all.closest("[hidden]")?.removeAttribute("hidden");
  all.addEventListener("change", () => boxes.forEach((box) => (box.checked = all.checked)));
}

// Two minutes before the session ends, say so.
const warning = document.querySelector("[data-signs-out-in]");
if (warning) {
  const wait = Math.max(0, warning.dataset.signsOutIn - 120) * 1000;
  window.setTimeout(() => (warning.firstElementChild.hidden = false), wait);
}

// A printing button where a browser can print.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
