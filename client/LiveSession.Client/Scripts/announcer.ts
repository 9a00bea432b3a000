import { Aloud, type Measure } from "./aloud";
import type { Writing } from "./drafts";
import type { Correction, Line } from "./wire";
import { say } from "./words";

// Speech needs its time: what arrives faster is read in one go.
const pace = 2500;
// So many sayings back nothing is read any more.
const keep = 200;
// After such a pause a sentence without its full stop, or a turn, is taken as complete.
const pause = { off: 0, sentence: 6_000, turn: 15_000 };

/**
 * Puts what is to be said into the log that screen readers listen to: one node at most every two and a half seconds, never
 * changed and never taken away while it may still be read. The visible captions are not a live region.
 */
export class Announcer {
  private readonly aloud = new Aloud();
  private measure: Measure = "off";
  private heardAt = 0;
  private saidAt = 0;
  private timer: number | undefined;

  constructor(private readonly log: HTMLElement) { }

  turn(measure: Measure): void {
    if (measure === this.measure) {
      return;
    }
    this.measure = measure;
    this.aloud.turn(measure);
    this.log.setAttribute("aria-live", measure === "off" ? "off" : "polite");
    clearInterval(this.timer);
    this.timer = measure === "off" ? undefined : window.setInterval(() => this.tick(), 250);
  }

  line(line: Line): void {
    this.heardAt = Date.now();
    this.aloud.line(line);
  }

  draft(draft: Writing): void {
    if (!this.aloud.recorded) {
      this.heardAt = Date.now();
    }
    this.aloud.draft(draft);
  }

  record(recorded: boolean): void {
    this.aloud.record(recorded);
  }

  correction(correction: Correction): void {
    this.aloud.correction(correction);
  }

  private tick(): void {
    const now = Date.now();
    if (now - this.heardAt > pause[this.measure]) {
      this.aloud.pause();
    }
    if (now - this.saidAt < pace) {
      return;
    }
    const sayings = this.aloud.take();
    if (sayings.length === 0) {
      return;
    }
    this.saidAt = now;
    const node = document.createElement("p");
    for (const { text, language, speaker, unnamed, record, correction, withdrawn } of sayings) {
      const part = document.createElement("span");
      part.lang = language;
      part.textContent = `${text} `;
      if (record) {
        node.append(`${say(record === "off" ? "OffTheRecord" : "OnTheRecord")} `);
      }
      if (speaker || unnamed) {
        const name = document.createElement("bdi");
        name.textContent = speaker ?? say("Unnamed");
        node.append(name, ": ");
      }
      node.append(correction ? `${say("Correction")} ` : withdrawn ? `${say("WithdrawnLine")} ` : "", part);
    }
    this.log.append(node);
    while (this.log.childElementCount > keep) {
      this.log.firstElementChild?.remove();
    }
  }
}
