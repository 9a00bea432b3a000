import { say } from "./words";
import type { Line } from "./wire";

// Speech needs its time: what arrives faster is read in one go.
const pace = 2500;
const keep = 50;

/**
 * Reads new lines to a screen reader, for those who switch it on: whole lines only, each in a node of its own that is never
 * changed again; a correction is a new node. The visible captions are not a live region.
 */
export class Aloud {
  private on = false;
  private pending: { text: string; language: string }[] = [];
  private timer: number | undefined;

  constructor(private readonly log: HTMLElement | null) { }

  turn(on: boolean): void {
    this.on = on;
    this.pending = [];
    this.log?.setAttribute("aria-live", on ? "polite" : "off");
  }

  line(line: Line): void {
    this.say(line.text, line.language);
  }

  correction(text: string): void {
    this.say(`${say("Correction")} ${text}`, document.documentElement.lang);
  }

  private say(text: string, language: string): void {
    if (!this.on || !this.log) {
      return;
    }
    this.pending.push({ text, language });
    this.timer ??= window.setTimeout(() => this.read(), this.pending.length > 1 ? pace : 100);
  }

  private read(): void {
    this.timer = undefined;
    if (!this.on || !this.log || this.pending.length === 0) {
      return;
    }
    const node = document.createElement("p");
    for (const { text, language } of this.pending) {
      const part = document.createElement("span");
      part.lang = language;
      part.textContent = text + " ";
      node.append(part);
    }
    this.pending = [];
    this.log.append(node);
    while (this.log.childElementCount > keep) {
      this.log.firstElementChild?.remove();
    }
    this.timer = window.setTimeout(() => this.read(), pace);
  }
}
