import type { Choice, EditorView } from "./editorView";
import { remember, remembered } from "./storage";

/** A choice of the editor that is remembered from visit to visit; it takes effect at once and whenever it changes. */
export function rememberedChoice(view: EditorView, choice: Choice, key: string, otherwise: string | null, apply: (value: string) => void): void {
  view.choose(choice, remembered(key) ?? otherwise);
  apply(view.chosen(choice));
  view.onChoice(choice, value => {
    remember(key, value);
    apply(value);
  });
}
