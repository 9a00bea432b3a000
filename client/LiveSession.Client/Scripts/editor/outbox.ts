import type { CommandResult } from "../protocol";
import type { Rejection } from "../wire";
import type { Journal, Line } from "./journal";

export interface Refused { line: Line; rejection: Rejection }
export interface Clock {
  now(): number;
  after(milliseconds: number, action: () => void): void;
}

const mostInFlight = 16;
const burst = 20;
const archiveUnavailable = 105;
const tooFast = 107;
const stopping = 108;
const sessionClosed = 403;

/**
 * The lines between Enter and the record. A line leaves only when the server answered it; what has no answer when the connection
 * drops is sent again, in order and with the same ids, so it is recorded once. Sends no faster than the server takes.
 */
export class Outbox {
  readonly waiting: Line[] = [];
  readonly sent: Line[] = [];
  readonly refused: Refused[] = [];
  paused = false;
  /** Lines a second. The server slows a faster source down by itself; this keeps the line to it free for the other things it says. */
  pace = 100;
  /** Lines written, answered, and in the record since the box was last empty, for showing progress. */
  total = 0;
  answered = 0;
  kept = 0;
  /** Why nothing moves although the connection stands; retried by itself. */
  trouble: Rejection | null = null;

  private send: ((line: Line) => void) | null = null;
  private tokens = burst;
  private refilledAt: number;
  private timer = false;
  private holdUntil = 0;
  private silentSince = 0;

  constructor(
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly changed: () => void,
    private readonly recorded: (line: Line, result: CommandResult) => void) {
    this.refilledAt = clock.now();
    this.waiting = journal.load();
    this.total = this.waiting.length;
  }

  /** Takes what the journal holds now: another tab wrote and sent meanwhile. Before anything was sent from here. */
  reload(): void {
    this.waiting.splice(0, this.waiting.length, ...this.journal.load());
    this.total = this.waiting.length;
    this.changed();
  }

  /** How long lines have been out there without any being answered, in milliseconds. */
  get unheardFor(): number {
    return this.sent.length === 0 ? 0 : this.clock.now() - this.silentSince;
  }

  get unanswered(): number {
    return this.waiting.length + this.sent.length;
  }

  /** The lines between Enter and the record, in the order they were written. */
  get onItsWay(): Line[] {
    return [...this.sent, ...this.waiting].sort((one, other) => one.order - other.order);
  }

  /** Other words for a line that was refused, for the next time it is sent; without any it is taken out. */
  reword(id: string, text: string): void {
    const at = this.refused.findIndex(each => each.line.id === id);
    if (at >= 0 && text === "") {
      this.refused.splice(at, 1);
      this.journal.forget(id);
    } else if (at >= 0) {
      this.refused[at]!.line.text = text;
      this.journal.rewrite(this.refused[at]!.line);
    }
  }

  add(written: Omit<Line, "order">[]): void {
    if (this.unanswered === 0) {
      this.total = this.answered = this.kept = 0;
    }
    for (const line of written) {
      this.total++;
      this.waiting.push(this.journal.keep(line));
    }
    this.pump();
  }

  connected(send: (line: Line) => void): void {
    this.send = send;
    this.pump();
  }

  disconnected(): void {
    this.send = null;
    this.wait(...this.sent.splice(0));
    this.changed();
  }

  answer(id: string, result: CommandResult): void {
    const at = this.sent.findIndex(line => line.id === id);
    const [line] = at < 0 ? [] : this.sent.splice(at, 1);
    if (!line) {
      return;
    }
    this.silentSince = this.clock.now();
    const rejection = result.rejection;
    if (rejection && [archiveUnavailable, tooFast, stopping].includes(rejection.code)) {
      this.retry(line, rejection);
    } else if (rejection) {
      this.refuse(line, rejection);
      if (rejection.code === sessionClosed) {
        // Nothing more will be taken: what waits is offered back together instead of being refused line by line.
        this.waiting.splice(0).forEach(rest => this.refuse(rest, rejection));
      }
    } else {
      this.answered++;
      this.kept++;
      this.trouble = null;
      this.journal.forget(id);
      this.recorded(line, result);
    }
    this.pump();
  }

  pause(paused: boolean): void {
    this.paused = paused;
    this.pump();
  }

  /** Takes the refused lines out, to be written again or thrown away. */
  takeRefused(): Line[] {
    const lines = this.refused.splice(0).map(each => each.line);
    lines.forEach(line => this.journal.forget(line.id));
    this.changed();
    return lines;
  }

  sendRefusedAgain(): void {
    const lines = this.refused.splice(0).map(each => each.line);
    this.total += lines.length;
    this.wait(...lines);
    this.pump();
  }

  discardWaiting(): void {
    for (const line of this.waiting.splice(0)) {
      this.journal.forget(line.id);
      this.total--;
    }
    this.paused = false;
    this.changed();
  }

  private refuse(line: Line, rejection: Rejection): void {
    this.answered++;
    this.refused.push({ line, rejection });
  }

  private retry(line: Line, rejection: Rejection): void {
    this.wait(line);
    if (rejection.code === tooFast) {
      this.pace = Math.max(1, Math.min(this.pace, Number(rejection.about) || this.pace) * 0.8);
      this.tokens = 0;
      this.refilledAt = this.clock.now();
    } else {
      this.trouble = rejection;
    }
    this.holdUntil = this.clock.now() + 1000;
  }

  private wait(...lines: Line[]): void {
    this.waiting.push(...lines);
    this.waiting.sort((one, other) => one.order - other.order);
  }

  private pump(): void {
    this.refill();
    while (this.send && !this.paused && this.waiting.length > 0 && this.maySend()) {
      const line = this.waiting.shift()!;
      this.tokens--;
      if (this.sent.length === 0) {
        this.silentSince = this.clock.now();
      }
      this.sent.push(line);
      this.send(line);
    }
    if (this.send && !this.paused && this.waiting.length > 0 && this.sent.length < mostInFlight) {
      this.wake();
    }
    this.changed();
  }

  private maySend(): boolean {
    const mostNow = this.trouble ? 1 : mostInFlight;
    return this.tokens >= 1 && this.sent.length < mostNow && this.clock.now() >= this.holdUntil;
  }

  private refill(): void {
    const now = this.clock.now();
    this.tokens = Math.min(burst, this.tokens + Math.max(0, now - this.refilledAt) / 1000 * this.pace);
    this.refilledAt = now;
  }

  private wake(): void {
    if (this.timer) {
      return;
    }
    this.timer = true;
    const wait = Math.max(this.holdUntil - this.clock.now(), (1 - this.tokens) / this.pace * 1000, 20);
    this.clock.after(wait, () => {
      this.timer = false;
      this.pump();
    });
  }
}
