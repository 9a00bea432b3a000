import { all, split } from "./sentences";
import type { Correction, Line } from "./wire";

/** How much is said at once: nothing, each sentence, or what one speaker said in one go. */
export type Measure = "off" | "sentence" | "turn";

/** A piece to be said in one go. */
export interface Saying { text: string; language: string; speaker?: string | undefined; unnamed?: boolean; correction?: boolean; withdrawn?: boolean }

interface Said { text: string; language: string }

const remembered = 500;

/**
 * What a screen reader is told, and when. Of finished lines only, each sentence once, as soon as it is whole: what waits is merged, a
 * correction of what waits changes it, and a correction of what was said is said once, the changed sentences only. Knows no clock and no page.
 */
export class Aloud {
  private unsaid: Line[] = [];
  private ready: Line[][] = [];
  private readonly said = new Map<number, Said>();
  private readonly corrections = new Map<number, string>();
  private measure: Measure = "off";
  private lastSpeaker: string | undefined;

  /** Begins afresh: what waited is not said. */
  turn(measure: Measure): void {
    this.measure = measure;
    this.unsaid = [];
    this.ready = [];
    this.said.clear();
    this.corrections.clear();
  }

  line(line: Line): void {
    if (this.measure === "off") {
      return;
    }
    const before = this.unsaid[0];
    if (before && (before.speaker !== line.speaker || before.language !== line.language)) {
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
  finish(): void {
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

  private say(lines: Line[]): Saying {
    const { language, speaker } = lines[0]!;
    for (const { number, text } of lines) {
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
    return { text: lines.map(line => line.text).join(" "), language, speaker: known ? undefined : speaker, unnamed };
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
