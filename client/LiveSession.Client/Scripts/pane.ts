import type { Writing } from "./drafts";
import { count, say } from "./words";
import type { Correction, Line } from "./wire";

const most = 500;
const kept = 400;
const nearTheEnd = 24;

/**
 * The caption lines on the page. Follows the newest line while the reader is at the end; anywhere else the line being read
 * stays where it is, whatever is added, corrected or taken away around it.
 */
export class Pane {
  private readonly scroller: HTMLElement;
  private readonly list: HTMLElement;
  private readonly jump: HTMLButtonElement | null;
  private readonly waiting: HTMLElement | null;
  private readonly drafts = new Map<string, HTMLElement>();
  private following = true;
  private paused = false;
  private unread = 0;
  private top = 0;
  private anchor: { line: HTMLElement; offset: number } | undefined;
  private readonly resized: ResizeObserver;

  constructor(private readonly root: HTMLElement, private readonly onPaused: (paused: boolean) => void) {
    this.scroller = root.querySelector<HTMLElement>(".lines")!;
    this.list = this.scroller.firstElementChild as HTMLElement;
    this.jump = root.querySelector("[data-jump]");
    this.waiting = root.querySelector("[data-waiting]");
    root.dataset["live"] = "";
    const linked = location.hash.startsWith("#l") ? document.getElementById(location.hash.slice(1)) : null;
    if (linked && this.list.contains(linked)) {
      this.following = false;
      linked.scrollIntoView({ block: "center" });
      this.showJump();
    } else {
      this.toEnd();
    }
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.scroller.addEventListener("keydown", event => event.key === "End" && this.resume());
    this.jump?.addEventListener("click", () => {
      this.resume();
      this.scroller.focus({ preventScroll: true });
    });
    this.resized = new ResizeObserver(() => this.restore());
    this.resized.observe(this.scroller);
    this.resized.observe(this.list);
  }

  dispose(): void {
    this.resized.disconnect();
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

  has(number: number): boolean {
    return this.find(number) !== null;
  }

  /** Voids what is shown and shows these lines. */
  replace(lines: Line[]): void {
    this.keepPlace(() => {
      const shown = new Map([...this.lines()].map(line => [line.id, line]));
      const wanted = new Set(lines.map(line => `l${line.number}`));
      for (const [id, line] of shown) {
        if (!wanted.has(id)) {
          line.remove();
        }
      }
      for (const line of lines) {
        const there = shown.get(`l${line.number}`);
        if (there) {
          this.reword(there, line.text, line.corrected ?? false);
        }
        this.list.append(there ?? this.element(line));
      }
      this.afterLines();
    });
  }

  /** Adds lines at the end. */
  append(lines: Line[]): void {
    if (lines.length === 0) {
      return;
    }
    this.keepPlace(() => {
      for (const line of lines) {
        const draft = this.drafts.get(line.track);
        if (draft && line.text.startsWith(words(draft).data)) {
          this.drop(line.track);
        }
        this.list.append(this.element(line));
      }
      this.afterLines();
    });
    if (this.following) {
      this.trim();
    } else {
      this.unread += lines.length;
      this.showJump();
    }
  }

  /** Puts lines before the first one. */
  prepend(lines: Line[]): void {
    this.keepPlace(() => {
      const first = this.lines()[0] ?? null;
      for (const line of lines) {
        if (!this.has(line.number)) {
          this.list.insertBefore(this.element(line), first);
        }
      }
      this.afterLines();
    }, true);
  }

  /** Other words for a line; false when the line is not shown. */
  correct(correction: Correction): boolean {
    const line = this.find(correction.line);
    if (!line) {
      return false;
    }
    this.keepPlace(() => this.reword(line, correction.text, true));
    return true;
  }

  /** A line being written; without text it goes. */
  write(draft: Writing): void {
    this.keepPlace(() => {
      if (!draft.text) {
        this.drop(draft.track);
        return;
      }
      let shown = this.drafts.get(draft.track);
      if (!shown) {
        shown = document.createElement("p");
        shown.className = "draft";
        shown.dir = "auto";
        shown.title = say("Writing");
        shown.append(document.createTextNode(""));
        this.drafts.set(draft.track, shown);
      }
      if (draft.language && shown.lang !== draft.language) {
        shown.lang = draft.language;
      }
      const previous = this.lines();
      const last = previous[previous.length - 1];
      this.label(shown, draft.speaker, last?.dataset["speaker"]);
      change(words(shown), draft.text);
      if (this.list.lastElementChild !== shown) {
        this.list.append(shown);
      }
      this.hideWaiting();
    });
  }

  /** The drafts are void: the connection was lost. */
  clearDrafts(): void {
    this.keepPlace(() => [...this.drafts.keys()].forEach(track => this.drop(track)));
  }

  /** Stops or resumes following, whatever the scroll position. */
  pause(paused: boolean): void {
    if (paused) {
      this.paused = true;
      this.following = false;
      this.remember();
      this.showJump();
      this.onPaused(true);
    } else {
      this.resume();
    }
  }

  /** Runs a change of the list so that the line being read does not move; at the end, the end stays in sight. */
  keepPlace(change: () => void, even = false): void {
    if (this.following && !even) {
      change();
      this.toEnd();
      return;
    }
    const line = this.atTheEye();
    const before = line?.getBoundingClientRect().top ?? 0;
    change();
    if (line?.isConnected) {
      this.scroller.scrollTop += line.getBoundingClientRect().top - before;
    }
    this.remember();
  }

  private resume(): void {
    this.paused = false;
    this.following = true;
    this.unread = 0;
    this.toEnd();
    this.trim();
    if (this.jump) {
      this.jump.hidden = true;
    }
    this.onPaused(false);
  }

  private scrolled(): void {
    const atEnd = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < nearTheEnd;
    this.remember();
    if (this.paused) {
      return;
    }
    // Only the reader scrolls up; a page that grew under the reader is followed.
    const up = this.scroller.scrollTop < this.top - 1;
    this.top = this.scroller.scrollTop;
    if (atEnd && !this.following) {
      this.resume();
    } else if (!atEnd && this.following) {
      if (up) {
        this.following = false;
        this.showJump();
      } else {
        this.toEnd();
      }
    }
  }

  private toEnd(): void {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.top = this.scroller.scrollTop;
  }

  private remember(): void {
    const line = this.atTheEye();
    this.anchor = line ? { line, offset: line.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top } : undefined;
  }

  /** After the window, the text size or a font changed. */
  private restore(): void {
    if (this.following) {
      this.toEnd();
    } else if (this.anchor?.line.isConnected) {
      const now = this.anchor.line.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
      this.scroller.scrollTop += now - this.anchor.offset;
    }
  }

  /** The first line that begins in sight; where one line fills the pane, that one. */
  private atTheEye(): HTMLElement | undefined {
    const lines = this.lines();
    const edge = this.scroller.getBoundingClientRect().top;
    let low = 0;
    let high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (lines[middle]!.getBoundingClientRect().bottom <= edge + 1) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const first = lines[low];
    const next = lines[low + 1];
    return first && next && first.getBoundingClientRect().top < edge - 1
      && next.getBoundingClientRect().top < edge + this.scroller.clientHeight ? next : first;
  }

  private showJump(): void {
    if (this.jump) {
      this.jump.textContent = this.unread > 0 ? count("New", this.unread) : say("Jump");
      this.jump.hidden = false;
    }
  }

  private trim(): void {
    const lines = this.lines();
    if (!this.following || lines.length <= most) {
      return;
    }
    for (const line of [...lines].slice(0, lines.length - kept)) {
      line.remove();
    }
    this.afterLines();
    this.root.dispatchEvent(new CustomEvent("trimmed"));
    this.toEnd();
  }

  private lines(): NodeListOf<HTMLElement> {
    return this.list.querySelectorAll<HTMLElement>(":scope > p[id]");
  }

  private find(number: number): HTMLElement | null {
    return this.list.querySelector<HTMLElement>(`:scope > p[id="l${number}"]`);
  }

  private drop(track: string): void {
    this.drafts.get(track)?.remove();
    this.drafts.delete(track);
  }

  private element(line: Line): HTMLElement {
    const shown = document.createElement("p");
    shown.id = `l${line.number}`;
    shown.lang = line.language;
    shown.dir = "auto";
    shown.dataset["track"] = line.track;
    if (line.speaker) {
      shown.dataset["speaker"] = line.speaker;
    }
    shown.append(document.createTextNode(line.text));
    if (line.corrected) {
      shown.append(mark());
    }
    return shown;
  }

  private reword(line: HTMLElement, text: string, corrected: boolean): void {
    change(words(line), text);
    if (corrected && !line.querySelector(".corrected")) {
      line.append(mark());
    }
  }

  /** Drafts stay last, and a speaker is named where the one before was another. */
  private afterLines(): void {
    for (const draft of this.drafts.values()) {
      this.list.append(draft);
    }
    let before: string | undefined;
    for (const line of this.lines()) {
      const speaker = line.dataset["speaker"];
      this.label(line, speaker, before);
      before = speaker;
    }
    this.hideWaiting();
  }

  private hideWaiting(): void {
    if (this.waiting) {
      this.waiting.hidden = this.lines().length + this.drafts.size > 0;
    }
  }

  private label(line: HTMLElement, speaker: string | undefined, before: string | undefined): void {
    const shown = line.querySelector(".speaker");
    if (!speaker || speaker === before) {
      shown?.nextElementSibling?.remove();
      shown?.remove();
    } else if (!shown) {
      const name = document.createElement("bdi");
      name.className = "speaker";
      name.textContent = speaker;
      // The style sheet hides the break; it parts the name from the words where there is none.
      line.prepend(name, document.createElement("br"));
    } else if (shown.textContent !== speaker) {
      shown.textContent = speaker;
    }
  }
}

/** The text node of a line: between the speaker's name and the mark of a correction. */
function words(line: HTMLElement): Text {
  for (const node of line.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      return node as Text;
    }
  }
  return line.appendChild(document.createTextNode(""));
}

/** Replaces only what differs, so that a screen reader's cursor and a selection stay. */
function change(node: Text, text: string): void {
  const old = node.data;
  if (old === text) {
    return;
  }
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old[start] === text[start]) {
    start++;
  }
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === text[text.length - 1 - end]) {
    end++;
  }
  node.replaceData(start, old.length - start - end, text.slice(start, text.length - end));
}

function mark(): HTMLElement {
  const small = document.createElement("small");
  small.className = "corrected";
  small.textContent = say("Corrected");
  return small;
}
