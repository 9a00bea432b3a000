import { takesLetters } from "../keys";
import { newCommandId, type CaptionReceipt, type CommandResult, type DeskResult, type Session } from "../protocol";
import type { Rejection } from "../wire";
import { count, language as pageLanguage, say } from "../words";
import { Desk } from "./desk";
import { Journal, type Line } from "./journal";
import { linesOf, splitLongLine } from "./lines";
import { OffTheRecordRoll } from "./offTheRecord";
import { Outbox } from "./outbox";
import { refusal } from "./refusal";
import { marksOf, type Mark } from "./speakers";
import { EditorView } from "./editorView";

interface Recorded { number: number; text: string }

const draftInterval = 100;
const lateAfter = 5000;
const mostAhead = 3;
const remembered = 50;
const languageKey = "ls-caption-language";

/**
 * The captioner's editor. It owns its part of the page and its own connection, so that neither a new rendering nor a lost circuit
 * touches what is being written. What leaves: drafts as they are typed, and finished lines through the outbox.
 */
export class CaptionEditor {
  private readonly view: EditorView;
  private readonly journal: Journal;
  private readonly outbox: Outbox;
  private readonly desk: Desk;
  private readonly roll = new OffTheRecordRoll();
  private readonly recorded: Recorded[] = [];
  private readonly skew: number;
  private readonly track: string;
  private readonly most: number;
  private session: Session | null = null;
  private me: string | null = null;
  private online = false;
  private refusedDesk: Rejection | null = null;
  private revoked = false;
  private elsewhere = false;
  private speaker: string | null = null;
  private correcting: { index: number; command: string } | null = null;
  private draftTimer = 0;
  private draftSent = 0;
  private lastDraft = "";
  private lastAt = Date.now();
  private delay: number | null = null;
  private beat = 0;

  constructor(private readonly root: HTMLElement) {
    const { session = "", track = "floor", me = "", now = "", limit = "2000" } = root.dataset;
    this.track = track;
    this.most = Number(limit);
    this.skew = now === "" ? 0 : Date.parse(now) - Date.now();
    this.view = new EditorView(root);
    this.journal = new Journal(storage(), `${session}:${track}:${me}`);
    this.outbox = new Outbox(this.journal, { now: () => Date.now(), after: (wait, action) => void setTimeout(action, wait) },
      () => this.show(), (line, result) => this.isRecorded(line, result));
    this.desk = new Desk(session, track, {
      joined: desk => this.joined(desk),
      lost: () => this.lost(),
      refused: rejection => this.refuse(rejection),
      revoked: () => this.isRevoked(),
      changed: changed => this.changed(changed),
      acknowledged: receipt => this.acknowledged(receipt),
    });
    this.view.text.value = this.journal.draft;
    const kept = storage()?.getItem(`${languageKey}:${track}`) ?? (track === "floor" ? pageLanguage() : track);
    this.view.chooseLanguage(kept);
    this.listen();
    this.show();
    void this.claim(`${session}:${track}`);
    if (!takesLetters(document.activeElement) && matchMedia("(pointer: fine)").matches) {
      this.view.text.focus();
    }
    this.beat = window.setInterval(() => this.showSilence(), 1000);
  }

  dispose(): void {
    clearInterval(this.beat);
    clearTimeout(this.draftTimer);
    this.release?.();
    this.desk.stop();
  }

  private release: (() => void) | null = null;

  /** One tab writes on a track: two would send the same journal twice. */
  private async claim(name: string): Promise<void> {
    if (!("locks" in navigator)) {
      void this.desk.start();
      return;
    }
    const held = new Promise<void>(resolve => this.release = resolve);
    const begin = async (lock: Lock | null): Promise<void> => {
      if (lock) {
        this.elsewhere = false;
        this.show();
        void this.desk.start();
        await held;
      }
    };
    await navigator.locks.request(`ls-editor:${name}`, { ifAvailable: true }, async lock => {
      this.elsewhere = lock === null;
      this.show();
      await begin(lock);
    });
    if (this.elsewhere) {
      await navigator.locks.request(`ls-editor:${name}`, begin);
    }
  }

  private listen(): void {
    const { text } = this.view;
    text.addEventListener("input", () => this.typed());
    text.addEventListener("keydown", event => this.key(event));
    text.addEventListener("paste", event => this.paste(event));
    this.root.addEventListener("keydown", event => this.markByKey(event));
    this.view.on("send", () => this.enter());
    this.view.on("cancel", () => this.cancelCorrection());
    this.view.on("pause", () => this.outbox.pause(!this.outbox.paused));
    this.view.on("discard", () => this.discard());
    this.view.on("again", () => this.outbox.sendRefusedAgain());
    this.view.on("back", () => this.takeBack());
    this.view.onMark(mark => this.mark(mark));
    this.view.onFreeSpeaker(name => {
      this.speaker = name === "" ? null : name;
      this.show();
    });
    this.view.onLanguage(chosen => {
      try {
        storage()?.setItem(`${languageKey}:${this.track}`, chosen);
      } catch {
        // Only a convenience is lost.
      }
      this.show();
    });
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing) {
      return;
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.enter();
    } else if (event.key === "ArrowUp" && (this.view.text.value === "" || this.correcting)) {
      event.preventDefault();
      this.correct(-1);
    } else if (event.key === "ArrowDown" && this.correcting) {
      event.preventDefault();
      this.correct(1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (this.correcting) {
        this.cancelCorrection();
      } else {
        this.setText("");
      }
    }
  }

  private markByKey(event: KeyboardEvent): void {
    const digit = /^Digit(\d)$/.exec(event.code)?.[1];
    if (!event.altKey || event.ctrlKey || event.metaKey || !digit) {
      return;
    }
    event.preventDefault();
    const mark = marksOf(this.session).find(each => each.digit === Number(digit));
    if (digit === "0") {
      this.mark(null);
    } else if (mark) {
      this.mark(mark);
    }
  }

  private mark(mark: Mark | null): void {
    this.speaker = mark === null ? say("Editor.Unknown") : mark.hasTheFloor ? null : mark.name;
    this.view.text.focus();
    this.show();
  }

  private paste(event: ClipboardEvent): void {
    const pasted = event.clipboardData?.getData("text/plain") ?? "";
    if (this.correcting || linesOf(pasted).length < 2) {
      return;
    }
    event.preventDefault();
    const { text } = this.view;
    const whole = text.value.slice(0, text.selectionStart) + pasted + text.value.slice(text.selectionEnd);
    const lines = linesOf(whole);
    const rest = /[\r\n]\s*$/.test(whole) ? "" : lines.pop() ?? "";
    if (this.barred() !== null) {
      this.setText(lines.concat(rest).filter(line => line !== "").join(" "));
      return;
    }
    this.finish(lines);
    this.setText(rest);
  }

  private enter(): void {
    const lines = linesOf(this.view.text.value);
    if (this.correcting) {
      void this.sendCorrection(lines.join(" "));
      return;
    }
    const barred = this.barred();
    if (barred !== null) {
      this.view.trouble(barred);
      return;
    }
    this.view.trouble("");
    this.finish(lines);
    this.setText("");
    this.view.text.focus();
  }

  private finish(lines: string[]): void {
    this.lastAt = Date.now();
    if (this.session?.offTheRecord) {
      lines.forEach(line => this.roll.finish(line));
      return;
    }
    const language = this.view.language;
    const speaker = this.speaker ? { speaker: this.speaker } : {};
    this.outbox.add(lines.flatMap(line => splitLongLine(line, this.most, language))
      .map(text => ({ id: newCommandId(), text, language, writtenAt: Date.now(), ...speaker })));
  }

  /** Why a line cannot be sent now; null when it can, if only later. The words stay in the editor. */
  private barred(): string | null {
    if (this.elsewhere) {
      return say("Editor.Elsewhere");
    }
    if (this.revoked) {
      return say("Editor.Revoked");
    }
    const pen = this.pen();
    if (pen && pen.holder !== this.me) {
      return say("Editor.PenHeld", pen.name);
    }
    switch (this.session?.phase) {
      case "scheduled": return say("Editor.NotOpen");
      case "closed": return say("Editor.Closed");
      default: return null;
    }
  }

  private typed(): void {
    this.lastAt = Date.now();
    this.journal.draft = this.view.text.value;
    this.view.trouble("");
    this.streamSoon();
    this.show();
  }

  private setText(text: string): void {
    this.view.text.value = text;
    this.typed();
  }

  private streamSoon(): void {
    clearTimeout(this.draftTimer);
    const wait = Math.max(0, this.draftSent + draftInterval - Date.now());
    this.draftTimer = window.setTimeout(() => this.streamDraft(), wait);
  }

  private streamDraft(): void {
    const draft = this.correcting ? "" : this.session?.offTheRecord ? this.roll.with(this.view.text.value) : this.view.text.value;
    // Behind a long paste the draft would be shown before the lines it follows.
    if (!this.online || this.barred() !== null || this.outbox.unanswered > mostAhead || draft === this.lastDraft) {
      return;
    }
    this.draftSent = Date.now();
    this.lastDraft = draft;
    this.desk.write({ text: draft.slice(-this.most), language: this.view.language, ...(this.speaker ? { speaker: this.speaker } : {}) });
  }

  private send(line: Line): void {
    const late = Date.now() - line.writtenAt > lateAfter;
    this.lastDraft = "";
    this.desk.write({
      text: line.text, command: line.id, language: line.language,
      ...(line.speaker ? { speaker: line.speaker } : {}),
      // Words that waited belong to the turn in which they were said.
      ...(late ? { spokenAt: new Date(line.writtenAt + this.skew).toISOString() } : {}),
    });
  }

  private acknowledged(receipt: CaptionReceipt): void {
    this.outbox.answer(receipt.command, receipt.result);
    if (this.view.text.value === "" && this.outbox.refused.length === 1 && this.outbox.unanswered === 0) {
      this.view.trouble(refusal(this.outbox.refused[0]!.rejection));
      this.takeBack();
    }
  }

  private isRecorded(line: Line, result: CommandResult): void {
    this.delay = Date.now() - line.writtenAt;
    if (result.position) {
      this.recorded.push({ number: result.position.sequence, text: line.text });
      this.recorded.splice(0, this.recorded.length - remembered);
    }
    if (result.notice) {
      this.view.trouble(refusal(result.notice));
    }
    this.streamSoon();
  }

  /** Thousands of lines are not thrown away by one slip: the button asks, and forgets that it asked. */
  private discard(): void {
    if (this.view.sureToDiscard) {
      this.view.askToDiscard(null);
      this.outbox.discardWaiting();
    } else {
      this.view.askToDiscard(this.outbox.waiting.length);
      setTimeout(() => this.view.askToDiscard(null), 10_000);
    }
  }

  private takeBack(): void {
    const lines = this.outbox.takeRefused();
    const text = [...lines.map(line => line.text), this.view.text.value].filter(each => each !== "").join(" ");
    this.view.text.value = text;
    this.journal.draft = text;
    this.view.text.focus();
    this.show();
  }

  private correct(step: number): void {
    const at = this.correcting ? this.correcting.index + step : this.recorded.length - 1;
    if (at >= this.recorded.length && this.correcting) {
      this.cancelCorrection();
      return;
    }
    const line = this.recorded[at];
    if (!line) {
      return;
    }
    this.correcting = { index: at, command: newCommandId() };
    this.view.text.value = line.text;
    this.view.trouble("");
    this.show();
  }

  private cancelCorrection(): void {
    this.correcting = null;
    this.view.text.value = "";
    this.journal.draft = "";
    this.view.text.focus();
    this.view.trouble("");
    this.show();
  }

  private async sendCorrection(text: string): Promise<void> {
    const { index, command } = this.correcting!;
    const line = this.recorded[index]!;
    if (text === line.text) {
      this.cancelCorrection();
      return;
    }
    try {
      const result = await this.desk.correct(command, line.number, text);
      if (result.rejection) {
        this.view.trouble(refusal(result.rejection));
        return;
      }
      line.text = text;
      this.cancelCorrection();
    } catch {
      this.view.trouble(say("Editor.CorrectionLater"));
    }
  }

  private joined(desk: DeskResult): void {
    this.online = true;
    this.refusedDesk = null;
    this.me = desk.me ?? null;
    this.lastDraft = "";
    this.changed(desk.session ?? null);
    this.outbox.connected(line => this.send(line));
    this.streamSoon();
  }

  private lost(): void {
    this.online = false;
    this.outbox.disconnected();
    this.show();
  }

  private refuse(rejection: Rejection): void {
    this.refusedDesk = rejection;
    this.show();
  }

  private isRevoked(): void {
    this.revoked = true;
    this.online = false;
    this.outbox.disconnected();
    this.show();
  }

  private changed(session: Session | null): void {
    const before = this.session;
    this.session = session;
    if (before && session && before.floor.turnCount !== session.floor.turnCount) {
      this.speaker = null;
    }
    if (!session?.offTheRecord && before?.offTheRecord) {
      this.roll.clear();
    }
    this.show();
    this.streamSoon();
  }

  private pen() {
    return this.session?.pens?.find(pen => pen.track === this.track);
  }

  private show(): void {
    const [state, words] = this.standing();
    this.view.live(state, words);
    this.view.marks(marksOf(this.session), this.speaker, this.session?.floor.speaking?.speaker.name ?? null);
    this.view.mode(this.correcting ? say("Editor.Correcting", this.recorded[this.correcting.index]?.number ?? "") : null, this.session?.offTheRecord === true);
    this.view.outbox(this.outbox, this.journal.safe, this.online, this.delay);
    this.showSilence();
  }

  private standing(): ["on-air" | "warn" | "trouble", string] {
    if (this.elsewhere) {
      return ["warn", say("Editor.Elsewhere")];
    }
    if (this.revoked) {
      return ["trouble", say("Editor.Revoked")];
    }
    if (!this.online) {
      return this.refusedDesk ? ["trouble", refusal(this.refusedDesk)]
        : ["trouble", this.outbox.unanswered === 0 ? say("Editor.Offline") : count("Editor.OfflineWaiting", this.outbox.unanswered)];
    }
    const barred = this.barred();
    if (barred !== null) {
      return ["warn", barred];
    }
    if (this.session?.offTheRecord) {
      return ["warn", say("Editor.OffTheRecord")];
    }
    const words = say("Editor.Live", this.view.languageName, this.root.dataset["trackName"] ?? this.track);
    return ["on-air", this.session?.phase === "suspended" ? `${words} ${say("Editor.Suspended")}` : words];
  }

  private showSilence(): void {
    const seconds = Math.round((Date.now() - this.lastAt) / 1000);
    this.view.silence(this.online && seconds >= 15 && this.barred() === null ? seconds : null);
  }
}

function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
