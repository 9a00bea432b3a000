import type { Writing } from "./drafts";
import { all, split } from "./sentences";
import { Unrecorded } from "./unrecorded";
import type { Correction, Line } from "./wire";

/** How much is said at once: nothing, each sentence, or what one speaker said in one go. */
export type Measure = "off" | "sentence" | "turn";

/** A piece to be said in one go. */
export interface Saying {
  text: string;
  language: string;
  speaker?: string | undefined;
  unnamed?: boolean;
  /** Off or on the record, where the saying before was not. */
  record?: "off" | "on" | undefined;
  correction?: boolean;
  withdrawn?: boolean;
}

interface Said { text: string; language: string }

/** A part of a line, or of what is said off the record and in no line: its number is 0. */
interface Piece { number: number; text: string; language: string; speaker?: string | undefined }

const remembered = 500;

/**
 * What a screen reader is told, and when. Of finished lines only, and of drafts off the record, where there are no lines: each sentence
 * once, as soon as it is whole. What waits is merged, a correction of what waits changes it, and a correction of what was said is said
 * once, the changed sentences only. Knows no clock and no page.
 */
export class Aloud {
  private unsaid: Piece[] = [];
  private ready: Piece[][] = [];
  private readonly said = new Map<number, Said>();
  private readonly corrections = new Map<number, string>();
  private measure: Measure = "off";
  private lastSpeaker: string | undefined;
  private readonly unrecorded = new Unrecorded(unkept => this.add({ number: 0, ...unkept }));
  private lastRecorded = true;

  /** Begins afresh: what waited is not said. */
  turn(measure: Measure): void {
    this.measure = measure;
    this.unsaid = [];
    this.ready = [];
    this.said.clear();
    this.corrections.clear();
  }

  line(line: Line): void {
    this.unrecorded.line(line.text);
    this.add(line);
  }

  /** The line being written: off the record it is all there is. */
  draft(draft: Writing): void {
    this.unrecorded.draft(draft);
  }

  /** The session goes off the record, or back on it: what was said before is complete. */
  record(recorded: boolean): void {
    if (recorded !== this.recorded) {
      this.unrecorded.record(recorded);
      this.finish();
    }
  }

  get recorded(): boolean {
    return this.unrecorded.recorded;
  }

  private add(line: Piece): void {
    if (this.measure === "off") {
      return;
    }
    const before = this.unsaid[0];
    if (before && (before.speaker !== line.speaker || before.language !== line.language || !before.number !== !line.number)) {
      this.finish();
    }
    const { sentences, rest } = this.measure === "sentence" ? split(line.text) : { sentences: [], rest: line.text };
    if (sentences.length > 0) {
      this.unsaid.push({ ...line, text: sentences.join(" ") });
      this.finish();
    }
    if (rest) {
      this.unsaid.push({ ...line, text: rest });
    }
  }

  correction({ line, text }: Correction): void {
    const waiting = [...this.ready, this.unsaid].flat().filter(one => one.number === line);
    const last = waiting.pop();
    waiting.forEach(one => one.text = "");
    if (!this.said.has(line)) {
      if (last) {
        last.text = text;
      }
    } else if (!last) {
      this.corrections.set(line, text);
    } else {
      // Its beginning was said: the end that waits is what is not yet a whole sentence.
      const { sentences, rest } = split(text);
      last.text = rest;
      this.corrections.set(line, sentences.join(" "));
    }
  }

  /** The speaker paused: what waits is complete enough. */
  pause(): void {
    this.unrecorded.pause();
    this.finish();
  }

  private finish(): void {
    if (this.unsaid.length > 0) {
      this.ready.push(this.unsaid);
      this.unsaid = [];
    }
  }

  /** Everything that is to be said now, once. */
  take(): Saying[] {
    // What was withdrawn before it was said is not said.
    const ready = this.ready.map(lines => lines.filter(line => line.text !== "")).filter(lines => lines.length > 0);
    // Settled first: they are of what was said before.
    const corrections = this.takeCorrections();
    this.ready = [];
    return [...ready.map(lines => this.say(lines)), ...corrections];
  }

  private say(lines: Piece[]): Saying {
    const { number: first, language, speaker } = lines[0]!;
    for (const { number, text } of lines.filter(line => line.number)) {
      const before = this.said.get(number);
      this.said.set(number, { text: before ? `${before.text} ${text}` : text, language });
    }
    for (const line of this.said.keys()) {
      if (this.said.size <= remembered) {
        break;
      }
      this.said.delete(line);
    }
    const known = speaker === this.lastSpeaker;
    // Words of nobody named must not be heard as the words of the one before.
    const unnamed = speaker === undefined && this.lastSpeaker !== undefined;
    this.lastSpeaker = speaker;
    const recorded = first > 0;
    const record = recorded === this.lastRecorded ? undefined : recorded ? "on" : "off";
    this.lastRecorded = recorded;
    return { text: lines.map(line => line.text).join(" "), language, speaker: known ? undefined : speaker, unnamed, ...record ? { record } : {} };
  }

  private takeCorrections(): Saying[] {
    const sayings: Saying[] = [];
    for (const [line, text] of this.corrections) {
      const said = this.said.get(line);
      if (said) {
        const known = new Set(all(said.text));
        const fresh = all(text).filter(sentence => !known.has(sentence));
        const before = said.text;
        said.text = text;
        if (text === "" && before !== "") {
          sayings.push({ text: beginning(before), language: said.language, withdrawn: true });
        } else if (fresh.length > 0) {
          sayings.push({ text: fresh.join(" "), language: said.language, correction: true });
        }
      }
    }
    this.corrections.clear();
    return sayings;
  }
}

/** Enough of a line to know which one is meant. */
function beginning(text: string): string {
  const words = text.split(" ").slice(0, 5).join(" ").slice(0, 60);
  return words === text ? words : `${words} …`;
}
