import type { Measure } from "./aloud";
import type { Announcer } from "./announcer";

/** What screen readers are told: its script is fetched once somebody wants to hear it, and what comes meanwhile waits for it. */
export class Speech {
  private announcer: Promise<Announcer> | undefined;
  private recorded = true;

  constructor(private readonly log: HTMLElement | null) { }

  turn(measure: Measure): void {
    if (this.log && measure !== "off") {
      this.announcer ??= fetchAnnouncer(this.log, this.recorded);
    }
    this.tell(announcer => announcer.turn(measure));
  }

  /** The session goes off the record or back on it. */
  record(recorded: boolean): void {
    this.recorded = recorded;
    this.tell(announcer => announcer.record(recorded));
  }

  tell(what: (announcer: Announcer) => void): void {
    // Without the script nothing is said; the next connection or setting asks for it again.
    this.announcer?.then(what, () => this.announcer = undefined);
  }
}

async function fetchAnnouncer(log: HTMLElement, recorded: boolean): Promise<Announcer> {
  const script = await import(new URL(log.dataset["log"]!, document.baseURI).href) as typeof import("./fetched/announcer");
  const announcer = new script.Announcer(log);
  announcer.record(recorded);
  return announcer;
}
