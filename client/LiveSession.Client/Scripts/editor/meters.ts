import { difference } from "./heldText";

const minute = 60_000;
const least = 15_000;

/** More characters at once are no typing, whatever the browser calls them. */
const mostTyped = 100;

/** Words a minute, over the last minute, counted as the language counts words: those that were typed, not those that were brought. */
export class WordRate {
  private readonly said: { at: number; words: number }[] = [];
  /** How many words of the line being written were pasted, taken back or fed. */
  private brought = 0;

  /** The line being written changed by something the captioner did in it. */
  typed(before: string, after: string, pasted: boolean, language: string): void {
    const [start, end] = difference(before, after);
    const added = after.slice(start, after.length - end);
    if (after === "") {
      this.brought = 0;
    } else if (pasted || added.length > mostTyped) {
      this.brought += countWords(added, language);
    }
  }

  /** The line being written was put there by something else than typing. */
  put(text: string, language: string): void {
    this.brought = countWords(text, language);
  }

  /** Words of the line being written are finished. */
  add(text: string, language: string, at: number): void {
    const words = countWords(text, language);
    const brought = Math.min(words, this.brought);
    this.brought -= brought;
    if (words > brought) {
      this.said.push({ at, words: words - brought });
    }
  }

  /** Null while there is too little to measure. */
  rate(now: number): number | null {
    while (this.said[0] && this.said[0].at < now - minute) {
      this.said.shift();
    }
    const first = this.said[0];
    if (!first) {
      return null;
    }
    const words = this.said.reduce((sum, each) => sum + each.words, 0);
    return Math.round(words / Math.max(least, now - first.at) * minute);
  }
}

export function countWords(text: string, language: string): number {
  return Array.from(new Intl.Segmenter([language, "en"], { granularity: "word" }).segment(text)).filter(word => word.isWordLike).length;
}

/** How long a character takes from the key to a reader, seen by the console's own reader: hold and the way there and back. */
export class ReaderDelay {
  private readonly sent: { text: string; typedAt: number }[] = [];
  latest: number | null = null;

  /** A draft left; `typedAt` is when its newest character was typed. */
  left(text: string, typedAt: number): void {
    this.sent.push({ text, typedAt });
    this.sent.splice(0, this.sent.length - 20);
  }

  /** The reader has it. */
  arrived(text: string, now: number): void {
    const at = this.sent.findIndex(each => each.text.trimEnd() === text.trimEnd());
    if (at >= 0) {
      this.latest = Math.max(0, now - this.sent[at]!.typedAt);
      this.sent.splice(0, at + 1);
    }
  }
}
