import { say, count } from "./words";
import type { Panel } from "./wire";

/** Keeps the page's panels up to date, and the reader's own place in them. */
export class Panels {
  private readonly shown = new Map<string, number>();

  /** @param read The caption channels that are read; undefined for one that is not known before somebody writes. */
  constructor(private readonly page: HTMLElement, private readonly read: () => readonly (string | undefined)[]) { }

  /** Shows a panel unless a newer one is shown. */
  show(panel: Panel): void {
    const place = this.page.querySelector<HTMLElement>(`[data-panel="${CSS.escape(panel.name)}"]`);
    if (!place || (this.shown.get(panel.name) ?? -1) > panel.sequence) {
      return;
    }
    this.shown.set(panel.name, panel.sequence);
    const fresh = document.createElement("template");
    fresh.innerHTML = panel.html;
    this.hideUnread(fresh.content);
    if (place.innerHTML.trim() === fresh.innerHTML.trim()) {
      return;
    }
    const focused = place.contains(document.activeElement) ? document.activeElement?.id : undefined;
    const wasOff = this.offTheRecord;
    place.replaceChildren(fresh.content);
    if (wasOff && !this.offTheRecord && this.phase === "open") {
      // "In session" would not say what changed.
      const again = document.createElement("p");
      again.textContent = say("BackOnTheRecord");
      place.append(again);
    }
    if (focused) {
      document.getElementById(focused)?.focus({ preventScroll: true });
    }
  }

  /** How far the session is. */
  get phase(): string | undefined {
    return this.page.querySelector<HTMLElement>("[data-panel=status] [data-phase]")?.dataset["phase"];
  }

  get offTheRecord(): boolean {
    return this.page.querySelector("[data-panel=status] [data-off-the-record]") !== null;
  }

  /** After any panel changed: what the reader's own page says about the reader, and what fits the session's phase. */
  settle(): void {
    const me = this.page.dataset["me"];
    const waiting = [...this.page.querySelectorAll<HTMLElement>("[data-panel=queue] [data-participant]")];
    const mine = me ? waiting.findIndex(entry => entry.dataset["participant"] === me) : -1;
    waiting.forEach((entry, index) => {
      entry.toggleAttribute("aria-current", false);
      if (index === mine) {
        entry.setAttribute("aria-current", "true");
      }
      entry.querySelector<HTMLElement>("[data-you]")?.toggleAttribute("hidden", index !== mine);
    });

    const speaking = !!me && this.page.querySelector<HTMLElement>("[data-panel=floor] [data-participant]")?.dataset["participant"] === me;
    const asideOfMine = [...this.page.querySelectorAll<HTMLElement>("[data-panel=queue] [data-aside]")].filter((entry) => {
      const own = !!me && entry.dataset["aside"] === me;
      entry.querySelector<HTMLElement>("[data-you]")?.toggleAttribute("hidden", !own);
      return own;
    });
    const standing = speaking ? "speaking" : mine >= 0 ? "waiting" : asideOfMine.length > 0 ? "aside" : "apart";
    for (const part of this.page.querySelectorAll<HTMLElement>("[data-standing]")) {
      setHidden(part, !part.dataset["standing"]!.split(" ").includes(standing));
    }
    const link = this.page.querySelector<HTMLElement>("[data-ask-link]");
    setText(link, speaking ? say("YourTurn") : mine >= 0 ? say("Place.Number", mine + 1) : say("Ask"));
    link?.classList.toggle("speaking", speaking);
    setText(this.page.querySelector("[data-turn]"), speaking ? say("YourTurn") : "");
    setText(this.page.querySelector("[data-place]"), mine < 0 ? "" : mine === 0 ? say("Place.Next") : count("Place", mine));

    const phase = this.phase ?? "";
    for (const part of this.page.querySelectorAll<HTMLElement>("[data-when]")) {
      setHidden(part, !part.dataset["when"]!.split(" ").includes(phase));
    }
    this.hideUnread(this.page);
  }

  /** What is missing on channels that are not read is none of the reader's business. As Sessions/StatusPanel.razor decides. */
  private hideUnread(within: ParentNode): void {
    const read = this.read();
    for (const part of within.querySelectorAll<HTMLElement>("[data-silence]")) {
      const silent = part.dataset["silence"]!.split(" ");
      part.hidden = !read.some(track => track === undefined || silent.includes(track));
    }
  }
}

/** Hides or shows, and does not lose the focus with it. */
function setHidden(part: HTMLElement, hidden: boolean): void {
  if (part.hidden === hidden) {
    return;
  }
  const focused = hidden && part.contains(document.activeElement);
  part.hidden = hidden;
  if (focused) {
    const heading = part.closest("section")?.querySelector<HTMLElement>("h2");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  }
}

function setText(element: Element | null, text: string): void {
  if (element && element.textContent !== text) {
    element.textContent = text;
  }
}
