/** Small panels that open from a button of the page: Escape and a press elsewhere close them. */
export function enhancePopups(root: ParentNode = document): void {
  for (const details of root.querySelectorAll<HTMLDetailsElement>("details[data-popup]")) {
    details.addEventListener("keydown", event => {
      if (event.key === "Escape" && details.open) {
        details.open = false;
        details.querySelector("summary")?.focus();
        event.stopPropagation();
      }
    });
    document.addEventListener("click", event => {
      if (details.open && !details.contains(event.target as Node)) {
        details.open = false;
      }
    });
  }
}
