import { fetchLines } from "../column";
import { keepSetting } from "../cookie";
import { takesLetters } from "../keys";
import type { Writing } from "../drafts";
import { Unrecorded } from "../unrecorded";
import { count, say, sayAbout } from "../words";
import type { JoinResult, NewsItem } from "../wire";
import { BrailleReader, type UnreadCorrection } from "./brailleReader";

const inOneGo = 1000;
const before = 100;
// As RightToLeft.cs of the protocol.
const rightToLeft = /^(ar|dv|fa|he|ps|sd|ug|ur|yi)\b/;
// After such a pause a sentence said off the record is taken as complete.
const pause = 6_000;

/** The braille page at work: takes what arrives into the reader's rows, and shows the one row that was asked for. */
export class BraillePage {
  private readonly reader: BrailleReader;
  private readonly row: HTMLButtonElement;
  private readonly session: string;
  private track: string | undefined;
  private cells: number;
  private readonly unrecorded = new Unrecorded(unkept => this.reader.addUnrecorded(unkept));
  private heardAt = 0;
  private connected = true;
  private earlier: boolean;
  private kept = "";
  // One thing after another: what is fetched and what is pushed must not overtake each other.
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly root: HTMLElement) {
    const { at = "0", row = "0", cells = "40", session = "", track } = root.dataset;
    this.track = track || undefined;
    this.session = session;
    this.cells = Number(cells);
    // Opened at a place, the page has not the lines far before it.
    this.earlier = Number(at) > 0;
    this.reader = new BrailleReader(this.cells, { correction: say("Correction"), withdrawn: say("Withdrawn"), unnamed: say("Unnamed"), offTheRecord: say("OffTheRecord"), onTheRecord: say("OnTheRecord"), changed: (now, was) => now ? was ? say("Braille.Changed", now, was) : say("Braille.Added", now) : say("Braille.Removed", was) }, { line: Number(at), row: Number(row) }, keptCorrections(this.keptAs));
    this.row = root.querySelector("[data-next]")!;
    this.press("[data-next]", () => this.reader.next());
    this.press("[data-back]", () => this.back());
    this.press("[data-to-beginning]", () => this.toBeginning());
    this.press("[data-to-now]", () => this.reader.toNow());
    // Wherever the focus is: who has just come need not look for the row first.
    document.addEventListener("keydown", event => this.pressed(event));
    const select = root.querySelector<HTMLSelectElement>("[data-cells-form] select")!;
    root.querySelector("[data-cells-form] button")!.remove();
    select.addEventListener("change", () => {
      this.cells = Number(select.value);
      keepSetting("cells", select.value);
      this.reader.resize(this.cells);
      this.show();
    });
    this.after(() => this.fill(Number(at)));
  }

  /** The channel; undefined while nothing was written. */
  get channel(): string | undefined {
    return this.track;
  }

  /** A snapshot: what lies between it and what is known is in the record. What was corrected meanwhile shows in its lines only. */
  replace(answer: JoinResult): void {
    this.after(async () => {
      this.track ??= answer.lines[0]?.track;
      answer.lines.forEach(({ number, text }) => this.reader.correct({ line: number, text }));
      await this.fetchAfter(this.reader.last);
    });
  }

  apply(items: NewsItem[]): void {
    this.after(async () => {
      for (const { line, correction } of items) {
        this.track ??= line?.track;
        if (line && line.track === this.track) {
          this.unrecorded.line(line.text);
          this.reader.add([line]);
        } else if (correction) {
          this.reader.correct(correction);
        }
      }
    });
  }

  /** The line being written: off the record it is all there is. */
  write(draft: Writing): void {
    this.after(async () => {
      this.track ??= draft.track;
      if (draft.track === this.track) {
        this.heardAt = Date.now();
        this.unrecorded.draft(draft);
      }
    });
  }

  /** The session goes off the record or back on it: who waits for more learns why nothing comes. */
  keepRecord(recorded: boolean): void {
    this.after(async () => this.unrecorded.record(recorded));
  }

  /** How the connection is: who waits for more learns that nothing can come. */
  connection(connected: boolean): void {
    this.after(async () => void (this.connected = connected));
  }

  /** Time passes. */
  settle(): void {
    if (!this.unrecorded.recorded && Date.now() - this.heardAt > pause) {
      this.after(async () => this.unrecorded.pause());
    }
  }

  private async fill(at: number): Promise<void> {
    const earlier = at > 0 ? await fetchLines(this.session, { before: at, take: before, track: this.track }) : [];
    this.reader.add(earlier);
    this.earlier = earlier.length === before;
    await this.fetchAfter(at - 1);
    this.show();
  }

  private back(): void {
    if (this.reader.atBeginning && this.earlier) {
      this.after(async () => {
        await this.fetchBefore(before);
        this.reader.back();
        this.show();
      });
    } else {
      this.reader.back();
    }
  }

  private toBeginning(): void {
    this.after(async () => {
      while (this.earlier) {
        await this.fetchBefore(inOneGo);
      }
      this.reader.toBeginning();
      this.show();
    });
  }

  private async fetchBefore(take: number): Promise<void> {
    const lines = await fetchLines(this.session, { before: this.reader.first, take, track: this.track });
    this.earlier = lines.length === take;
    this.reader.addBefore(lines);
  }

  private async fetchAfter(number: number): Promise<void> {
    let after = Math.max(0, number);
    for (;;) {
      const lines = await fetchLines(this.session, { after, take: inOneGo, track: this.track });
      this.reader.add(lines);
      if (lines.length < inOneGo) {
        return;
      }
      after = lines[lines.length - 1]!.number;
    }
  }

  private after(next: () => Promise<void>): void {
    // What could not be fetched comes with the next snapshot.
    this.work = this.work.catch(() => undefined).then(next).catch(() => undefined).then(() => this.showUnread());
  }

  private press(selector: string, move: () => void): void {
    const button = this.root.querySelector<HTMLButtonElement>(selector)!;
    button.addEventListener("click", event => {
      event.preventDefault();
      move();
      this.show();
    });
  }

  private pressed(event: KeyboardEvent): void {
    const move = {
      PageDown: () => this.reader.next(), PageUp: () => this.back(), End: () => this.reader.toNow(), Home: () => this.toBeginning(),
    }[event.key];
    if (move && !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey && !takesLetters(document.activeElement)) {
      event.preventDefault();
      move();
      this.show();
      this.row.focus();
    }
  }

  private show(): void {
    const { text, language, speaker, place } = this.reader;
    if (text === undefined || !language) {
      this.row.removeAttribute("lang");
      this.row.dir = "auto";
    } else {
      this.row.lang = language;
      // A row is a piece of a line: it runs as its line does, whatever its own first word.
      this.row.dir = rightToLeft.test(language) ? "rtl" : "auto";
    }
    this.root.querySelector("[data-speaker]")!.replaceChildren(...speaker ? sayAbout("Braille.Speaker", speaker) : []);
    this.showUnread();
    // A reload, and whoever asks for the floor, come back to this row.
    const here = new URLSearchParams({
      at: String(place.line), row: String(place.row), cells: String(this.cells), ...this.track ? { track: this.track } : {},
    });
    const address = new URL(this.root.dataset["path"]!, document.baseURI);
    address.search = String(here);
    history.replaceState(null, "", address);
    for (const form of document.querySelectorAll<HTMLFormElement>("[data-ask] form")) {
      const action = new URL(form.action);
      action.search = `from=braille&${here}`;
      form.action = action.href;
    }
  }

  private get keptAs(): string {
    return `ls-corrections:${this.session}:${this.track ?? ""}`;
  }

  /** The record has lines as they are by now: of what was corrected and not read yet, only this page knows. */
  private keepCorrections(): void {
    const unread = this.reader.unreadCorrections;
    const kept = unread.length > 0 ? JSON.stringify(unread) : "";
    if (kept === this.kept) {
      return;
    }
    this.kept = kept;
    try {
      if (kept) {
        sessionStorage.setItem(this.keptAs, kept);
      } else {
        sessionStorage.removeItem(this.keptAs);
      }
    } catch {
      // A browser that keeps nothing reads them until the page is loaded anew.
    }
  }

  /** Why nothing more is there to read. */
  private get waitsFor(): string {
    return !this.connected ? "Lost"
      : !this.unrecorded.recorded ? "OffTheRecord"
      : document.querySelector("[data-unrecorded]") ? "Unrecorded"
      : document.querySelector("[data-silence]:not([hidden])") ? "Silent" : "Waiting";
  }

  private showUnread(): void {
    this.keepCorrections();
    // Where nothing was left to read, the fingers must learn that there is; how much stands beside, and changes nothing under them.
    setText(this.row, this.reader.text ?? say(`Braille.${this.reader.unread > 0 ? "More" : this.waitsFor}`));
    setText(this.root.querySelector("[data-unread]")!, count("Braille.Unread", this.reader.unread));
    const atBeginning = this.reader.atBeginning && !this.earlier;
    for (const button of this.root.querySelectorAll<HTMLButtonElement>("[data-back], [data-to-beginning]")) {
      button.disabled = atBeginning;
    }
  }
}

function keptCorrections(name: string): UnreadCorrection[] {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "[]") as UnreadCorrection[];
  } catch {
    return [];
  }
}

function setText(element: Element, text: string): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
