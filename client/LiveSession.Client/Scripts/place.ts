import type { JoinResult, News, NewsItem, Position } from "./wire";

/** What an answer or a push means for somebody who reads along. */
export type Step =
  | { kind: "apply"; items: NewsItem[] }
  | { kind: "replace"; answer: JoinResult }
  | { kind: "known" }
  | { kind: "gap" };

/**
 * Where a reader stands in a session's log. SignalR promises neither delivery nor order across a reconnect; the position
 * does: each event is applied once, in its order, or the reader joins again.
 */
export class Place {
  private position: Position | undefined;
  private early: News[] | undefined;

  constructor(seen?: Position) {
    this.position = seen;
  }

  /** The last event applied; undefined on the first visit and before the session was opened. */
  get seen(): Position | undefined {
    return this.position;
  }

  /** Join was sent: pushes may arrive before its answer and are kept until then. */
  joining(): void {
    this.early = [];
  }

  /** The answer to Join, then whatever arrived before it and is newer. */
  joined(answer: JoinResult): Step[] {
    const early = this.early ?? [];
    this.early = undefined;
    const steps: Step[] = [];
    if (!answer.missed) {
      steps.push({ kind: "replace", answer });
      this.position = answer.position;
    } else {
      const step = this.position ? this.happened(answer.missed) : { kind: "gap" as const };
      if (step.kind === "gap") {
        // An answer that does not fit what was asked: start afresh, from a snapshot.
        this.position = undefined;
        return [step];
      }
      steps.push(step);
      this.position = answer.position ?? this.position;
    }
    for (const news of early) {
      steps.push(this.happened(news));
    }
    return steps;
  }

  /** A push. */
  happened(news: News): Step {
    if (this.early) {
      this.early.push(news);
      return { kind: "known" };
    }
    if (!this.position) {
      // The session was not open when we joined: its log begins here.
      if (news.after !== 0) {
        return { kind: "gap" };
      }
      this.position = { epoch: news.epoch, sequence: 0 };
    }
    if (news.epoch !== this.position.epoch || news.after > this.position.sequence) {
      return { kind: "gap" };
    }
    const items = news.items.slice(this.position.sequence - news.after);
    if (items.length === 0) {
      return { kind: "known" };
    }
    this.position = { epoch: news.epoch, sequence: this.position.sequence + items.length };
    return { kind: "apply", items };
  }
}
