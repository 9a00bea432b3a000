import type { Measure } from "./aloud";
import { Column } from "./column";
import { Drafts, type Writing } from "./drafts";
import { Follow, type Connection } from "./follow";
import { Speech } from "./speech";
import type { Line, NewsItem, Panel, Session } from "./wire";

/** What a page wants to know of its caption panes. */
export interface CaptionOptions {
  /** A panel of the page looks different. Without this, the session is followed for its words only. */
  onPanel?: (panel: Panel) => void;
  /** The session itself changed, where it is followed for its words only. */
  onSession?: (session: Session) => void;
  /** The connection changed. `restored` counts the lines filled in after a loss. */
  onConnection?: (state: Connection, restored: number, failures: number) => void;
  /** A line arrived in one of the columns. */
  onLine?: (line: Line) => void;
  /** The lines on the page are other ones, or say something else. */
  onChanged?: () => void;
  /** Something came on a channel, shown or not. */
  onHeard?: (track: string, language: string | undefined) => void;
  /** A line being written looks different. */
  onDraft?: (draft: Writing) => void;
  /** Following was paused in some column, or is in none any more. */
  onPaused?: (paused: boolean) => void;
}

/** Caption panes that are running. */
export interface Captions {
  readonly columns: readonly Column[];
  pause(paused: boolean): void;
  /** The session goes off the record or back on it. */
  record(recorded: boolean): void;
  dispose(): void;
}

/**
 * Brings caption panes to life, one column beside another on one connection: the roots are the elements with data-captions, as
 * CaptionPane.razor writes them (data-session, data-language, data-epoch, data-sequence, data-track).
 */
export function mountCaptions(
  roots: HTMLElement | readonly HTMLElement[], options: CaptionOptions = {}, connect?: ConstructorParameters<typeof Follow>[4],
): Captions {
  const all = roots instanceof HTMLElement ? [roots] : roots;
  const { session = "", language, epoch, sequence } = all[0]!.dataset;
  // The button that pauses is for all of them: it says "resume" until every one follows again.
  const paused = new Set<HTMLElement>();
  const columns = all.map(root => new Column(root, pauses => {
    paused[pauses ? "add" : "delete"](root);
    options.onPaused?.(paused.size > 0);
  }));
  const drafts = new Drafts();
  const speech = new Speech(document.querySelector<HTMLElement>("[data-log]"));
  let wasLive = false;
  let restored = 0;

  const follow = new Follow(session, options.onPanel ? language ?? null : null, epoch ? { epoch, sequence: Number(sequence) } : undefined, {
    replace: answer => {
      drafts.clear();
      restored += Math.max(...columns.map(column => column.replace(answer)));
      options.onChanged?.();
    },
    apply: (items, catchingUp) => {
      const added = apply(items);
      restored += catchingUp ? added : 0;
    },
    draft: change => {
      const written = drafts.apply(change);
      if (written) {
        if (written.text) {
          options.onHeard?.(written.track, written.language);
        }
        columns.forEach(column => column.write(written));
        if (columns.some(column => column.mine(written))) {
          options.onDraft?.(written);
        }
        if (columns[0]!.mine(written)) {
          speech.tell(announcer => announcer.draft(written));
        }
      }
    },
    panel: panel => options.onPanel?.(panel),
    connection: (state, failures) => {
      if (state !== "live") {
        drafts.clear();
        columns.forEach(column => column.pane.clearDrafts());
      }
      options.onConnection?.(state, state === "live" && wasLive ? restored : 0, failures);
      if (state === "live") {
        applySettings();
        wasLive = true;
        restored = 0;
      }
    },
    session: session => {
      options.onSession?.(session);
      all.forEach(root => root.toggleAttribute("data-unrecorded", session.unrecorded === true));
      for (const part of all.flatMap(root => [...root.querySelectorAll<HTMLElement>("[data-when]")])) {
        part.hidden = part.dataset["when"] !== session.phase;
      }
    },
  }, connect);

  /** Returns how many lines were added. */
  function apply(items: NewsItem[]): number {
    let lines: Line[] = [];
    let added = 0;
    const flush = () => {
      for (const column of columns) {
        column.append(lines.filter(line => column.mine(line)));
      }
      lines = [];
    };
    for (const { line, correction } of items) {
      if (line) {
        options.onHeard?.(line.track, line.language);
        lines.push(line);
        if (columns.some(column => column.mine(line))) {
          added++;
          options.onLine?.(line);
        }
        if (columns[0]!.mine(line)) {
          speech.tell(announcer => announcer.line(line));
        }
      } else if (correction) {
        flush();
        columns.forEach(column => column.correct(correction));
        speech.tell(announcer => announcer.correction(correction));
      }
    }
    flush();
    options.onChanged?.();
    return added;
  }

  function applySettings(): void {
    const { aloud, show } = document.documentElement.dataset;
    speech.turn(aloud as Measure ?? "off");
    if (show === "lines") {
      columns.forEach(column => column.pane.clearDrafts());
    }
  }

  applySettings();
  addEventListener("ls-settings", applySettings);
  void follow.run();

  return {
    columns,
    pause: paused => columns.forEach(column => column.pane.pause(paused)),
    record: recorded => {
      columns.forEach(column => column.recorded = recorded);
      speech.record(recorded);
    },
    dispose: () => {
      removeEventListener("ls-settings", applySettings);
      speech.turn("off");
      columns.forEach(column => column.pane.dispose());
      void follow.stop();
    },
  };
}
