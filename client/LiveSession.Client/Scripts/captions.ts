import { Aloud } from "./aloud";
import { Drafts, type Writing } from "./drafts";
import { Follow, type Connection } from "./follow";
import { Pane } from "./pane";
import { say } from "./words";
import type { Correction, Line, NewsItem, Panel } from "./wire";

/** What a page wants to know of its caption pane. */
export interface CaptionOptions {
  /** A panel of the page looks different. Without this, the session is followed for its words only. */
  onPanel?: (panel: Panel) => void;
  /** The connection changed. `restored` counts the lines filled in after a loss. */
  onConnection?: (state: Connection, restored: number, failures: number) => void;
  /** A line arrived. */
  onLine?: (line: Line) => void;
  /** A line being written looks different. */
  onDraft?: (draft: Writing) => void;
  /** Following was paused or resumed. */
  onPaused?: (paused: boolean) => void;
}

/** A caption pane that is running. */
export interface Captions {
  pause(paused: boolean): void;
  aloud(on: boolean): void;
  dispose(): void;
}

const page = 200;

/**
 * Brings a caption pane to life: `root` is the element with data-captions, as CaptionPane.razor writes it
 * (data-session, data-language, data-epoch, data-sequence, data-track).
 */
export function mountCaptions(root: HTMLElement, options: CaptionOptions = {}): Captions {
  const { session = "", language, epoch, sequence, track } = root.dataset;
  const pane = new Pane(root, paused => options.onPaused?.(paused));
  const drafts = new Drafts();
  const aloud = new Aloud(document.querySelector<HTMLElement>("[data-log]"));
  const mine = (one: { track: string }) => !track || one.track === track;
  let wasLive = false;
  let restored = 0;

  const follow = new Follow(session, options.onPanel ? language ?? null : null, epoch ? { epoch, sequence: Number(sequence) } : undefined, {
    replace: answer => {
      drafts.clear();
      pane.clearDrafts();
      const last = pane.last;
      const lines = answer.lines.filter(mine);
      pane.replace(lines);
      restored += lines.filter(line => line.number > last).length;
      setEarlier(answer.earlier);
    },
    apply: (items, catchingUp) => {
      const added = apply(items);
      restored += catchingUp ? added : 0;
    },
    draft: change => {
      const written = drafts.apply(change);
      if (written && mine(written)) {
        pane.write(written);
        options.onDraft?.(written);
      }
    },
    panel: panel => options.onPanel?.(panel),
    connection: (state, failures) => {
      if (state !== "live") {
        drafts.clear();
        pane.clearDrafts();
      }
      options.onConnection?.(state, state === "live" && wasLive ? restored : 0, failures);
      if (state === "live") {
        wasLive = true;
        restored = 0;
      }
    },
    phase: phase => {
      for (const part of root.querySelectorAll<HTMLElement>("[data-when]")) {
        part.hidden = part.dataset["when"] !== phase;
      }
    },
  });

  /** Returns how many lines were added. */
  function apply(items: NewsItem[]): number {
    let added = 0;
    let lines: Line[] = [];
    const flush = () => {
      pane.append(lines);
      lines = [];
    };
    for (const { line, correction } of items) {
      if (line && mine(line)) {
        lines.push(line);
        added++;
        aloud.line(line);
        options.onLine?.(line);
      } else if (correction) {
        flush();
        correct(correction);
      }
    }
    flush();
    return added;
  }

  function correct(correction: Correction): void {
    if (pane.correct(correction)) {
      aloud.correction(correction.text);
    }
  }

  function setEarlier(there: boolean): void {
    const link = root.querySelector<HTMLElement>("[data-earlier]");
    if (link?.parentElement) {
      link.parentElement.hidden = !there;
    }
  }

  async function showEarlier(link: HTMLAnchorElement): Promise<void> {
    const before = pane.first;
    if (before === undefined) {
      return;
    }
    const address = new URL(`api/sessions/${session}/lines?before=${before}&take=${page}`, document.baseURI);
    try {
      const answer = await fetch(address);
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      const lines = await answer.json() as Line[];
      pane.prepend(lines.filter(mine));
      setEarlier(lines.length === page);
    } catch {
      link.textContent = say("EarlierFailed");
    }
  }

  root.addEventListener("click", event => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("[data-earlier]");
    if (link) {
      event.preventDefault();
      void showEarlier(link);
    }
  });
  root.addEventListener("trimmed", () => setEarlier(true));
  void follow.run();

  return {
    pause: paused => pane.pause(paused),
    aloud: on => aloud.turn(on),
    dispose: () => {
      pane.dispose();
      void follow.stop();
    },
  };
}
