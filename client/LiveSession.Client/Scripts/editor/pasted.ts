import { count, say } from "../words";
import type { Composer, Marking } from "./composer";
import type { EditorView } from "./editorView";
import { linesOf } from "./lines";

/** As many lines at once are still looked over by whoever pasted them. */
const few = 20;
/** How long more of them wait, and lines that were cut: long enough to see what was done, and to undo it. */
const grace = 5000;

/**
 * Text that becomes many lines at once, or is too long for one: it is said how many lines it is, it waits a moment, and until then it
 * can be taken back in one go.
 */
export class Pasted {
  private before = "";
  private rest = "";
  private said = "";
  private measured = { text: "", language: "", parts: 1 };

  constructor(private readonly composer: Composer, private readonly view: EditorView) { }

  /** Takes what is pasted where it makes more than one line; elsewhere the browser puts it in, and false is returned. While nothing may leave it is one line. */
  take(event: ClipboardEvent, live: boolean, marking: Marking, now: number): boolean {
    const pasted = event.clipboardData?.getData("text/plain") ?? "";
    const { text, language } = this.view;
    const whole = text.value.slice(0, text.selectionStart) + pasted + text.value.slice(text.selectionEnd);
    const lines = this.composer.linesIn(whole, language);
    if (linesOf(pasted).length < 2 && lines.length < 2) {
      return false;
    }
    event.preventDefault();
    if (live) {
      const rest = /[\r\n]\s*$/.test(whole) ? "" : lines.pop() ?? "";
      this.add(lines, rest, whole, text.value, marking, now);
    } else {
      this.composer.edit(lines.join(" "), now);
    }
    return true;
  }

  /** The line being written is finished. */
  finish(text: string, marking: Marking, now: number): void {
    const lines = this.composer.linesIn(text, marking.language);
    const cut = lines.length > linesOf(text).length;
    const waits = cut || lines.length > few;
    this.composer.finish(marking, now, waits ? grace : 0);
    if (waits) {
      this.remember(text, lines.length, cut);
    }
  }

  get untouched(): boolean {
    return this.composer.together > 0 && this.composer.text === this.rest;
  }

  takeBack(now: number): void {
    // What was typed since stays.
    const typed = this.composer.text.startsWith(this.rest) ? this.composer.text.slice(this.rest.length) : this.composer.text;
    this.composer.takeBackTogether(this.before + typed, now);
  }

  /** What is said of what came together; before it is finished, how many lines a line that is too long will be. */
  words(live: boolean): string {
    const { together, text } = this.composer;
    const parts = live && together === 0 && text.length > few ? this.parts(text) : 1;
    return together > 0 ? this.said : parts > 1 ? count("Editor.TooLong", parts) : "";
  }

  /** Lines of a pasted text, all but the last one, which stays to be written on. */
  private add(lines: string[], rest: string, whole: string, before: string, marking: Marking, now: number): void {
    const cut = lines.length + (rest === "" ? 0 : 1) > linesOf(whole).length;
    const waits = cut || lines.length > few;
    this.composer.add(lines, marking, now, waits ? grace : 0);
    this.composer.edit(rest, now);
    if (waits) {
      this.remember(before, lines.length, cut);
    }
  }

  private parts(text: string): number {
    const { language } = this.view;
    if (this.measured.text !== text || this.measured.language !== language) {
      const lines = this.composer.linesIn(text, language).length;
      this.measured = { text, language, parts: lines > linesOf(text).length ? lines : 1 };
    }
    return this.measured.parts;
  }

  private remember(before: string, lines: number, cut: boolean): void {
    this.before = before;
    this.rest = this.composer.text;
    this.said = `${count("Editor.Pasted", lines)} ${cut ? say("Editor.Pasted.Cut") : ""} ${say("Editor.Pasted.Wait", (grace + this.composer.hold) / 1000)}`.replaceAll("  ", " ");
  }
}
