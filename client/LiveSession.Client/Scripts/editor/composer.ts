import { HeldText } from "./heldText";
import type { Cleared, HeldLine, Kept, Marking, Released } from "./heldLine";
import { linesOf } from "./lines";

export type { HeldLine, Kept, Marking, Released } from "./heldLine";

/**
 * What is written and has not left yet: the line being written, and finished lines in their time of hold. Nothing in it leaves before
 * it is old enough, in the order it was written; stopped, nothing leaves at all.
 */
export class Composer {
  /** How long words wait before they leave, in milliseconds. */
  hold = 0;
  stopped = false;
  /** Whether what is written is off the record: the browser keeps none of it. */
  offTheRecord = false;
  /** Whether characters go on air before their line is finished. */
  showing = true;
  /** How many of the last characters on air readers are not shown, by the policy. */
  hidden = 0;
  readonly lines: HeldLine[] = [];
  private current = new HeldText();
  private pinned: string | null = null;
  private cleared: Cleared | null = null;
  /** Lines begun on the record that wait until it resumes. */
  private aside: HeldLine[] = [];

  /** `cut` makes the lines the archive takes out of one that may be too long. */
  constructor(private readonly newId: () => string, readonly cut: (line: string, language: string) => string[] = line => [line]) { }

  /** The line being written. */
  get words(): HeldText {
    return this.current;
  }

  get text(): string {
    return this.current.text;
  }

  /** How many characters readers cannot see yet. */
  get held(): number {
    const waiting = (words: HeldText): number => this.stopped ? words.text.length : words.held;
    return this.lines.reduce((sum, line) => sum + waiting(line.words), waiting(this.current)) + (this.stopped ? 0 : this.hidden);
  }

  /** The line being written in pieces, each all seen by readers or all not yet. */
  pieces(): { text: string; aired: boolean }[] {
    let seen = this.lines.length > 0 || this.stopped ? 0 : this.current.aired.length - this.hidden;
    return this.current.pieces().flatMap(({ text, aired }) => {
      const length = aired ? Math.min(text.length, seen) : 0;
      seen -= length;
      return [{ text: text.slice(0, length), aired: true }, { text: text.slice(length), aired: false }].filter(piece => piece.text !== "");
    });
  }

  edit(text: string, now: number): void {
    this.current.edit(text, now);
    this.cleared = text === "" ? this.cleared : null;
  }

  /** Finishes the line being written; pasted or too long, it is several. Answers the lines it became. */
  finish(marking: Marking, now: number, grace = 0): string[] {
    const lines = this.linesIn(this.current.text, marking.language);
    if (lines.length === 1) {
      const words = this.current.cut(this.current.text.length);
      words.edit(lines[0]!, now);
      this.lines.push({ ...marking, id: this.newId(), words, finishedAt: now });
    } else {
      this.current = new HeldText();
      this.add(lines, marking, now, grace);
    }
    this.cleared = null;
    return lines;
  }

  /** The lines some text becomes. */
  linesIn(text: string, language: string): string[] {
    return linesOf(text).flatMap(line => this.cut(line, language));
  }

  /** Finishes the first characters of the line being written; the rest stays in it. */
  finishFirst(length: number, marking: Marking, now: number): void {
    const words = this.current.cut(length);
    words.edit(words.text.trim(), now);
    this.current.edit(this.current.text.trimStart(), now);
    if (words.text !== "") {
      this.lines.push({ ...marking, id: this.newId(), words, finishedAt: now });
    }
  }

  /** Adds lines that were written elsewhere. */
  add(lines: string[], marking: Marking, now: number, grace = 0): void {
    for (const line of lines) {
      this.lines.push({ ...marking, id: this.newId(), words: new HeldText(line, now), finishedAt: now, ...(grace > 0 ? { grace } : {}) });
    }
  }

  /** When a finished line may leave. */
  leavesAt(line: HeldLine): number {
    return line.finishedAt + this.hold + (line.grace ?? 0);
  }

  /** How many of the lines that came together have not left. */
  get together(): number {
    return this.lines.filter(line => line.grace !== undefined).length;
  }

  /** Takes back what came together, as if it had not: the text before stands in the line again. Ctrl+Z brings it back, as after clearing. */
  takeBackTogether(before: string, now: number): void {
    const together = this.lines.filter(line => line.grace !== undefined);
    this.cleared = { words: this.current, lines: together };
    this.lines.splice(0, this.lines.length, ...this.lines.filter(line => line.grace === undefined));
    this.current = new HeldText(before, now);
  }

  /** What may leave now: whole lines; characters of the first line that stays go on air. */
  release(now: number): Released[] {
    if (this.stopped) {
      return [];
    }
    const released: Released[] = [];
    while (this.lines[0] && this.lines[0].id !== this.pinned && this.leavesAt(this.lines[0]) <= now) {
      const { id, words, language, speaker, finishedAt, grace = 0 } = this.lines.shift()!;
      released.push({ id, text: words.text, language, writtenAt: finishedAt + grace, ...(speaker ? { speaker } : {}) });
    }
    const first = this.lines[0];
    if (this.showing && (!first || first.id !== this.pinned)) {
      (first?.words ?? this.current).release(now, this.hold + (first?.grace ?? 0));
    }
    return released;
  }

  /** The words readers see of what is being written, and whether they are all there will be of the line. */
  get onAir(): { text: string; whole: boolean; marking: Marking | null } {
    if (this.stopped) {
      return { text: "", whole: true, marking: null };
    }
    const first = this.lines[0];
    const words = first?.words ?? this.current;
    return { text: words.aired, whole: first !== undefined && words.held === 0, marking: first ?? null };
  }

  /** When something next may leave; null when nothing waits for its time. */
  due(): number | null {
    const first = this.lines[0];
    if (this.stopped || (first && first.id === this.pinned)) {
      return null;
    }
    const character = this.showing ? (first?.words ?? this.current).due(this.hold + (first?.grace ?? 0)) : null;
    return first ? Math.min(this.leavesAt(first), character ?? Infinity) : character;
  }

  /** Everything leaves without waiting longer. */
  flush(now: number): Released[] {
    const hold = this.hold;
    this.hold = 0;
    this.lines.forEach(line => delete line.grace);
    const released = this.release(now);
    this.hold = hold;
    return released;
  }

  /** Takes the latest finished line back into the line being written; false when none is held. */
  takeBack(): boolean {
    const line = this.lines.pop();
    if (!line) {
      return false;
    }
    const joined = this.current.text === "" ? line.words : spaced(line.words, line.finishedAt);
    this.current.prepend(joined);
    return true;
  }

  find(id: string): HeldLine | undefined {
    return this.lines.find(line => line.id === id);
  }

  /** A held line is being changed: it and what follows stay until it is let go. */
  pin(id: string | null): void {
    this.pinned = id;
  }

  /** Gives a held line other words; their time of hold begins anew. */
  replace(id: string, text: string, now: number): void {
    const line = this.find(id);
    if (line && text === "") {
      this.lines.splice(this.lines.indexOf(line), 1);
    } else if (line) {
      line.words.edit(text, now);
      line.finishedAt = now;
    }
  }

  /** Throws away everything that has not left. */
  clear(): void {
    if (this.current.text !== "" || this.lines.length > 0) {
      this.cleared = { words: this.current, lines: this.lines.splice(0) };
      this.current = new HeldText();
    }
  }

  /** Whether something thrown away can be brought back. */
  get restorable(): boolean {
    return this.cleared !== null && this.current.text === "" && this.lines.length === 0;
  }

  /** Brings back what was thrown away last, as if written now; false when there is nothing, or something was written since. */
  restore(now: number): boolean {
    const cleared = this.cleared;
    if (!cleared || !this.restorable) {
      return false;
    }
    this.current = cleared.words;
    this.lines.push(...cleared.lines);
    this.cleared = null;
    this.begin(now);
    return true;
  }

  /** The record stops: what stands here, or only what was kept from an earlier visit, was said on it and waits until it resumes. False when there is nothing. */
  setAside(marking: Marking, now: number, which: "all" | "kept" = "all"): boolean {
    if (which === "all") {
      this.finish(marking, now);
    }
    const found = this.lines.filter(line => which === "all" || line.kept);
    this.lines.splice(0, this.lines.length, ...this.lines.filter(line => !found.includes(line)));
    this.aside.push(...found);
    return found.length > 0;
  }

  /** The record resumes: what was written off it goes for good, what was set aside may leave. Answers how many characters went. */
  backOnTheRecord(): number {
    const gone = this.lines.reduce((sum, line) => sum + line.words.text.length, this.current.text.length);
    const { aside } = this;
    this.empty();
    this.lines.push(...aside);
    return gone;
  }

  /**
   * The pen goes: what readers have seen of the line on air, to the end of its word, is a line by itself; the rest stays here, off the
   * air. Null when they have seen nothing that may be recorded.
   */
  part(marking: Marking, now: number): Released | null {
    const first = this.lines[0];
    const words = first?.words ?? this.current;
    const seen = this.stopped || this.offTheRecord ? 0 : words.endOf(words.aired.length - this.hidden);
    const end = seen === 0 ? 0 : seen + /^\S*/u.exec(words.text.slice(seen))![0].length;
    const said = words.cut(end).text.trim();
    words.edit(words.text.trimStart(), now);
    words.withdraw(now);
    if (first && words.text === "") {
      this.lines.shift();
    }
    const { language, speaker } = first ?? marking;
    return said === "" ? null : { id: this.newId(), text: said, language, writtenAt: now, ...(speaker ? { speaker } : {}) };
  }

  /** Forgets everything, here only. */
  empty(): void {
    this.current = new HeldText();
    this.lines.length = 0;
    this.aside = [];
    this.cleared = null;
  }

  stop(): void {
    this.stopped = true;
  }

  /** What waited while nothing left is held for its full time. */
  resume(now: number): void {
    this.stopped = false;
    this.begin(now);
  }

  keep(): Kept {
    return {
      text: this.offTheRecord ? "" : this.current.text,
      lines: [...this.aside, ...(this.offTheRecord ? [] : this.lines)].map(({ id, words, language, speaker }) => ({ id, text: words.text, language, ...(speaker ? { speaker } : {}) })),
      stopped: this.stopped,
    };
  }

  load(kept: Kept, now: number): void {
    this.current = new HeldText(kept.text, now);
    this.stopped = kept.stopped;
    for (const { text, ...line } of kept.lines) {
      this.lines.push({ ...line, words: new HeldText(text, now), finishedAt: now, kept: true });
    }
  }

  /** What waits is held for its full time from now on. */
  begin(now: number): void {
    this.current.withdraw(now);
    for (const line of this.lines) {
      line.words.withdraw(now);
      line.finishedAt = now;
    }
  }
}

function spaced(words: HeldText, now: number): HeldText {
  words.edit(`${words.text} `, now);
  return words;
}
