import type { Connection } from "./follow";
import { steadyNow } from "./steadyTime";
import { count, say } from "./words";

const sentences: Record<Connection, string> = {
  connecting: "Connecting",
  live: "Live",
  reconnecting: "Reconnecting",
  offline: "Offline",
  stopping: "Stopping",
  tooSlow: "TooSlow",
  revoked: "Revoked",
  refused: "Refused",
};

// After so many attempts in vain a plain link is offered.
const enough = 3;

/** How the connection is, in words. The words are announced; the age of the last line, which changes by the second, is not. */
export class StatusLine {
  private readonly words: HTMLElement;
  private readonly beside: HTMLElement;
  private state: Connection = "connecting";
  private lastHeard = steadyNow();
  private failures = 0;

  constructor(private readonly page: HTMLElement) {
    this.words = page.querySelector<HTMLElement>("[data-connection]")!;
    this.beside = page.querySelector<HTMLElement>("[data-age]")!;
  }

  heard(): void {
    this.lastHeard = steadyNow();
  }

  show(state: Connection, restored: number, failures: number): void {
    const phase = this.page.querySelector<HTMLElement>("[data-phase]")?.dataset["phase"];
    const text = state !== "live" ? say(sentences[state])
      : restored > 0 ? count("Restored", restored)
      : phase === "open" ? say("Live")
      : phase === "closed" ? "" : say("Connected");
    this.state = state;
    this.failures = failures;
    if (this.words.textContent !== text) {
      this.words.textContent = text;
    }
    this.words.className = state === "live" || state === "connecting" ? "quiet" : `state ${state === "revoked" ? "trouble" : "warn"}`;
    this.age();
  }

  /** The session went on, or into another phase. */
  settle(): void {
    if (this.state === "live") {
      this.show("live", 0, 0);
    }
  }

  /** Brings the age of the last line up to date. */
  age(): void {
    const cut = this.state !== "live" && this.state !== "connecting" && this.state !== "revoked";
    const seconds = Math.floor((steadyNow() - this.lastHeard) / 1000);
    const ago = seconds < 100 ? say("Seconds", seconds) : say("Minutes", Math.floor(seconds / 60));
    const text = cut ? `· ${say("LastLine", ago)}` : "";
    if (this.beside.dataset["text"] === text) {
      return;
    }
    this.beside.dataset["text"] = text;
    this.beside.textContent = text;
    if (cut && this.failures >= enough) {
      const link = document.createElement("a");
      link.href = location.href.split("#")[0]!;
      link.textContent = say("Refresh");
      this.beside.append(" · ", link);
    }
  }
}
