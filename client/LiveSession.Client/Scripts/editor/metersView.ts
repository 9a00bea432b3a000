import { steadyNow } from "../steadyTime";
import { say } from "../words";
import type { Writing } from "../drafts";
import type { EditorView } from "./editorView";
import { WordRate, type ReaderDelay } from "./meters";

interface Now { hold: number; live: boolean; silent: boolean }

/** The figures beside the editor: words a minute, how old words are when readers see them, and how long nothing was seen. */
export class Meters {
  readonly rate = new WordRate();
  /** How long the latest line took from Enter to the record, in milliseconds. */
  recordedAfter: number | null = null;
  private seenAt = steadyNow();

  constructor(private readonly view: EditorView, private readonly delay: ReaderDelay, signal: AbortSignal) {
    // What the console's own reader sees is what every reader sees.
    document.addEventListener("reader-draft", event => {
      const { text } = (event as CustomEvent<Writing>).detail;
      if (text !== "") {
        this.seenAt = steadyNow();
        this.delay.arrived(text, this.seenAt);
      }
    }, { signal });
    document.addEventListener("reader-line", () => this.seenAt = steadyNow(), { signal });
  }

  recorded(after: number): void {
    this.recordedAfter = after;
  }

  /** The latest Enter put nothing in the record. */
  notRecorded(): void {
    this.recordedAfter = null;
  }

  show(now: number, { hold, live, silent }: Now): void {
    const rate = this.rate.rate(now);
    const silence = Math.floor((now - this.seenAt) / 1000);
    const seconds = (value: number) => say("Editor.Seconds", (value / 1000).toFixed(1));
    const delay = this.delay.latest;
    this.view.meters(
      rate === null ? "–" : say("Editor.Rate", rate),
      delay === null ? "–" : hold > 0 ? say("Editor.DelayHeld", seconds(delay), hold / 1000) : seconds(delay),
      live ? say(silent ? "Editor.Silent" : "Editor.Silence", silence) : "–",
      silent);
  }
}
