import { keepSetting } from "./cookie";

/** Makes the reading settings take hold at once and stay: without script the same form asks for the page again. */
export function enhanceSettings(): void {
  const root = document.documentElement;
  for (const details of document.querySelectorAll<HTMLDetailsElement>("[data-settings]")) {
    const form = details.querySelector("form");
    form?.querySelector("button")?.remove();
    form?.addEventListener("submit", event => event.preventDefault());
    form?.addEventListener("change", event => {
      const field = event.target as HTMLSelectElement;
      keepSetting(field.name, field.value);
      if (field.value) {
        root.dataset[field.name] = field.value;
      } else {
        delete root.dataset[field.name];
      }
      dispatchEvent(new Event("resize"));
    });
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
