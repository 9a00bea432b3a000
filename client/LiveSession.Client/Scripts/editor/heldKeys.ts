import type { EditorView } from "./editorView";
import type { Press } from "./keymap";

/** What became of a text by a key: said like a browser says it. */
export interface Written { inputType: string }

/** Whether a key writes in a line or moves in it; any other is the browser's, whatever is open. */
export function isOfTheLine(press: Press): boolean {
  return press.key.length === 1 ? character(press) || (press.ctrl !== press.meta && /^[az]$/i.test(press.key)) : !press.composing && named.has(press.key);
}

/** Does with a key that was held what the browser does with it in a line; null where nothing was written. */
export function write(view: EditorView, press: Press): Written | null {
  const { value, selectionStart: start, selectionEnd: end } = view.text;
  const byWord = press.ctrl || press.meta;
  const [back, on] = view.rightToLeft ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
  switch (press.key) {
    case "Enter": return insert(view, "\n");
    case "Backspace": return remove(view, start === end ? before(value, start, byWord) : start, end);
    case "Delete": return remove(view, start, start === end ? after(value, end, byWord) : end);
    case "Home": return move(view, press, 0);
    case "End": return move(view, press, value.length);
    case back: return move(view, press, press.shift || start === end ? before(value, start, byWord) : start);
    case on: return move(view, press, press.shift || start === end ? after(value, end, byWord) : end);
  }
  if (byWord && !press.alt && press.key.toLowerCase() === "a") {
    view.text.setSelectionRange(0, value.length);
  }
  return character(press) ? insert(view, press.key) : null;
}

export function insert(view: EditorView, text: string, inputType = "insertText"): Written {
  const { value, selectionStart, selectionEnd } = view.text;
  view.put(value.slice(0, selectionStart) + text + value.slice(selectionEnd), selectionStart + text.length);
  return { inputType };
}

const named = new Set(["Enter", "Escape", "Backspace", "Delete", "Home", "End", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]);

/** A character; with Ctrl and Alt, or Alt alone, it is one of the third row of a keyboard. */
const character = ({ key, ctrl, alt, meta, composing }: Press): boolean => Array.from(key).length === 1 && !composing && !meta && (!ctrl || alt);

function remove(view: EditorView, start: number, end: number): Written {
  const { value } = view.text;
  view.put(value.slice(0, start) + value.slice(end), start);
  return { inputType: "deleteContentBackward" };
}

function move(view: EditorView, { shift }: Press, to: number): null {
  const { selectionStart, selectionEnd } = view.text;
  view.text.setSelectionRange(shift ? Math.min(to, selectionStart) : to, shift ? Math.max(to, selectionEnd) : to);
  return null;
}

function before(text: string, at: number, byWord: boolean): number {
  return byWord ? /\S*\s*$/u.exec(text.slice(0, at))!.index : at - (graphemes(text.slice(0, at)).pop()?.length ?? 0);
}

function after(text: string, at: number, byWord: boolean): number {
  return at + (byWord ? /^\s*\S*/u.exec(text.slice(at))![0] : graphemes(text.slice(at))[0] ?? "").length;
}

function graphemes(text: string): string[] {
  return Array.from(new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text), found => found.segment);
}
