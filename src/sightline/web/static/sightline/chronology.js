// Enhancement only: j and k go from entry to entry, unless somebody types or holds a key that means more.
const entries = [...document.querySelectorAll("[data-entry]")];
document.addEventListener("keydown", (event) => {
  const step = { j: 1, k: -1 }[event.key];
  const isTyping = event.target.closest("input, select, textarea, [contenteditable]");
  if (!step || isTyping || event.ctrlKey || event.altKey || event.metaKey) return;
  const here = entries.indexOf(document.activeElement.closest("[data-entry]"));
  const next = entries[here < 0 ? (step > 0 ? 0 : -1) : here + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
});
