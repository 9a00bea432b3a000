import type { Writing } from "./drafts";
import { all, split } from "./sentences";

// A draft that begins with so many characters of the end of the one before goes on behind words that fell away, and by no accident.
const leastKept = 40;

/** A piece of what is said off the record. */
export interface Unkept { text: string; language: string; speaker: string | undefined }

/** What is said off the record, which comes in drafts only: gives out each sentence once, when something follows it. Knows no clock. */
export class Unrecorded {
  private readonly words = new DraftWords();
  private writer: Writing | undefined;
  /** Whether what is said comes in lines. */
  recorded = true;

  constructor(private readonly heard: (words: Unkept) => void) { }

  /** The line being written. Words of another voice begin behind those of the one before. */
  draft(draft: Writing): void {
    if (this.recorded) {
      this.words.pass(draft.text);
    } else if (!draft.text) {
      this.give(this.words.write(""));
    } else {
      if (draft.speaker !== this.writer?.speaker || draft.language !== this.writer?.language) {
        this.give(this.words.rest());
      }
      const ended = this.words.write(draft.text);
      this.writer = draft;
      this.give(ended);
    }
  }

  /** A line came. */
  line(text: string): void {
    if (this.recorded) {
      this.words.recorded(text);
    } else {
      this.give(this.words.write(""));
    }
  }

  /** The session goes off the record, or back on it. */
  record(recorded: boolean): void {
    if (recorded && !this.recorded) {
      this.give(this.words.write(""));
    }
    this.recorded = recorded;
  }

  /** Nothing came for a while: what was said is complete enough. */
  pause(): void {
    if (!this.recorded) {
      this.give(this.words.rest());
    }
  }

  private give(text: string): void {
    if (text && this.writer) {
      this.heard({ text, language: this.writer.language ?? "", speaker: this.writer.speaker });
    }
  }
}

/**
 * The words of one draft after another: each line gives way to the next, or the last ones stay in front of what is written until
 * they fall away (editor/offTheRecord.ts). Whichever drafts are lost between, no sentence is given out twice.
 */
export class DraftWords {
  private draft = "";
  /** So much of the draft was given out, or was said on the record. */
  private told = 0;

  /** On the record: what stands here comes as a line. */
  pass(draft: string): void {
    this.draft = draft;
    this.told = draft.length;
  }

  /** A line was recorded, and its draft went with it. */
  recorded(line: string): void {
    if (line.startsWith(this.draft)) {
      this.pass("");
    }
  }

  /** The draft as it stands now; answers the sentences that ended since, or nothing. */
  write(draft: string): string {
    const before = this.draft;
    const told = before.slice(0, this.told);
    if (draft === "") {
      // Taken off the screen: what was not finished was not said.
      const { sentences } = split(before.slice(this.told));
      this.pass("");
      return sentences.join(" ");
    }
    if (told.startsWith(draft)) {
      // Being erased: perhaps the same comes again.
      return "";
    }
    const fallen = draft.startsWith(told) ? 0 : fallenOff(before, draft, this.told);
    if (fallen !== undefined && (fallen > 0 || !gaveWay(before, draft))) {
      // Words that fell away before their sentence ended are given out with it.
      const lost = before.slice(this.told, fallen);
      this.told = Math.max(0, this.told - fallen);
      this.draft = draft;
      return joined(lost, this.ended());
    }
    const rest = gaveWay(before, draft) ? before.slice(this.told) : "";
    this.draft = draft;
    this.told = 0;
    // Where a word before was changed, the sentences that stayed are known.
    const known = new Set(all(told));
    return joined(rest, split(this.ended()).sentences.filter(sentence => !known.has(sentence)).join(" "));
  }

  /** Nothing came for a while: all of it is complete enough. */
  rest(): string {
    const rest = this.draft.slice(this.told).trim();
    this.told = this.draft.length;
    return rest;
  }

  /** A full stop at the very end may be that of 3.5: it counts once something follows. */
  private ended(): string {
    const words = this.draft.slice(this.told);
    const { sentences, rest } = split(words);
    const behind = rest === "" && !/\s$/.test(words) ? sentences.pop() ?? "" : rest;
    this.told = this.draft.length - (behind ? words.length - words.lastIndexOf(behind) : 0);
    return sentences.join(" ");
  }
}

/** How much of the beginning of the draft before is gone in this one; undefined where this one does not go on from there. */
function fallenOff(before: string, draft: string, told: number): number | undefined {
  for (let from = before.indexOf(" ") + 1; from > 0 && before.length - from >= leastKept; from = before.indexOf(" ", from) + 1) {
    const kept = before.slice(from, Math.max(told, from + leastKept));
    if (draft.startsWith(kept)) {
      return from;
    }
  }
  return undefined;
}

/** Whether this is another line, and not the same one being written on, changed or erased. */
function gaveWay(before: string, draft: string): boolean {
  let same = 0;
  while (same < draft.length && before[same] === draft[same]) {
    same++;
  }
  let behind = 0;
  while (behind < draft.length - same && before.at(-1 - behind) === draft.at(-1 - behind)) {
    behind++;
  }
  return same < draft.length && (same + behind) * 2 < before.length;
}

function joined(one: string, other: string): string {
  return `${one.trim()} ${other}`.trim();
}
