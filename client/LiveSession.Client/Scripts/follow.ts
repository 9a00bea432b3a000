import { HttpTransportType, HubConnection, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { Place, type Step } from "./place";
import { milliseconds, type Closing, type Draft, type JoinResult, type NewsItem, type Panel, type Position, type Session } from "./wire";

/** How the connection is. */
export type Connection = "connecting" | "live" | "reconnecting" | "offline" | "stopping" | "tooSlow" | "revoked" | "refused";

/** Who wants to know. */
export interface Follower {
  replace(answer: JoinResult): void;
  apply(items: NewsItem[], catchingUp: boolean): void;
  draft(draft: Draft): void;
  panel(panel: Panel): void;
  connection(state: Connection, failures: number): void;
  session(session: Session): void;
}

// The server pings at least every five seconds; two missed pings and the connection counts as dead.
const deadAfter = 12_000;
// A proxy may count what a page says as a sign that the server lives.
const sayingEvery = 10_000;
const longestWait = 15_000;
const manyFailures = 10;

/** Follows one session: joins with the position, applies each event once, and comes back by itself. */
export class Follow {
  private readonly place: Place;
  private hub: HubConnection | undefined;
  private failures = 0;
  private stopped = false;
  private hold = 0;
  private wake: (() => void) | undefined;
  private ended: Connection | undefined;
  private webSocketsFailed = false;

  constructor(
    private readonly session: string,
    private readonly language: string | null,
    seen: Position | undefined,
    private readonly follower: Follower,
    private readonly connect: (negotiated: boolean) => HubConnection = hubConnection,
  ) {
    this.place = new Place(seen);
    addEventListener("online", () => this.wake?.());
    addEventListener("offline", () => this.follower.connection("offline", this.failures));
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.wake?.());
  }

  /** Runs until stopped or sent away for good. */
  async run(): Promise<void> {
    this.follower.connection("connecting", 0);
    while (!this.stopped) {
      await this.once();
      if (this.stopped) {
        return;
      }
      await this.pause();
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake?.();
    await this.hub?.stop();
  }

  /** One connection, from start to close. */
  private async once(): Promise<void> {
    const hub = this.hub = this.build();
    const closed = new Promise<void>(resolve => hub.onclose(() => resolve()));
    this.ended = undefined;
    try {
      await hub.start();
    } catch {
      // Some proxies let no WebSocket through; from then on the transport is negotiated.
      this.webSocketsFailed = true;
      this.failed();
      return;
    }
    try {
      await this.join(hub);
      this.failures = 0;
      this.follower.connection("live", 0);
    } catch {
      if (this.ended === "refused") {
        // Withdrawn while away; or another server answers at this address for a while. It is asked again, seldom.
        this.failures = manyFailures;
        this.follower.connection("refused", this.failures);
      } else {
        this.failed();
      }
      await hub.stop();
      return;
    }
    await closed;
    if (!this.stopped) {
      this.follower.connection(this.ended ?? "reconnecting", this.failures);
    }
  }

  private build(): HubConnection {
    const hub = this.connect(this.webSocketsFailed);
    hub.serverTimeoutInMilliseconds = deadAfter;
    hub.keepAliveIntervalInMilliseconds = sayingEvery;
    hub.on("Happened", news => void this.take(hub, [this.place.happened(news)], false).catch(() => hub.stop()));
    hub.on("Drafted", (draft: Draft) => this.follower.draft(draft));
    hub.on("PanelChanged", (panel: Panel) => this.follower.panel(panel));
    hub.on("Changed", (session: Session) => this.follower.session(session));
    hub.on("Closing", (notice: Closing) => this.closing(notice));
    return hub;
  }

  private async join(hub: HubConnection): Promise<void> {
    this.place.joining();
    const answer = await hub.invoke<JoinResult>("Join", this.session, this.place.seen ?? null, this.language);
    if (answer.rejection) {
      this.ended = "refused";
      throw new Error("refused");
    }
    for (const panel of answer.panels) {
      this.follower.panel(panel);
    }
    if (answer.session) {
      this.follower.session(answer.session);
    }
    await this.take(hub, this.place.joined(answer), true);
    for (const draft of answer.drafts) {
      this.follower.draft(draft);
    }
  }

  private async take(hub: HubConnection, steps: Step[], catchingUp: boolean): Promise<void> {
    for (const step of steps) {
      if (step.kind === "apply") {
        this.follower.apply(step.items, catchingUp);
      } else if (step.kind === "replace") {
        this.follower.replace(step.answer);
      } else if (step.kind === "gap") {
        // What arrives meanwhile is kept and applied after the answer.
        await this.join(hub);
        return;
      }
    }
  }

  private closing(notice: Closing): void {
    this.hold = milliseconds(notice.reconnectAfter);
    this.ended = notice.reason;
    if (notice.reason === "revoked" || notice.reconnectAfter === undefined) {
      this.stopped = true;
      void this.hub?.stop();
    }
    this.follower.connection(notice.reason, this.failures);
  }

  private failed(): void {
    this.failures++;
    if (!this.stopped) {
      this.follower.connection(navigator.onLine ? "reconnecting" : "offline", this.failures);
    }
  }

  /** Waits with jitter so that a thousand readers do not return in the same instant; the network's return cuts it short. */
  private pause(): Promise<void> {
    const wait = this.hold + Math.min(longestWait, 500 * 2 ** this.failures) * (.5 + Math.random());
    this.hold = 0;
    return new Promise(resolve => {
      const timer = setTimeout(done, wait);
      this.wake = done;
      function done(): void {
        clearTimeout(timer);
        resolve();
      }
    });
  }
}

function hubConnection(negotiated: boolean): HubConnection {
  // Whoever scanned the poster at the door is counted in the hall.
  const hall = location.search.includes("place=hall") ? "?place=hall" : "";
  const address = new URL("hubs/session", document.baseURI).href + hall;
  const builder = new HubConnectionBuilder().configureLogging(LogLevel.None);
  return (negotiated
    ? builder.withUrl(address)
    : builder.withUrl(address, { transport: HttpTransportType.WebSockets, skipNegotiation: true })).build();
}
