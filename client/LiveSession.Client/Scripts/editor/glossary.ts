/** A short form and what it stands for. */
export interface Entry { form: string; words: string }

/** A change of the text being written: `text` replaces what stands from `start` to `end`. */
export interface Change { start: number; end: number; text: string }

// A short form that holds one of the first, or begins with one of the others, is refused where it is kept (GlossaryEntry.IsOneWord).
const ends = /[\s.,;:!?…。，；：！？、؟،؛)\]»”"'’/]/u;
const notEnds = new RegExp(`[^${ends.source.slice(1)}*$`, "u");
const opens = /^[([{«“"'‘¿¡]+/u;
const ideographs = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
const farthest = 40;

/** The short forms of a meeting, and its words to complete. */
export class Glossary {
  private readonly longs: Map<string, string>;
  private readonly words: string[];

  /** Words to complete: the long forms, and whatever else the meeting knows (names, agenda). */
  constructor(entries: Entry[], words: string[] = []) {
    this.longs = new Map(entries.map(({ form, words: long }) => [fold(form), long]));
    this.words = [...new Set([...entries.map(entry => entry.words), ...words])].sort((one, other) => one.length - other.length);
  }

  /** After a space or a mark was typed at `caret`: the expansion of the short form before it; null when there is none. */
  expand(text: string, caret: number): Change | null {
    const mark = text[caret - 1] ?? "";
    if (!ends.test(mark)) {
      return null;
    }
    const token = lastWord(text.slice(0, caret - 1));
    const short = this.known(token);
    if (short === null) {
      return null;
    }
    const long = inCaseOf(short, this.longs.get(fold(short))!);
    // Chinese and Japanese put no space between words: the space only asked for the expansion.
    const end = mark === " " && ideographs.test(long[long.length - 1] ?? "") ? caret : caret - 1;
    return { start: caret - 1 - short.length, end, text: long };
  }

  /** The rest of a word or name begun before the caret; null when nothing is offered. */
  complete(text: string, caret: number): Change | null {
    if (caret < text.length && !ends.test(text[caret]!)) {
      return null;
    }
    const before = text.slice(Math.max(0, caret - farthest), caret);
    for (const start of wordStarts(before)) {
      const begun = before.slice(start);
      if (this.words.some(word => fold(word) === fold(begun))) {
        return null;
      }
      const least = ideographs.test(begun) ? 2 : 3;
      const found = begun.length >= least && this.words.find(word => word.length > begun.length && fold(word).startsWith(fold(begun)));
      if (found) {
        return { start: caret - begun.length, end: caret, text: found };
      }
    }
    return null;
  }

  /** A short form in ideographs stands among others without a space; any other is the whole word. */
  private known(token: string): string | null {
    const word = token.replace(opens, "");
    if (this.longs.has(fold(word))) {
      return word;
    }
    for (let start = 0; ideographs.test(word) && start < word.length; start++) {
      if (this.longs.has(fold(word.slice(start)))) {
        return word.slice(start);
      }
    }
    return null;
  }
}

function fold(text: string): string {
  return text.toLowerCase().normalize("NFC");
}

function lastWord(text: string): string {
  return notEnds.exec(text)![0];
}

/** A short form that was begun with a capital begins its long form with one. */
function inCaseOf(short: string, long: string): string {
  const [first = ""] = short;
  const capital = first !== first.toLowerCase() && short.slice(1) === short.slice(1).toLowerCase() && short.length > 1;
  return capital ? long.charAt(0).toUpperCase() + long.slice(1) : long;
}

function wordStarts(text: string): number[] {
  const starts: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const inWord = !/[\s\p{P}]/u.test(text[index]!);
    if (inWord && (index === 0 || /[\s\p{P}]/u.test(text[index - 1]!) || ideographs.test(text[index]!))) {
      starts.push(index);
    }
  }
  return starts;
}
