import { HttpTransportType, HubConnectionBuilder, LogLevel, Subject, type HubConnection } from "@microsoft/signalr";
import type { CaptionEdit, CaptionReceipt, CommandResult, DeskResult, Session } from "../protocol";
import { steadyNow } from "../steadyTime";
import { milliseconds, type Closing, type Rejection } from "../wire";
import { wellFormed } from "./lines";

export interface DeskEvents {
  /** At the desk; `asked` is when the question left, by {@link steadyNow}. */
  joined(desk: DeskResult, asked: number): void;
  /** `signedOut` where the server does not know any more who sits here: when they have signed in again, the line comes back. */
  lost(signedOut: boolean): void;
  refused(rejection: Rejection): void;
  revoked(): void;
  changed(session: Session): void;
  acknowledged(receipt: CaptionReceipt): void;
}

const patience = [0, 500, 1000, 2000, 4000, 8000];

/** The captioner's line to the server (/hubs/captions): joins, streams, and comes back by itself for as long as the page is open. */
export class Desk {
  private connection: HubConnection | null = null;
  private edits: Subject<CaptionEdit> | null = null;
  private attempts = 0;
  private wait: number | null = null;
  private gone = false;

  constructor(
    private readonly session: string, private readonly track: string, private readonly events: DeskEvents,
    private readonly connect: () => HubConnection = hubConnection,
  ) {
    addEventListener("online", this.hurry);
  }

  private readonly hurry = (): void => {
    if (!this.edits) {
      this.attempts = 0;
    }
  };

  async start(): Promise<void> {
    while (!this.gone) {
      const lasted = await this.once();
      if (this.gone) {
        return;
      }
      this.attempts = lasted ? 0 : this.attempts + 1;
      const pause = this.wait ?? patience[Math.min(this.attempts, patience.length - 1)]! * (0.75 + Math.random() / 2);
      this.wait = null;
      await new Promise(resolve => setTimeout(resolve, pause));
    }
  }

  stop(): void {
    this.gone = true;
    removeEventListener("online", this.hurry);
    this.edits?.complete();
    // The end of the edits is sent a moment later, and only while there is a connection.
    setTimeout(() => void this.connection?.stop());
  }

  write(edit: CaptionEdit): void {
    this.edits?.next({ ...edit, text: wellFormed(edit.text) });
  }

  correct(command: string, line: number, text: string): Promise<CommandResult> {
    return this.call("CorrectLine", command, line, text);
  }

  /** The pen goes to a colleague who takes it, or comes here. */
  pass(wish: "OfferPen" | "TakePen", command: string): Promise<CommandResult> {
    return wish === "OfferPen" ? this.call(wish, command, this.track) : this.call(wish, command, this.track, false);
  }

  private call(method: string, command: string, ...about: unknown[]): Promise<CommandResult> {
    return this.edits && this.connection
      ? this.connection.invoke<CommandResult>(method, this.session, command, ...about)
      : Promise.reject(new Error("offline"));
  }

  /** One connection from its start to its end; says whether it ever stood. */
  private async once(): Promise<boolean> {
    const connection = this.connection = this.connect();
    connection.on("Changed", (session: Session) => this.events.changed(session));
    connection.on("Acknowledged", (receipt: CaptionReceipt) => this.events.acknowledged(receipt));
    connection.on("Closing", (notice: Closing) => this.closing(notice));
    const closed = new Promise<void>(resolve => connection.onclose(() => resolve()));
    let [joined, signedOut] = [false, false];
    try {
      await connection.start();
      const asked = steadyNow();
      const desk = await connection.invoke<DeskResult>("Join", this.session);
      if (desk.rejection) {
        this.events.refused(desk.rejection);
        this.wait = 15000;
      } else {
        joined = true;
        const edits = this.edits = new Subject<CaptionEdit>();
        // The call lasts as long as the writing; when it ends early, the connection is of no more use.
        connection.invoke("Write", this.session, this.track, edits).catch(() => undefined).finally(() => void connection.stop());
        this.events.joined(desk, asked);
        await closed;
      }
    } catch (fault) {
      // Said in words by lost(); the next attempt follows.
      signedOut = isSignedOut(fault);
    }
    this.edits = null;
    this.connection = null;
    void connection.stop();
    if (!this.gone) {
      this.events.lost(signedOut);
    }
    return joined;
  }

  private closing(notice: Closing): void {
    if (notice.reason === "revoked") {
      this.gone = true;
      this.events.revoked();
    } else {
      this.wait = notice.reconnectAfter ? milliseconds(notice.reconnectAfter) : null;
    }
  }
}

/** SignalR tells the status of the answer in the words of its error only. */
function isSignedOut(fault: unknown): boolean {
  return /'401'/.test(String(fault));
}

function hubConnection(): HubConnection {
  const connection = new HubConnectionBuilder()
    .withUrl(new URL("hubs/captions", document.baseURI).href, { transport: HttpTransportType.WebSockets | HttpTransportType.LongPolling })
    .configureLogging(LogLevel.None)
    .build();
  connection.serverTimeoutInMilliseconds = 15000;
  connection.keepAliveIntervalInMilliseconds = 5000;
  return connection;
}
