import type { CaptionReceipt, CommandResult, DeskResult, Pen, Session } from "../protocol";
import { steadyNow } from "../steadyTime";
import type { Rejection } from "../wire";
import type { Marking, Released } from "./composer";
import type { Desk, DeskEvents } from "./desk";
import type { Journal, Line } from "./journal";
import { splitLongLine } from "./lines";
import { ReaderDelay } from "./meters";
import { OffTheRecordRoll } from "./offTheRecord";
import { Outbox } from "./outbox";
import { barred, mayTakeOver, type Situation } from "./standing";

export interface AirEvents {
  /** Something that is shown changed. */
  changed(): void;
  /** The session looks different; `again` where it may have changed more than once meanwhile, unheard. */
  session(before: Session | null, now: Session | null, again: boolean): void;
  /** The pen came from a colleague, who did not lose it by silence to what was typed here. */
  penCame(): void;
  penWent(): void;
  recorded(line: Line, result: CommandResult): void;
  /** A line was answered, for better or worse. */
  answered(): void;
}

/** What of the line to the server is used here. */
export type DeskLine = Pick<Desk, "start" | "stop" | "write" | "correct" | "pass">;

const draftInterval = 100;
const mostAhead = 3;
const knockInterval = 500;
const knockedLately = 2000;
/** Two clocks drift apart, and answers take their time; a difference of more is a clock that was put right. */
const clockJump = 2000;

/** The way from the editor to readers: drafts as they stand, finished lines through the outbox, nothing while it is barred. */
export class Air {
  readonly outbox: Outbox;
  readonly delay = new ReaderDelay();
  session: Session | null = null;
  elsewhere = false;
  /** Whether this tab is known to be the one that writes: until then it keeps nothing, and has no line to the server. */
  claimed = false;
  stopped = false;
  online = false;
  private readonly desk: DeskLine;
  private readonly roll = new OffTheRecordRoll();
  private me: string | null = null;
  private refused: Rejection | null = null;
  private signedOut = false;
  private revoked = false;
  private wanted: { text: string; marking: Marking; typedAt: number | null } | null = null;
  private lastDraft: string | null = "";
  private lastMarking: Marking | null = null;
  private sentAt = 0;
  private wroteAt = steadyNow();
  private knockedAt = 0;
  /** How far the server's clock is ahead of this device's, in milliseconds, and what it showed when that was asked; null before it was. */
  private ahead = 0;
  private heardAt: number | null = null;
  private timer = 0;
  /** Lines that are on their way again come before any draft. */
  private catchingUp = false;

  constructor(
    connect: (events: DeskEvents) => DeskLine,
    private readonly track: string,
    journal: Journal,
    private readonly most: number,
    private readonly events: AirEvents) {
    this.outbox = new Outbox(journal, { now: steadyNow, after: (wait, action) => void setTimeout(action, wait) },
      () => events.changed(), (line, result) => this.recorded(line, result));
    this.desk = connect({
      joined: (desk, asked) => this.joined(desk, asked),
      lost: signedOut => this.lost(signedOut),
      refused: rejection => {
        this.refused = rejection;
        events.changed();
      },
      revoked: () => {
        this.revoked = true;
        this.lost(false);
      },
      changed: now => this.changed(now),
      acknowledged: receipt => this.acknowledged(receipt),
    });
  }

  start(): void {
    this.claimed = true;
    void this.desk.start();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.desk.stop();
  }

  get situation(): Situation {
    return {
      session: this.session, me: this.me, pen: this.pen, online: this.online, refused: this.refused, signedOut: this.signedOut, revoked: this.revoked,
      elsewhere: this.elsewhere, stopped: this.stopped, waiting: this.outbox.unanswered,
      unheardFor: this.outbox.unheardFor, silentFor: steadyNow() - this.wroteAt,
    };
  }

  get barred(): string | null {
    return barred(this.situation);
  }

  get live(): boolean {
    return this.online && !this.stopped && this.barred === null;
  }

  deliver(lines: Released[]): void {
    if (this.session?.offTheRecord) {
      lines.forEach(line => this.roll.finish(line.text));
      return;
    }
    if (lines.length > 0) {
      this.outbox.add(lines.flatMap(({ text, id, ...line }) => splitLongLine(text, this.most, line.language)
        .map((part, index) => ({
          ...line, text: part, id: index === 0 ? id : partId(id, index), ...(this.heardAt === null ? {} : { saidAt: line.writtenAt + this.ahead }),
        }))));
    }
  }

  /** Readers are to see this of the line being written; `typedAt` is the age of its newest character. */
  show(text: string, marking: Marking, typedAt: number | null): void {
    this.wanted = { text, marking, typedAt };
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.stream(), Math.max(0, this.sentAt + draftInterval - steadyNow()));
  }

  /** Off the record: these words, said before, stay in front of what is written. */
  speak(words: string): void {
    if (words !== "") {
      this.roll.finish(words);
    }
  }

  /** Somebody writes here while another has the pen: the server passes it on where that one is silent. */
  knock(language: string): void {
    const now = steadyNow();
    if (now - this.knockedAt >= knockInterval && mayTakeOver(this.situation)) {
      this.knockedAt = now;
      this.desk.write({ text: "", language });
    }
  }

  /** Nothing more leaves, and what readers see of the line being written goes at once. */
  stop(): void {
    this.stopped = true;
    this.roll.clear();
    this.outbox.pause(true);
    clearTimeout(this.timer);
    if (this.online && this.lastDraft !== "" && this.wanted) {
      this.draft("", this.wanted.marking);
    }
  }

  resume(): void {
    this.stopped = false;
    this.catchingUp = this.outbox.unanswered > 0;
    this.outbox.pause(false);
  }

  correct(command: string, line: number, text: string): Promise<CommandResult> {
    return this.desk.correct(command, line, text);
  }

  /**
   * Offers the pen that is here, keeps it when it was offered, takes one that is offered. Null where there is nothing to do without asking first:
   * taking it from a colleague who did not offer it.
   */
  passThePen(command: string): Promise<CommandResult> | null {
    const { pen } = this;
    const mine = pen?.holder === this.me;
    return !pen || !this.online || (!mine && !pen.offered) ? null : this.desk.pass(mine && !pen.offered ? "OfferPen" : "TakePen", command);
  }

  private stream(): void {
    if (!this.wanted || !this.live) {
      return;
    }
    const { text, marking, typedAt } = this.wanted;
    const draft = this.session?.offTheRecord ? this.roll.with(text) : text;
    // Behind a long paste the draft would be shown before the lines it follows.
    this.catchingUp &&= this.outbox.unanswered > 0;
    if (this.catchingUp || this.outbox.unanswered > mostAhead || (draft === this.lastDraft && (draft === "" || same(marking, this.lastMarking)))) {
      return;
    }
    if (draft !== "" && typedAt !== null) {
      this.delay.left(draft, typedAt);
    }
    this.draft(draft, marking);
  }

  private draft(text: string, { language, speaker }: Marking): void {
    this.sentAt = this.wroteAt = steadyNow();
    this.lastDraft = text;
    this.lastMarking = { language, ...(speaker ? { speaker } : {}) };
    this.desk.write({ text: text.slice(-this.most), language, ...(speaker ? { speaker } : {}) });
  }

  private send(line: Line): void {
    this.wroteAt = steadyNow();
    // Readers let a draft go when the line begins like it; another one has to be taken back.
    this.lastDraft = line.text.startsWith(this.lastDraft ?? "") ? "" : null;
    this.desk.write({
      text: line.text, command: line.id, language: line.language,
      ...(line.speaker ? { speaker: line.speaker } : {}),
      // How long it is on its way nobody knows yet: the server sees whether it comes late, and to which turn it belongs then.
      spokenAt: new Date(this.spokenAt(line)).toISOString(),
    });
  }

  /**
   * When a line was said, by what was last heard of the server's clock. Where that is something else than was known when it was written, one of the
   * clocks was put right meanwhile; a line from before cannot have been written after the server was heard again. What was written before the server
   * was heard at all has nothing but this device's clock.
   */
  private spokenAt({ writtenAt, saidAt }: Line): number {
    const now = writtenAt + this.ahead;
    const putRight = saidAt !== undefined && Math.abs(saidAt - now) > clockJump && saidAt <= (this.heardAt ?? 0);
    return putRight ? saidAt : now;
  }

  private acknowledged(receipt: CaptionReceipt): void {
    this.outbox.answer(receipt.command, receipt.result);
    this.events.answered();
    this.showAgain();
  }

  private recorded(line: Line, result: CommandResult): void {
    this.events.recorded(line, result);
  }

  private showAgain(): void {
    if (this.wanted) {
      this.show(this.wanted.text, this.wanted.marking, this.wanted.typedAt);
    }
  }

  private joined(desk: DeskResult, asked: number): void {
    this.online = true;
    this.refused = null;
    this.signedOut = false;
    this.me = desk.me ?? null;
    this.lastDraft = null;
    // The server took the question after it left: on a slow way lines seem to be said a little later than they were, never before the turn they belong to.
    this.heardAt = desk.at ? Date.parse(desk.at) : null;
    this.ahead = this.heardAt === null ? 0 : this.heardAt - asked;
    this.catchingUp = this.outbox.unanswered > 0;
    this.changed(desk.session ?? null, this.session !== null);
    this.outbox.connected(line => this.send(line));
  }

  private lost(signedOut: boolean): void {
    this.online = false;
    this.signedOut = signedOut;
    this.outbox.disconnected();
    this.events.changed();
  }

  private changed(session: Session | null, again = false): void {
    const before = this.session;
    const had = this.pen?.holder;
    this.session = session;
    if (this.pen?.holder === this.me && had !== this.me) {
      this.wroteAt = steadyNow();
    }
    if (!session?.offTheRecord && before?.offTheRecord) {
      this.roll.clear();
    }
    // Before anything may leave with the new pen.
    if (had !== undefined && had !== this.pen?.holder) {
      if (this.pen?.holder === this.me && steadyNow() - this.knockedAt > knockedLately) {
        this.events.penCame();
      } else if (had === this.me) {
        this.events.penWent();
      }
    }
    this.events.session(before, session, again);
  }

  private get pen(): Pen | undefined {
    return this.session?.pens?.find(pen => pen.track === this.track);
  }
}

const same = (one: Marking, other: Marking | null): boolean => one.language === other?.language && (one.speaker ?? "") === (other.speaker ?? "");

/** The id of a later part of a line that was cut: always the same, so that a part sent again is recorded once. */
function partId(id: string, index: number): string {
  return id.slice(0, -4) + ((parseInt(id.slice(-4), 16) + index) % 0x10000).toString(16).padStart(4, "0");
}
