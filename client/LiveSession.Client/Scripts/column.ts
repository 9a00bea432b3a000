import type { Writing } from "./drafts";
import { Pane } from "./pane";
import { split } from "./sentences";
import { say } from "./words";
import type { Correction, JoinResult, Line } from "./wire";

const page = 200;
const mostInOneGo = 1000;

/** One caption channel on the page: its pane, its part of what arrives, and its earlier lines. */
export class Column {
  readonly pane: Pane;
  /** Whether finished lines come: off the record there are only drafts. */
  recorded = true;
  private track: string | undefined;

  constructor(readonly root: HTMLElement, onPaused: (paused: boolean) => void) {
    this.pane = new Pane(root, onPaused);
    // Without a channel the first one that is written on, or already was, is read.
    this.track = root.dataset["track"] || this.pane.lines()[0]?.dataset["track"];
    root.addEventListener("click", event => {
      const link = (event.target as Element).closest<HTMLAnchorElement>("[data-earlier]");
      if (link) {
        event.preventDefault();
        void this.showEarlier(link);
      }
    });
    root.addEventListener("trimmed", () => this.setEarlier(true));
  }

  get session(): string {
    return this.root.dataset["session"] ?? "";
  }

  /** The channel; undefined while nothing was written. */
  get channel(): string | undefined {
    return this.track;
  }

  mine(one: { track: string }): boolean {
    this.track ??= one.track;
    return one.track === this.track;
  }

  /** A snapshot. Returns how many lines it added. */
  replace(answer: JoinResult): number {
    const last = this.pane.last;
    const lines = answer.lines.filter(line => this.mine(line));
    this.pane.clearDrafts();
    this.pane.replace(lines);
    this.setEarlier(answer.earlier);
    return lines.filter(line => line.number > last).length;
  }

  append(lines: Line[]): void {
    this.pane.append(lines);
  }

  write(draft: Writing): void {
    if (!this.mine(draft)) {
      return;
    }
    // What is taken back goes, whatever is shown: it may come after the word that the record goes on.
    if (document.documentElement.dataset["show"] !== "lines" || draft.text === "") {
      this.pane.write(draft);
    } else if (!this.recorded) {
      // Who reads finished lines only gets finished sentences where there are no lines.
      this.pane.write({ ...draft, text: split(draft.text).sentences.join(" ") });
    }
  }

  correct(correction: Correction): boolean {
    return this.pane.correct(correction);
  }

  /** Brings a line into the pane that is perhaps further back; null when it cannot be had. */
  async reach(number: number): Promise<HTMLElement | null> {
    while (!this.pane.find(number) && (this.pane.first ?? 0) > number) {
      if (await this.fetchEarlier(mostInOneGo) === 0) {
        break;
      }
    }
    return this.pane.find(number);
  }

  private async showEarlier(link: HTMLAnchorElement): Promise<void> {
    try {
      this.setEarlier(await this.fetchEarlier(page) === page);
    } catch {
      link.textContent = say("EarlierFailed");
    }
  }

  private async fetchEarlier(take: number): Promise<number> {
    const before = this.pane.first;
    if (before === undefined) {
      return 0;
    }
    const lines = await fetchLines(this.session, { before, take, track: this.track });
    this.pane.prepend(lines);
    return lines.length;
  }

  private setEarlier(there: boolean): void {
    const link = this.root.querySelector<HTMLElement>("[data-earlier]");
    if (link?.parentElement) {
      link.parentElement.hidden = !there;
    }
  }
}

/** Lines of the record. */
export async function fetchLines(session: string, asked: Record<string, string | number | undefined>): Promise<Line[]> {
  const address = new URL(`api/sessions/${session}/lines`, document.baseURI);
  for (const [name, value] of Object.entries(asked)) {
    if (value !== undefined) {
      address.searchParams.set(name, String(value));
    }
  }
  const answer = await fetch(address);
  if (!answer.ok) {
    throw new Error(String(answer.status));
  }
  return await answer.json() as Line[];
}
