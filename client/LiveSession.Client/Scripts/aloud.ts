import { all, split } from "./sentences";
import type { Correction, Line } from "./wire";

/** How much is said at once: nothing, each sentence, or what one speaker said in one go. */
export type Measure = "off" | "sentence" | "turn";

/** A piece to be said in one go. */
export interface Saying { text: string; language: string; speaker?: string | undefined; correction?: boolean; withdrawn?: boolean }

interface Said { text: string; language: string }

const remembered = 500;

/**
 * What a screen reader is told, and when. Finished lines only, each sentence once: what waits is merged, a correction of what
 * waits changes it, and a correction of what was said is said once, the changed sentences only. Knows no clock and no page.
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
    this.unsaid.push({ ...line });
    if (this.measure === "sentence" && split(line.text).rest === "") {
      this.finish();
    }
  }

  correction({ line, text }: Correction): void {
    const waiting = [this.unsaid, ...this.ready].flat().find(one => one.number === line);
    if (waiting) {
      waiting.text = text;
    } else if (this.said.has(line)) {
      this.corrections.set(line, text);
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
    const sayings = [...ready.map(lines => this.say(lines)), ...this.takeCorrections()];
    this.ready = [];
    return sayings;
  }

  private say(lines: Line[]): Saying {
    const { language, speaker } = lines[0]!;
    for (const line of lines) {
      this.said.set(line.number, { text: line.text, language });
    }
    for (const line of this.said.keys()) {
      if (this.said.size <= remembered) {
        break;
      }
      this.said.delete(line);
    }
    const known = speaker === this.lastSpeaker;
    this.lastSpeaker = speaker;
    return { text: lines.map(line => line.text).join(" "), language, speaker: known ? undefined : speaker };
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
