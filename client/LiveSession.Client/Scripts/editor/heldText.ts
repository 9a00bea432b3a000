/**
 * Text being written that knows, of each character, when it was typed and whether it went on air. A character goes on air once it is
 * old enough and everything before it is on air; one that is taken back earlier was never seen. What is on air already stays, also
 * behind a word that is still held: a change in the middle takes nothing from readers that did not change.
 */
export class HeldText {
  private stamps: number[] = [];
  private onAir: boolean[] = [];

  constructor(private words = "", now = 0) {
    this.stamps = new Array<number>(words.length).fill(now);
    this.onAir = new Array<boolean>(words.length).fill(false);
  }

  get text(): string {
    return this.words;
  }

  /** What readers may see. */
  get aired(): string {
    return this.pick(true);
  }

  /** Where the first so many characters on air end. */
  endOf(aired: number): number {
    let end = 0;
    for (let left = aired; left > 0; end++) {
      left -= this.onAir[end] ? 1 : 0;
    }
    return end;
  }

  /** How many characters wait. */
  get held(): number {
    return this.onAir.filter(aired => !aired).length;
  }

  /** When the latest character on air was typed; null when none is. */
  get newestAired(): number | null {
    const aired = this.stamps.filter((_, index) => this.onAir[index]);
    return aired.length === 0 ? null : aired.reduce((one, other) => Math.max(one, other));
  }

  /** The text changed to this: what is new was typed now, the rest keeps its age. */
  edit(text: string, now: number): void {
    const [start, end] = difference(this.words, text);
    const added = text.length - start - end;
    const removed = this.words.length - start - end;
    this.stamps.splice(start, removed, ...new Array<number>(added).fill(now));
    this.onAir.splice(start, removed, ...new Array<boolean>(added).fill(false));
    this.words = text;
  }

  /** Puts on air what is old enough. */
  release(now: number, hold: number): void {
    for (let index = 0; index < this.words.length; index++) {
      if (!this.onAir[index]) {
        if (this.stamps[index]! + hold > now) {
          return;
        }
        this.onAir[index] = true;
      }
    }
  }

  /** When the next character is old enough; null when all are on air. */
  due(hold: number): number | null {
    const next = this.onAir.indexOf(false);
    return next < 0 ? null : this.stamps[next]! + hold;
  }

  /** Everything is as if typed now, and off the air. */
  withdraw(now: number): void {
    this.stamps.fill(now);
    this.onAir.fill(false);
  }

  /** Takes the first characters out as a text of their own; each keeps its age. */
  cut(length: number): HeldText {
    const part = new HeldText(this.words.slice(0, length));
    part.stamps = this.stamps.splice(0, length);
    part.onAir = this.onAir.splice(0, length);
    this.words = this.words.slice(length);
    return part;
  }

  /** Puts another text in front, with its ages. */
  prepend(other: HeldText): void {
    this.words = other.words + this.words;
    this.stamps = other.stamps.concat(this.stamps);
    this.onAir = other.onAir.concat(this.onAir);
  }

  /** The text in pieces, each all on air or all held. */
  pieces(): { text: string; aired: boolean }[] {
    const pieces: { text: string; aired: boolean }[] = [];
    for (let index = 0; index < this.words.length; index++) {
      const last = pieces[pieces.length - 1];
      if (last && last.aired === this.onAir[index]) {
        last.text += this.words[index];
      } else {
        pieces.push({ text: this.words[index]!, aired: this.onAir[index]! });
      }
    }
    return pieces;
  }

  private pick(aired: boolean): string {
    return this.pieces().filter(piece => piece.aired === aired).map(piece => piece.text).join("");
  }
}

/** How much of two texts is the same at the start and at the end, never half a character. */
export function difference(before: string, after: string): [number, number] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) {
    start++;
  }
  start -= isHigh(before[start - 1]) ? 1 : 0;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) {
    end++;
  }
  end -= isLow(before[before.length - end]) && end > 0 ? 1 : 0;
  return [start, end];
}

const isHigh = (unit: string | undefined): boolean => unit !== undefined && unit >= "\ud800" && unit <= "\udbff";
const isLow = (unit: string | undefined): boolean => unit !== undefined && unit >= "\udc00" && unit <= "\udfff";
