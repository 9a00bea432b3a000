import { contrast, isDark, leastContrast } from "../contrast";
import { keepSetting } from "../cookie";

/** Makes a reader's own two colours hold while they are chosen, and says whether they can be told apart. */
export function enhanceColours(form: HTMLFormElement): void {
  const text = form.elements.namedItem("text") as HTMLInputElement;
  const background = form.elements.namedItem("background") as HTMLInputElement;
  const said = form.querySelector("output")!;
  const show = () => {
    const style = document.documentElement.style;
    style.setProperty("--own-text", text.value);
    style.setProperty("--own-ground", background.value);
    style.setProperty("--own-scheme", isDark(background.value) ? "dark" : "light");
    const reached = contrast(text.value, background.value);
    const figure = (Math.floor(reached * 10) / 10).toLocaleString(document.documentElement.lang);
    said.textContent = said.dataset[reached < leastContrast ? "little" : "enough"]!.replace("{0}", figure);
  };
  for (const field of [text, background]) {
    field.addEventListener("input", show);
    field.addEventListener("change", () => keepSetting(field.name, field.value === field.dataset["default"] ? null : field.value.slice(1)));
  }
  show();
}
