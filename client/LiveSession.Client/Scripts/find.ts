import { fetchLines, type Column } from "./column";
import { occurrences } from "./folding";
import { words } from "./lineElement";
import { say } from "./words";

const mostFound = 1000;
const restBeforeSearching = 250;

interface Match { column: Column; number: number }

/**
 * Finds words in the session: in the lines on the page and, through the server, in all earlier ones. What is found is painted
 * by the browser over the words; where it cannot paint, the line is marked. The words' own nodes are never touched.
 */
export class Find {
  private readonly field: HTMLInputElement;
  private readonly found: HTMLElement;
  private matches: Match[] = [];
  private current = -1;
  /** Whether the record holds more of them than can be gone through. */
  private more = false;
  private asked = 0;
  private timer: number | undefined;

  constructor(private readonly bar: HTMLElement, private readonly opener: HTMLElement | null, private readonly columns: readonly Column[]) {
    this.field = bar.querySelector("input")!;
    this.found = bar.querySelector("[data-found]")!;
    if (opener) {
      opener.hidden = false;
      opener.addEventListener("click", () => bar.hidden ? this.open() : this.close());
    }
    bar.querySelector("form")!.addEventListener("submit", event => {
      event.preventDefault();
      void this.step(1);
    });
    bar.querySelector("[data-previous]")!.addEventListener("click", () => void this.step(-1));
    bar.querySelector("[data-find-close]")!.addEventListener("click", () => this.close());
    bar.addEventListener("keydown", event => this.pressed(event));
    this.field.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.search(), restBeforeSearching);
    });
  }

  /** Lines came or changed: what is found, counted and painted follows. */
  refresh(): void {
    const q = this.bar.hidden ? "" : this.field.value.trim();
    if (!q) {
      return;
    }
    const current = this.matches[this.current];
    const found = this.columns.flatMap(column => {
      const here = new Set(this.shownWith(column, q));
      const before = this.matches.filter(match => match.column === column).map(match => match.number);
      const stillThere = before.filter(number => here.has(number) || !column.pane.find(number));
      return [...new Set([...stillThere, ...here])].map(number => ({ column, number }));
    });
    this.matches = found.sort((a, b) => a.number - b.number);
    this.current = current ? found.findIndex(match => match.column === current.column && match.number === current.number) : -1;
    this.count();
    this.paint();
  }

  open(): void {
    this.bar.hidden = false;
    this.opener?.setAttribute("aria-expanded", "true");
    this.field.focus();
    this.field.select();
    void this.search();
  }

  close(): void {
    if (this.bar.hidden) {
      return;
    }
    this.bar.hidden = true;
    this.matches = [];
    this.current = -1;
    this.paint();
    this.opener?.setAttribute("aria-expanded", "false");
    this.opener?.focus();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key === "Enter" && event.shiftKey && event.target === this.field) {
      event.preventDefault();
      void this.step(-1);
    }
  }

  private async search(): Promise<void> {
    const q = this.field.value.trim();
    const asked = ++this.asked;
    if (!q) {
      this.matches = [];
      this.current = -1;
      this.found.textContent = "";
      this.paint();
      return;
    }
    let complete = true;
    let more = false;
    const matches: Match[] = [];
    for (const column of this.columns) {
      const numbers = new Set(this.shownWith(column, q));
      try {
        const lines = await fetchLines(column.session, { q, take: mostFound, track: column.channel });
        lines.forEach(line => numbers.add(line.number));
        more ||= lines.length === mostFound;
      } catch {
        complete = false;
      }
      matches.push(...[...numbers].map(number => ({ column, number })));
    }
    if (asked !== this.asked) {
      return;
    }
    this.matches = matches.sort((a, b) => a.number - b.number);
    this.current = -1;
    this.more = more;
    this.count();
    this.found.title = complete ? "" : say("FoundHere");
    this.paint();
    // The latest first: that is what somebody who follows is looking for.
    await this.go(this.matches.length - 1);
  }

  private async step(by: number): Promise<void> {
    if (this.matches.length === 0) {
      await this.search();
      return;
    }
    await this.go((this.current + by + this.matches.length) % this.matches.length);
  }

  private async go(index: number): Promise<void> {
    const match = this.matches[index];
    if (!match) {
      return;
    }
    this.current = index;
    this.count();
    const line = await match.column.reach(match.number).catch(() => null);
    if (line && this.current === index) {
      match.column.pane.show(line);
      this.paint();
    }
  }

  private count(): void {
    const words = this.matches.length === 0 ? say("FoundNone") : say("Found", this.current < 0 ? "–" : this.current + 1, `${this.matches.length}${this.more ? "+" : ""}`);
    if (this.found.textContent !== words) {
      this.found.textContent = words;
    }
  }

  private shownWith(column: Column, q: string): number[] {
    return [...column.pane.lines()]
      .filter(line => occurrences(words(line).data, q).length > 0)
      .map(line => Number(line.id.slice(1)));
  }

  private paint(): void {
    const q = this.bar.hidden ? "" : this.field.value.trim();
    const current = this.matches[this.current];
    const all: Range[] = [];
    const here: Range[] = [];
    for (const column of this.columns) {
      for (const line of column.pane.lines()) {
        const spots = q ? occurrences(words(line).data, q) : [];
        const isCurrent = current?.column === column && line.id === `l${current.number}`;
        line.classList.toggle("found", isCurrent && spots.length > 0);
        for (const [start, end] of spots) {
          const range = new Range();
          range.setStart(words(line), start);
          range.setEnd(words(line), end);
          (isCurrent ? here : all).push(range);
        }
      }
    }
    if ("highlights" in CSS) {
      CSS.highlights.set("found", new Highlight(...all));
      CSS.highlights.set("found-here", new Highlight(...here));
    }
  }
}
