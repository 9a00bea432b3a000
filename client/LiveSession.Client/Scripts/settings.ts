import { keepSetting, keptSettings } from "./cookie";
import { enhancePopups } from "./popups";
import { say } from "./words";

/** Makes the reading settings take hold at once and stay: without script the same form asks for the page again. */
export function enhanceSettings(): void {
  enhancePopups();
  for (const form of document.querySelectorAll<HTMLFormElement>("[data-settings] form")) {
    form.querySelector("[type=submit]")?.remove();
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("change", event => choose(event.target as HTMLInputElement | HTMLSelectElement));
    // The fields for colours are used by few, and by nobody before the form has the focus.
    form.addEventListener("focusin", () => void enhanceColours(form), { once: true });
    const copy = form.querySelector<HTMLButtonElement>("[data-copy-link]");
    if (copy) {
      copy.hidden = false;
      copy.addEventListener("click", () => void copyLink(form, copy));
    }
  }
}

async function enhanceColours(form: HTMLFormElement): Promise<void> {
  const script = await import(new URL(form.dataset["colours"]!, document.baseURI).href) as typeof import("./fetched/colours");
  script.enhanceColours(form);
}

function choose(field: HTMLInputElement | HTMLSelectElement): void {
  if (field.type === "color") {
    return;
  }
  const chosen = field.value === field.dataset["default"] ? null : field.value;
  keepSetting(field.name, chosen);
  if (chosen) {
    document.documentElement.dataset[field.name] = chosen;
  } else {
    delete document.documentElement.dataset[field.name];
  }
  dispatchEvent(new Event("ls-settings"));
}

/** This page, read the way it is read here, for another device or another person. */
function myLink(form: HTMLFormElement): string {
  const address = new URL(form.action);
  address.search = "";
  const own = (form.elements.namedItem("theme") as HTMLSelectElement).value === "own";
  for (const [name, value] of new FormData(form)) {
    const field = form.elements.namedItem(name) as HTMLInputElement;
    if (value !== field.dataset?.["default"] && (own || field.type !== "color")) {
      address.searchParams.append(name, String(value).replace("#", ""));
    }
  }
  const language = keptSettings().get("lang");
  if (language && !address.searchParams.has("lang")) {
    address.searchParams.set("lang", language);
  }
  return address.href;
}

async function copyLink(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  const before = button.textContent;
  const link = myLink(form);
  try {
    await navigator.clipboard.writeText(link);
    button.textContent = say("LinkCopied");
  } catch {
    history.replaceState(history.state, "", link);
    button.textContent = say("LinkByHand");
  }
  setTimeout(() => button.textContent = before, 4000);
}
