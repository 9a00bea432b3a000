import { linesOf, splitLongLine } from "./lines";

const comfortable = 160;

/** A prepared text, cut into lines that are put on air one by one. */
export class Feed {
  lines: string[] = [];
  /** The line that is said next; as many as there are lines when all were. */
  next = 0;

  /** Cuts a text at its own line breaks and at the ends of sentences, so that a line is read in one look. */
  static cut(text: string, language: string): string[] {
    return linesOf(text).flatMap(line => splitLongLine(line, comfortable, language));
  }

  load(lines: string[], next = 0): void {
    this.lines = lines;
    this.next = Math.min(Math.max(0, next), lines.length);
  }

  get line(): string | undefined {
    return this.lines[this.next];
  }

  said(): void {
    this.next = Math.min(this.next + 1, this.lines.length);
  }

  jump(to: number): void {
    this.next = Math.min(Math.max(0, to), this.lines.length);
  }
}
