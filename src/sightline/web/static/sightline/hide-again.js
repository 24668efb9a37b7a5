// Empties the page of a revealed location when its time is up. The clock is asked each time: a laptop may have slept.
const shown = document.querySelector("[data-hide-after]");
const left = shown.querySelector("[data-hide-in]");
const ends = Date.now() + 1000 * shown.dataset.hideAfter;

const hide = () => {
  window.clearInterval(ticking);
  const said = document.createElement("p");
  said.className = "govuk-body";
  said.setAttribute("role", "status");
  said.textContent = "Hidden again. To see it once more, go back to the case and say why.";
  shown.replaceChildren(said);
};

const tick = () => {
  const seconds = Math.ceil((ends - Date.now()) / 1000);
  if (seconds <= 0) hide();
  else left.textContent = `in ${seconds} seconds`;
};

const ticking = window.setInterval(tick, 1000);
window.addEventListener("pagehide", hide);
