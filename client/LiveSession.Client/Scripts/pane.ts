import type { Writing } from "./drafts";
import { correctLine, draftElement, finishes, lineElement, nameSpeaker, writeDraft } from "./lineElement";
import { ReadingPlace } from "./readingPlace";
import { makeOneStop } from "./stops";
import { count, say } from "./words";
import type { Correction, Line } from "./wire";

const most = 500;
const kept = 400;

/** The caption lines of one column of the page, and the button that leads back to the newest. */
export class Pane {
  private readonly list: HTMLElement;
  private readonly scroller: HTMLElement;
  private readonly jump: HTMLButtonElement | null;
  private readonly waiting: HTMLElement | null;
  private readonly drafts = new Map<string, HTMLElement>();
  private readonly place: ReadingPlace;
  private unread = 0;

  constructor(private readonly root: HTMLElement, private readonly onPaused: (paused: boolean) => void) {
    this.scroller = root.querySelector<HTMLElement>(".lines")!;
    this.list = this.scroller.firstElementChild as HTMLElement;
    this.jump = root.querySelector("[data-jump]");
    this.waiting = root.querySelector("[data-waiting]");
    root.dataset["live"] = "";
    this.place = new ReadingPlace(this.scroller, this.list, { lines: () => this.lines(), moved: following => this.moved(following) });
    makeOneStop(this.scroller, this.list, line => this.place.show(line));
    const linked = location.hash.startsWith("#l") ? document.getElementById(location.hash.slice(1)) : null;
    if (linked && this.list.contains(linked)) {
      this.place.show(linked);
    } else {
      this.place.toEnd();
    }
    this.jump?.addEventListener("click", () => {
      this.resume();
      this.scroller.focus({ preventScroll: true });
    });
  }

  dispose(): void {
    this.place.dispose();
  }

  /** The number of the first line shown; undefined when none is. */
  get first(): number | undefined {
    const line = this.lines()[0];
    return line ? Number(line.id.slice(1)) : undefined;
  }

  /** The number of the last line shown; 0 when none is. */
  get last(): number {
    const lines = this.lines();
    return Number(lines[lines.length - 1]?.id.slice(1) ?? 0);
  }

  /** The lines shown, drafts left out. */
  lines(): NodeListOf<HTMLElement> {
    return this.list.querySelectorAll<HTMLElement>(":scope > p[id]");
  }

  find(number: number): HTMLElement | null {
    return this.list.querySelector<HTMLElement>(`:scope > p[id="l${number}"]`);
  }

  /** Goes to a line and stays there. */
  show(line: HTMLElement): void {
    this.place.show(line);
  }

  /** Voids what is shown and shows these lines. */
  replace(lines: Line[]): void {
    this.place.settle();
    this.place.grow(() => {
      const shown = new Map([...this.lines()].map(line => [line.id, line]));
      const wanted = new Set(lines.map(line => `l${line.number}`));
      for (const [id, line] of shown) {
        if (!wanted.has(id)) {
          line.remove();
        }
      }
      // What is there stays where it is: nothing that is read leaves the page, even for a moment.
      let next: Element | null = this.lines()[0] ?? null;
      for (const line of lines) {
        const there = shown.get(`l${line.number}`);
        if (there && line.corrected) {
          correctLine(there, line.text, line.former);
        }
        if (there && there === next) {
          next = next.nextElementSibling;
        } else {
          this.list.insertBefore(there ?? lineElement(line), next);
        }
      }
      this.afterLines();
    });
  }

  /** Adds lines at the end. */
  append(lines: Line[]): void {
    if (lines.length === 0) {
      return;
    }
    this.place.grow(() => {
      for (const line of lines) {
        const draft = this.drafts.get(line.track);
        if (draft && finishes(line, draft)) {
          this.drafts.delete(line.track);
          lineElement(line, draft);
        } else {
          this.add(line, null);
        }
      }
      this.afterLines();
    });
    if (this.place.following) {
      this.trim();
    } else {
      this.unread += lines.length;
      this.showJump();
    }
  }

  /** Puts lines before the first one. */
  prepend(lines: Line[]): void {
    this.place.hold(() => {
      const first = this.lines()[0] ?? null;
      for (const line of lines) {
        if (!this.find(line.number)) {
          this.add(line, first);
        }
      }
      this.afterLines();
    });
  }

  /** Other words for a line; false when the line is not shown. */
  correct(correction: Correction): boolean {
    const line = this.find(correction.line);
    if (line) {
      this.place.hold(() => correctLine(line, correction.text, undefined));
    }
    return line !== null;
  }

  /** A line being written; without text it goes. */
  write(draft: Writing): void {
    this.place.grow(() => {
      if (!draft.text) {
        this.drop(draft.track);
        return;
      }
      let shown = this.drafts.get(draft.track);
      if (!shown) {
        shown = draftElement(draft.language);
        this.drafts.set(draft.track, shown);
      } else if (draft.language && shown.lang !== draft.language) {
        shown.lang = draft.language;
      }
      const previous = this.lines();
      // Who speaks is often known with the finished line only: until then nothing is said of it.
      nameSpeaker(shown, draft.speaker, draft.speaker && previous[previous.length - 1]?.dataset["speaker"]);
      writeDraft(shown, draft.text);
      if (this.list.lastElementChild !== shown) {
        this.list.append(shown);
      }
      this.hideWaiting();
    });
  }

  /** The drafts are void: the connection was lost, or the reader wants finished lines only. */
  clearDrafts(): void {
    this.place.grow(() => [...this.drafts.keys()].forEach(track => this.drop(track)));
  }

  /** Stops or resumes following, whatever the scroll position. */
  pause(paused: boolean): void {
    if (paused) {
      this.place.pause();
      this.onPaused(true);
    } else {
      this.resume();
    }
  }

  private resume(): void {
    this.place.resume();
    this.trim();
    this.onPaused(false);
  }

  private moved(following: boolean): void {
    if (following) {
      this.unread = 0;
      if (this.jump) {
        this.jump.hidden = true;
      }
    } else {
      this.showJump();
    }
  }

  private showJump(): void {
    if (this.jump) {
      this.jump.textContent = this.unread > 0 ? count("New", this.unread) : say("Jump");
      this.jump.hidden = false;
    }
  }

  private trim(): void {
    const lines = this.lines();
    if (!this.place.following || lines.length <= most) {
      return;
    }
    for (const line of [...lines].slice(0, lines.length - kept)) {
      line.remove();
    }
    this.place.settle();
    this.afterLines();
    this.root.dispatchEvent(new CustomEvent("trimmed"));
    this.place.toEnd();
  }

  private drop(track: string): void {
    this.drafts.get(track)?.remove();
    this.drafts.delete(track);
  }

  /** Drafts stay last. */
  private add(line: Line, before: Element | null): void {
    this.list.insertBefore(lineElement(line), before ?? this.list.querySelector(":scope > .draft"));
  }

  /** A speaker is named where the one before was another. */
  private afterLines(): void {
    let before: string | undefined;
    for (const line of this.lines()) {
      const speaker = line.dataset["speaker"];
      nameSpeaker(line, speaker, before);
      before = speaker;
    }
    this.hideWaiting();
  }

  private hideWaiting(): void {
    if (this.waiting) {
      this.waiting.hidden = this.lines().length + this.drafts.size > 0;
    }
  }
}
