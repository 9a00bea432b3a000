import type { EditorView } from "./editorView";
import type { Facts } from "./facts";
import type { Change } from "./glossary";

interface Expanded { text: string; caret: number; before: string; caretBefore: number }

/** Short forms in the line being written: expanded behind a space or a mark, taken back by one Backspace; words offered, never forced. */
export class ShortForms {
  private last: Expanded | null = null;
  private offer: Change | null = null;
  private declined: string | null = null;

  constructor(private readonly view: EditorView, private readonly facts: Facts, private readonly changed: () => void) {
    view.text.addEventListener("blur", () => this.suggest(null));
    document.addEventListener("selectionchange", () => this.offer && !this.offered && this.suggest(null));
  }

  /** Whether a word is offered here. */
  get offered(): boolean {
    return this.offer !== null && document.activeElement === this.view.text && this.view.caretAt(this.offer.end);
  }

  /** Whether the caret stands right behind an expansion. */
  get expanded(): boolean {
    return this.last !== null && this.view.text.value === this.last.text && this.view.caretAt(this.last.caret);
  }

  /** Something was typed. Text taken away is never expanded again. */
  typed(event?: { readonly inputType: string }): void {
    const { text } = this.view;
    const caret = text.selectionStart;
    const declined = text.value === this.declined;
    const written = event === undefined || event.inputType.startsWith("insert");
    const change = written && !declined && event?.inputType !== "insertFromPaste" && text.selectionEnd === caret ? this.facts.glossary.expand(text.value, caret) : null;
    if (change) {
      const before = text.value;
      const after = before.slice(0, change.start) + change.text + before.slice(change.end);
      const place = caret + after.length - before.length;
      this.view.put(after, place);
      this.last = { text: after, caret: place, before, caretBefore: caret };
    } else if (this.last?.text !== text.value) {
      this.last = null;
    }
    this.suggest(written ? this.facts.glossary.complete(text.value, text.selectionStart) : null);
  }

  undo(): void {
    const last = this.last;
    if (last) {
      this.last = null;
      this.declined = last.before;
      this.view.put(last.before, last.caretBefore);
      this.changed();
    }
  }

  complete(): void {
    const { offer } = this;
    if (offer) {
      const text = this.view.text.value;
      this.view.put(text.slice(0, offer.start) + offer.text + text.slice(offer.end), offer.start + offer.text.length);
      this.view.text.focus();
      this.changed();
    }
  }

  forget(): void {
    this.last = null;
    this.suggest(null);
  }

  private suggest(change: Change | null): void {
    this.offer = change;
    this.view.offer(change?.text ?? null);
  }
}
