import { say } from "../words";
import type { Air } from "./air";
import type { Changes } from "./changes";
import type { Composer, Marking } from "./composer";
import type { EditorView } from "./editorView";
import type { Journal } from "./journal";
import { linesOf } from "./lines";
import { Pasted } from "./pasted";
import type { Meters } from "./metersView";
import { finishedSentences, shown, timerInterval, wholeWords, type Policy } from "./policy";
import type { ShortForms } from "./shortForms";

const restAfter = 1500;

/**
 * What happens to the line being written: typed, pasted, finished, taken back, cleared, stopped. After each step it lets leave what
 * may, keeps the rest for a reload, and has the editor shown anew.
 */
export class Typing {
  policy: Policy = "keystroke";
  /** The captioner's mark of who speaks; null for whoever has the floor. */
  speaker: string | null = null;
  lastAt = 0;
  private readonly pasted: Pasted;
  private begunAt = Date.now();
  private composing = false;
  private timer = 0;

  constructor(
    private readonly composer: Composer,
    private readonly air: Air,
    private readonly journal: Journal,
    private readonly view: EditorView,
    private readonly changes: Changes,
    private readonly forms: ShortForms,
    private readonly meters: Meters,
    private readonly show: () => void) {
    this.pasted = new Pasted(composer, view);
    const { text } = view;
    text.addEventListener("input", event => !this.composing && this.typed(event as InputEvent));
    text.addEventListener("compositionstart", () => this.composing = true);
    text.addEventListener("compositionend", () => {
      this.composing = false;
      this.typed();
    });
    text.addEventListener("paste", event => {
      if (!this.changes.current && this.pasted.take(event, this.air.barred === null, this.marking, Date.now())) {
        this.refill();
      }
    });
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  typed(event?: InputEvent): void {
    this.lastAt = Date.now();
    this.view.trouble("");
    const written = this.view.text.value;
    this.forms.typed(event);
    if (this.changes.current) {
      this.show();
      return;
    }
    this.meters.rate.typed(this.composer.text, written, event?.inputType.startsWith("insertFrom") === true, this.view.language);
    if (this.composer.text === "") {
      this.begunAt = this.lastAt;
    }
    this.composer.edit(this.view.text.value, this.lastAt);
    this.air.knock(this.view.language);
    if (this.policy === "sentence" && this.air.barred === null) {
      this.finishFirst(finishedSentences(this.composer.text));
    }
    this.pump();
  }

  /** A key that was pressed before there was a line to write in: a character, a backspace or Enter. */
  press(key: string): void {
    const { text } = this.composer;
    if (key === "\n") {
      this.finish();
    } else {
      this.view.put(key === "\b" ? Array.from(text).slice(0, -1).join("") : text + key);
      this.typed();
    }
  }

  finish(): void {
    if (this.changes.current) {
      void this.changes.send(linesOf(this.view.text.value).join(" "));
      return;
    }
    if (this.isBarred()) {
      return;
    }
    const { text } = this.composer;
    this.changes.withdrawn = null;
    this.count(text);
    this.pasted.finish(text, this.marking, Date.now());
    this.refill();
  }

  flush(): void {
    if (!this.changes.current && !this.isBarred()) {
      this.air.deliver(this.composer.flush(Date.now()));
      this.pump();
    }
  }

  clear(): void {
    this.composer.clear();
    this.refill();
  }

  /** Takes the latest held line back in front of what is written, to go on where it ended. */
  takeBack(): void {
    const behind = this.composer.text.length;
    if (this.composer.takeBack()) {
      const { text } = this.composer;
      this.refill(text.slice(0, text.length - behind).trimEnd().length);
    }
  }

  /** Whether Ctrl+Z brings back what was cleared, or the line that was withdrawn. */
  get restorable(): boolean {
    return !this.changes.current && (this.composer.restorable || (this.changes.withdrawn !== null && this.composer.text === ""));
  }

  restore(): void {
    if (this.composer.restore(Date.now())) {
      this.refill();
    } else {
      void this.changes.bringBack();
    }
  }

  stop(): void {
    this.composer.stop();
    this.air.stop();
    this.pump();
  }

  resume(): void {
    this.composer.resume(Date.now());
    this.air.resume();
    this.pump();
    this.view.text.focus();
  }

  /** A line of the prepared text: sent, or put into the editor to be changed first. */
  sayLine(event: CustomEvent<{ text: string; edit: boolean }>): void {
    const { text, edit } = event.detail;
    if (this.changes.current || (!edit && this.isBarred())) {
      return;
    }
    event.preventDefault();
    if (edit) {
      this.composer.edit([this.composer.text.trim(), text].filter(each => each !== "").join(" "), Date.now());
    } else {
      this.composer.add([text], this.marking, Date.now());
    }
    this.lastAt = Date.now();
    this.refill();
  }

  /** Puts words that were refused back in front of what is written. */
  giveBack(lines: string[]): void {
    this.composer.edit([...lines, this.composer.text].filter(each => each !== "").join(" "), Date.now());
    this.refill();
  }

  /** Whether Ctrl+Z takes back what was pasted: it has not left, and nothing was typed since. */
  get unpastable(): boolean {
    return this.pasted.untouched;
  }

  /** Whether lines that came together can be taken back together. */
  get together(): boolean {
    return this.composer.together > 0;
  }

  unpaste(): void {
    this.pasted.takeBack(Date.now());
    this.refill();
  }

  showPasted(): void {
    const said = this.pasted.words(this.air.barred === null);
    const { withdrawn } = this.changes;
    this.view.pasted(said !== "" ? said : withdrawn ? say("Editor.Withdrew", withdrawn.number) : "", this.together || (said === "" && withdrawn !== null));
  }

  /** Looks whether the clock ends a line. */
  tick(now: number): void {
    if (this.policy === "timer" && !this.composing && !this.changes.current && this.air.barred === null
      && this.composer.text.trim() !== "" && now - this.begunAt >= timerInterval) {
      // The last word is whole too once nothing more is typed.
      const { text } = this.composer;
      this.finishFirst(now - this.lastAt >= restAfter ? text.length : wholeWords(text, this.view.language).length);
      this.pump();
    }
  }

  /** Lets leave what may, and comes back when the next may. */
  pump(): void {
    clearTimeout(this.timer);
    const now = Date.now();
    if (this.air.barred === null) {
      this.air.deliver(this.composer.release(now));
      const due = this.composer.due();
      this.timer = due === null ? 0 : window.setTimeout(() => this.pump(), Math.max(0, due - now));
    }
    const { text, whole, marking } = this.composer.onAir;
    const as = marking ?? this.marking;
    this.air.show(shown(this.policy, text, whole, as.language), as, (this.composer.lines[0]?.words ?? this.composer.words).newestAired);
    if (!this.air.elsewhere) {
      this.journal.kept = this.composer.keep();
    }
    this.show();
  }

  /** The first characters are a line by themselves; the caret stays where it is in the rest. */
  private finishFirst(length: number): void {
    if (length === 0 || this.view.text.selectionStart < length) {
      return;
    }
    const behind = this.composer.text.length - this.view.text.selectionStart;
    this.count(this.composer.text.slice(0, length));
    this.composer.finishFirst(length, this.marking, Date.now());
    this.begunAt = Date.now();
    this.view.put(this.composer.text, Math.max(0, this.composer.text.length - behind));
  }

  private isBarred(): boolean {
    const barred = this.air.barred;
    this.air.knock(this.view.language);
    this.view.trouble(barred ?? "");
    return barred !== null;
  }

  private get marking(): Marking {
    return { language: this.view.language, ...(this.speaker ? { speaker: this.speaker } : {}) };
  }

  private count(text: string): void {
    this.meters.rate.add(text, this.view.language, Date.now());
  }

  /** Shows what the composer holds, after it was changed by something else than typing. */
  private refill(caret?: number): void {
    this.view.put(this.composer.text, caret);
    this.meters.rate.put(this.composer.text, this.view.language);
    this.forms.forget();
    this.view.text.focus();
    this.pump();
  }
}
