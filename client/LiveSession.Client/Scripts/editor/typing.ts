import { steadyNow } from "../steadyTime";
import { say } from "../words";
import type { Air } from "./air";
import type { Changes } from "./changes";
import type { Composer, Kept, Marking } from "./composer";
import type { EditorView } from "./editorView";
import type { Journal } from "./journal";
import { difference } from "./heldText";
import { linesOf } from "./lines";
import { Pasted } from "./pasted";
import type { Meters } from "./metersView";
import { finishedSentences, shown, timerInterval, wholeWords, type Policy } from "./policy";
import type { ShortForms } from "./shortForms";

const restAfter = 1500;

/** A line of a prepared text that is to be said, or changed first; `author` is who handed it in. */
export interface PreparedLine { text: string; edit: boolean; author?: string }

/**
 * What happens to the line being written: typed, pasted, finished, taken back, cleared, stopped. After each step it lets leave what
 * may, keeps the rest for a reload, and has the editor shown anew.
 */
export class Typing {
  policy: Policy = "keystroke";
  /** The captioner's mark of who speaks; null for whoever has the floor. */
  speaker: string | null = null;
  /** Whose handed-in statement the line being written is taken from; it is theirs unless it is known to be another's. */
  author: string | null = null;
  lastAt = 0;
  /** What was written before the pen came waits for a key. */
  parked = false;
  private readonly pasted: Pasted;
  private begunAt = steadyNow();
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
      if (!this.changes.current && !this.changes.opening && this.pasted.take(event, this.air.barred === null, this.marking, steadyNow())) {
        this.unpark();
        this.refill();
      }
    });
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  /** Whether what is written stays until somebody does something. */
  get stays(): boolean {
    return this.parked || this.air.barred !== null || this.air.session === null;
  }

  /** What an earlier visit or another tab kept stands in front of what was written here, and belongs to whom it was marked for. */
  recall(kept: Kept): void {
    this.composer.load({ ...kept, text: [kept.text, this.composer.text].filter(each => each !== "").join(" ") }, steadyNow());
    this.speaker ??= kept.speaker ?? null;
    this.view.put(this.composer.text);
    this.meters.rate.put(this.composer.text, this.view.language);
    this.changes.recall(kept.corrections ?? []);
  }

  typed(event?: { readonly inputType: string }): void {
    this.lastAt = steadyNow();
    this.view.trouble("");
    const written = this.view.text.value;
    this.forms.typed(event);
    if (this.changes.current) {
      this.pump();
      return;
    }
    this.meters.rate.typed(this.composer.text, written, event?.inputType.startsWith("insertFrom") === true, this.view.language);
    if (this.composer.text === "") {
      this.begunAt = this.lastAt;
    }
    // Who clears away what was prepared has nothing to say yet.
    const [start, end] = difference(this.composer.text, written);
    if (written.length > start + end) {
      this.unpark();
      this.air.knock(this.view.language);
    }
    this.composer.edit(this.view.text.value, this.lastAt);
    if (this.policy === "sentence" && this.air.barred === null) {
      this.finishFirst(finishedSentences(this.composer.text));
    }
    this.pump();
  }

  /** A key that was pressed before there was a line to write in (earlyKeys.ts). */
  press(key: string): void {
    const text = this.view.text.value;
    if (key === "\n") {
      this.finish();
    } else if (key === "F9") {
      this.stop();
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
    this.changes.withdrawn = null;
    this.finishLine();
    this.refill();
  }

  flush(): void {
    if (!this.changes.current && !this.isBarred()) {
      this.unpark();
      if (!this.stays) {
        this.air.deliver(this.composer.flush(steadyNow()));
      }
      this.pump();
    }
  }

  clear(): void {
    this.composer.clear();
    this.parked = false;
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
    if (this.composer.restore(steadyNow())) {
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
    this.composer.resume(steadyNow());
    this.air.resume();
    this.pump();
    this.view.text.focus();
  }

  /** A line of the prepared text: sent, or put into the editor to be changed first. */
  sayLine(event: CustomEvent<PreparedLine>): void {
    const { text, edit, author = null } = event.detail;
    if (this.changes.current || this.changes.opening || (!edit && this.isBarred(text))) {
      return;
    }
    event.preventDefault();
    if (edit) {
      this.author = author;
      this.composer.edit([this.composer.text.trim(), text].filter(each => each !== "").join(" "), steadyNow());
    } else {
      // Readers have seen the half line: the prepared one comes behind it.
      this.finishLine();
      this.composer.add([text], this.markingOf(author), steadyNow());
    }
    this.lastAt = steadyNow();
    this.refill();
  }

  /** Puts words that were refused back in front of what is written. */
  giveBack(lines: string[]): void {
    this.meters.notRecorded();
    this.composer.edit([...lines, this.composer.text].filter(each => each !== "").join(" "), steadyNow());
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
    this.pasted.takeBack(steadyNow());
    this.refill();
  }

  showPasted(): void {
    const said = this.pasted.words(this.air.barred === null);
    const { withdrawn } = this.changes;
    this.view.pasted(said !== "" ? said : withdrawn ? say("Editor.Withdrew", withdrawn.number ?? "") : "", this.together || (said === "" && withdrawn !== null));
  }

  /** Looks whether the clock ends a line. */
  tick(now: number): void {
    if (this.policy === "timer" && !this.composing && !this.changes.current && !this.changes.opening && !this.stays
      && this.composer.text.trim() !== "" && now - this.begunAt >= timerInterval) {
      // The last word is whole too once nothing more is typed.
      const { text } = this.composer;
      this.finishFirst(now - this.lastAt >= restAfter ? text.length : wholeWords(text, this.view.language).length);
      this.pump();
    }
  }

  /** Lets leave what may, and comes back when the next may. Before the session is known nobody knows whether it may, or who writes here. */
  pump(): void {
    clearTimeout(this.timer);
    const now = steadyNow();
    this.author = this.composer.text === "" ? null : this.author;
    this.composer.showing = this.air.online && !this.parked;
    if (!this.stays) {
      this.air.deliver(this.composer.release(now));
      const due = this.composer.due();
      this.timer = due === null ? 0 : window.setTimeout(() => this.pump(), Math.max(0, due - now));
    }
    const { text, whole, marking } = this.composer.onAir;
    const as = marking ?? this.marking;
    const seen = shown(this.policy, text, whole, as.language);
    this.composer.hidden = text.length - seen.length;
    this.air.show(seen, as, (this.composer.lines[0]?.words ?? this.composer.words).newestAired);
    if (this.air.claimed) {
      const kept = this.composer.keep();
      this.journal.kept = {
        ...kept, ...(this.marked !== null && kept.text !== "" ? { speaker: this.marked } : {}), corrections: this.changes.kept,
      };
    }
    this.show();
  }

  /** Whose the line being written is, other than that of whoever has the floor. */
  get marked(): string | null {
    return this.markingOf(this.author).speaker ?? null;
  }

  /** In which language it is written, and whom the captioner marked. */
  get marking(): Marking {
    return this.markingOf(this.author);
  }

  /** A mark goes before, and the floor; who wrote a statement says it where nothing is known of anybody. */
  private markingOf(author: string | null): Marking {
    const speaker = this.speaker ?? (this.air.session?.floor.speaking ? null : author);
    return { language: this.view.language, ...(speaker ? { speaker } : {}) };
  }

  /** Counts finished words in the rate. */
  count(text: string): void {
    this.meters.rate.add(text, this.view.language, steadyNow());
  }

  /** What waited for a key has it: that it waits is said no longer. */
  private unpark(): void {
    if (this.parked) {
      this.parked = false;
      this.composer.begin(steadyNow());
      this.view.notice("");
    }
  }

  /** The first characters are a line by themselves; the caret stays where it is in the rest. */
  private finishFirst(length: number): void {
    if (length === 0 || this.view.text.selectionStart < length) {
      return;
    }
    const behind = this.composer.text.length - this.view.text.selectionStart;
    this.count(this.composer.text.slice(0, length));
    this.composer.finishFirst(length, this.marking, steadyNow());
    this.begunAt = steadyNow();
    this.view.put(this.composer.text, Math.max(0, this.composer.text.length - behind));
  }

  /** The line being written is finished as it stands. */
  private finishLine(): void {
    const { text } = this.composer;
    this.unpark();
    this.count(text);
    this.pasted.finish(text, this.marking, steadyNow());
  }

  private isBarred(fed = ""): boolean {
    const barred = this.air.barred;
    if ((this.composer.text + fed).trim() !== "") {
      this.air.knock(this.view.language);
    }
    this.view.trouble(barred ?? "");
    if (barred !== null) {
      this.meters.notRecorded();
    }
    return barred !== null;
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
