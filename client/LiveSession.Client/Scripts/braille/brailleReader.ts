import type { Unkept } from "../unrecorded";
import type { Correction, Line } from "../wire";
import { changedWords } from "../rewording";
import { rowsOf } from "./rows";

/** Where a reader is: a row of a line. Beyond the last row, the reader waits for more. */
export interface Place { line: number; row: number }

interface Passage {
  /** Where it stands: its line, or the one it came behind. */
  line: number;
  /** The line it says; undefined off the record, for there is none. */
  of?: number;
  unrecorded?: boolean;
  language: string;
  speaker: string | undefined;
  text: string;
  lead: string[];
  former?: string;
  /** What its line says by now, for whoever comes back to it. */
  newer?: string;
  rows: string[];
}

/** A correction that is still to be read: behind which line it stands, which line it corrects, and the row where the reader is in it. */
export interface UnreadCorrection { line: number; of: number; language: string; speaker?: string; former: string; text: string; row?: number }

// Behind the last row of a line, however many it has.
const behind = 999;

/** What stands in rows beside the words that were said, in the reader's language. */
export interface BrailleWords {
  correction: string;
  withdrawn: string;
  unnamed: string;
  offTheRecord: string;
  onTheRecord: string;
  /** What a correction changed; one of both may be empty. */
  changed: (now: string, was: string) => string;
}

/**
 * The words of a session in rows of a braille display, and where one reader is in them. Nothing ever moves but by the reader's
 * press, and nothing is dropped: whoever reads more slowly than is spoken reads on after the others have gone home.
 */
export class BrailleReader {
  private readonly passages: Passage[] = [];
  private index = 0;
  private row = 0;
  private lastNumber = 0;

  /** @param kept Corrections that were still to be read when the page was loaded anew: the record has the lines as they are by now. */
  constructor(private cells: number, private readonly words: BrailleWords, private asked: Place | undefined, private kept: UnreadCorrection[] = []) { }

  /** The number of the first line known; undefined before there is one. */
  get first(): number | undefined {
    return this.passages[0]?.line;
  }

  /** The number of the last line known; 0 for none. */
  get last(): number {
    return this.lastNumber;
  }

  /** The row under the reader's fingers; undefined while there is nothing more. */
  get text(): string | undefined {
    return this.passages[this.index]?.rows[this.row];
  }

  get language(): string | undefined {
    return this.passages[this.index]?.language;
  }

  get speaker(): string | undefined {
    return this.passages[this.index]?.speaker;
  }

  get place(): Place {
    const passage = this.passages[this.index];
    return { line: passage?.line ?? 0, row: passage?.unrecorded || passage?.former !== undefined ? behind : this.row };
  }

  get atBeginning(): boolean {
    return this.index === 0 && this.row === 0;
  }

  /** How many rows follow the one being read. */
  get unread(): number {
    const here = this.passages[this.index]?.rows.length ?? 0;
    return this.passages.slice(this.index + 1).reduce((sum, passage) => sum + passage.rows.length, Math.max(0, here - this.row - 1));
  }

  /** The corrections of what was read that are not read to their end. */
  get unreadCorrections(): UnreadCorrection[] {
    const ahead = this.passages.slice(this.text === undefined ? this.index + 1 : this.index)
      .flatMap((passage): UnreadCorrection[] => {
        const { line, of, language, speaker, former, text } = passage;
        const row = passage === this.passages[this.index] ? { row: this.row } : {};
        return of === undefined || former === undefined ? [] : [{ line, of, language, ...speaker ? { speaker } : {}, former, text, ...row }];
      });
    return [...ahead, ...this.kept];
  }

  /** Lines in order; those known already are passed over. */
  add(lines: Line[]): void {
    for (const line of lines) {
      if (line.number > this.lastNumber) {
        this.lastNumber = line.number;
        const lead = this.leadOf(line.speaker, this.passages[this.passages.length - 1]);
        this.append({ line: line.number, of: line.number, language: line.language, speaker: line.speaker, text: line.text, lead });
        this.arrive();
        this.bringBack();
      }
    }
  }

  /** What is said off the record: it stands in no line, and a reload does not bring it back. */
  addUnrecorded({ text, language, speaker }: Unkept): void {
    const lead = this.leadOf(speaker, this.passages[this.passages.length - 1], true);
    this.append({ line: this.lastNumber, unrecorded: true, language, speaker, text, lead });
    if (this.asked && this.asked.line <= this.lastNumber) {
      // Opened before the first line: these words are the first to read.
      this.asked = undefined;
    }
  }

  /** Lines before the first one known, in order: the reader stays where they are. */
  addBefore(lines: Line[]): void {
    const earlier = lines.map((line, index): Passage => {
      const lead = this.leadOf(line.speaker, lines[index - 1]);
      const passage = { line: line.number, of: line.number, language: line.language, speaker: line.speaker, text: line.text, lead };
      return { ...passage, rows: this.cut(passage) };
    });
    this.passages.unshift(...earlier);
    this.index += earlier.length;
  }

  /**
   * What is ahead is changed where it stands; of what is being read or was read, the correction comes last: first what changed, then the
   * line. It stands behind the last line, to which whoever opens the page there comes. What was read says the new words when it is read again.
   */
  correct({ line, text }: Correction): void {
    const found = this.passages.map(passage => passage.of).lastIndexOf(line);
    const passage = this.passages[found];
    if (!passage || (passage.newer ?? passage.text) === text) {
      return;
    }
    if (found > this.index) {
      this.reword(passage, text);
    } else {
      const { language, speaker, newer, text: read } = passage;
      const former = newer ?? read;
      this.append({ line: this.lastNumber, of: line, language, speaker, text, former, lead: this.leadOfCorrection(speaker, former, text) });
    }
    for (const earlier of this.passages.slice(0, this.index + 1).filter(each => each.of === line)) {
      earlier.newer = text;
    }
    if (this.text === undefined) {
      this.renew(0, this.index + 1);
      this.row = this.passages[this.index]!.rows.length;
    } else {
      this.renew(0, this.index);
    }
  }

  next(): void {
    const left = this.index;
    const rows = this.passages[this.index]?.rows.length ?? 0;
    if (this.row + 1 < rows || this.index + 1 >= this.passages.length) {
      this.row = Math.min(this.row + 1, rows);
    } else {
      this.index++;
      this.row = 0;
    }
    this.renew(left, this.index);
  }

  back(): void {
    const left = this.index;
    if (this.row > 0) {
      this.row--;
    } else if (this.index > 0) {
      this.index--;
      this.row = this.passages[this.index]!.rows.length - 1;
    }
    this.renew(this.index + 1, left + 1);
  }

  /** To the beginning of what was said last. */
  toNow(): void {
    this.goTo(Math.max(0, this.passages.length - 1));
  }

  /** To the first row known. */
  toBeginning(): void {
    this.goTo(0);
  }

  /** Another display: the line being read begins again. */
  resize(cells: number): void {
    this.cells = cells;
    this.row = 0;
    this.renew(0, this.passages.length);
    for (const passage of this.passages) {
      passage.rows = this.cut(passage);
    }
  }

  private goTo(index: number): void {
    const left = this.index;
    [this.index, this.row] = [index, 0];
    if (left !== index) {
      this.renew(left, left + 1);
    }
  }

  /** Passages that are not under the reader's fingers say what their lines say by now. */
  private renew(from: number, to: number): void {
    for (const passage of this.passages.slice(from, to)) {
      if (passage.newer !== undefined) {
        this.reword(passage, passage.newer);
        delete passage.newer;
      }
    }
  }

  private reword(passage: Passage, text: string): void {
    passage.text = text;
    if (passage.former !== undefined) {
      passage.lead = this.leadOfCorrection(passage.speaker, passage.former, text);
    }
    passage.rows = this.cut(passage);
  }

  private append(passage: Omit<Passage, "rows">): void {
    this.passages.push({ ...passage, rows: this.cut(passage) });
  }

  private cut(passage: Omit<Passage, "rows">): string[] {
    return [...passage.lead, passage.text || this.words.withdrawn].flatMap(part => rowsOf(part, this.cells));
  }

  /** Whether it is kept and who speaks, where that changed; words of nobody named must not read as the words of the one before. */
  private leadOf(speaker: string | undefined, before: { speaker?: string | undefined; unrecorded?: boolean } | undefined, unrecorded = false): string[] {
    const record = unrecorded === (before?.unrecorded ?? false) ? [] : [unrecorded ? this.words.offTheRecord : this.words.onTheRecord];
    const name = speaker ? speaker === before?.speaker ? [] : [`${speaker}:`] : before?.speaker ? [this.words.unnamed] : [];
    return [...record, ...name];
  }

  /** What was kept stands again behind the line it came behind, with the words its line has by now. */
  private bringBack(): void {
    for (const { line, of, language, speaker, former, text: known, row } of this.kept.filter(each => each.line === this.lastNumber)) {
      const text = this.passages.find(passage => passage.of === of)?.text ?? known;
      this.append({ line, of, language, speaker, text, former, lead: this.leadOfCorrection(speaker, former, text) });
      if (row !== undefined && !this.asked && this.passages[this.index]!.line === line) {
        this.index = this.passages.length - 1;
        this.row = Math.min(row, this.passages[this.index]!.rows.length);
      }
    }
    this.kept = this.kept.filter(each => each.line > this.lastNumber);
  }

  private leadOfCorrection(speaker: string | undefined, former: string, text: string): string[] {
    const { now, was } = changedWords(former, text);
    return [`${this.words.correction} ${speaker ?? ""}`.trim(), ...text && (now || was) ? [this.words.changed(now, was)] : []];
  }

  /** The page was opened at a place: when its line comes, the reader is there. */
  private arrive(): void {
    const latest = this.passages[this.passages.length - 1]!;
    if (this.asked && latest.line >= this.asked.line) {
      this.index = this.passages.length - 1;
      this.row = latest.line === this.asked.line ? Math.min(this.asked.row, latest.rows.length) : 0;
      this.asked = undefined;
    }
  }
}
