import { newCommandId } from "../protocol";
import { steadyNow } from "../steadyTime";
import { say } from "../words";
import type { Air } from "./air";
import type { Composer } from "./composer";
import type { EditorView } from "./editorView";
import type { KeptCorrection } from "./heldLine";
import { refusal } from "./refusal";
import { AiredLines, same, sameLine, step, type Aired, type Attempt, type Changing } from "./walk";

/** A correction that was not taken, and why; without words where nobody knows. */
export interface RefusedCorrection extends Attempt { reason: string }

/**
 * Changing a line that was finished before: one that is held still, or one that was aired. Meanwhile the line being written waits; it
 * comes back as it was.
 */
export class Changes {
  readonly aired: AiredLines;
  current: Changing | null = null;
  /** The line withdrawn last, until something else is done. */
  withdrawn: Aired | null = null;
  /** Corrections that were not taken while something else was being written. */
  readonly refused: RefusedCorrection[] = [];
  private readonly sent: Attempt[] = [];
  private turns = 0;
  private reading: object | null = null;

  /** `opened` hears when a line that had to be read is open, or is not: whether there were keys meanwhile it answers. */
  constructor(
    session: string, track: string, private readonly composer: Composer, private readonly air: Air, private readonly view: EditorView,
    private readonly changed: () => void, private readonly opened: (open: boolean) => boolean) {
    this.aired = new AiredLines(session, track);
  }

  /** Whether a line is being read from the record: what is typed meanwhile is meant for it. */
  get opening(): boolean {
    return this.reading !== null;
  }

  /** What the label of the editor says; null while nothing is being changed. */
  get label(): string | null {
    return this.opening ? say("Editor.Opening")
      : this.current === null ? null
      : this.current.kind === "held" ? say("Editor.ChangingHeld")
      : this.current.line.number === null ? say(this.view.text.value === "" ? "Editor.WithdrawingSent" : "Editor.CorrectingSent")
      : this.view.text.value === "" ? say("Editor.Withdrawing", this.current.line.number)
      : this.current.line.text === "" ? say("Editor.BringingBack", this.current.line.number)
      // The wrong word is before readers' eyes already: the right one does not wait as new words do.
      : say(this.composer.hold > 0 ? "Editor.CorrectingAtOnce" : "Editor.Correcting", this.current.line.number);
  }

  /** Whether Enter takes the line from readers. */
  get withdraws(): boolean {
    return this.current?.kind === "aired" && this.view.text.value.trim() === "";
  }

  get heldId(): string | null {
    return this.current?.kind === "held" ? this.current.id : null;
  }

  /** Goes to the line before or behind: at once, where it is known here. */
  walk(by: 1 | -1): void {
    if (this.opening) {
      return;
    }
    this.aired.look(this.current === null);
    const next = this.next(by);
    if (by < 0 && this.aired.goesOn && (next ? this.current && same(next, this.current) : this.current === null)) {
      void this.readOn();
    } else {
      this.go(next);
    }
  }

  change(to: Changing): void {
    const tried = to.kind === "aired" ? to.tried ?? this.triedOn(to.line) : undefined;
    const text = to.kind === "held" ? this.composer.find(to.id)?.words.text : tried?.text ?? (to.line.text || (to.line.withdrawn ?? ""));
    if (text === undefined) {
      return;
    }
    this.close();
    this.withdrawn = null;
    this.current = to.kind === "held" ? to : { ...to, tried };
    this.composer.pin(this.heldId);
    this.view.put(text);
    this.view.text.focus();
    this.view.trouble("");
    this.point();
    this.changed();
  }

  leave(): void {
    this.close();
    this.current = null;
    this.composer.pin(null);
    this.view.put(this.composer.text);
    this.view.text.focus();
    this.view.trouble("");
    this.point();
    this.changed();
  }

  /** Enter: the line being written is there again at once, for what is typed before the answer comes. */
  async send(text: string): Promise<void> {
    const { current } = this;
    if (current?.kind === "held") {
      this.composer.replace(current.id, text, steadyNow());
      this.leave();
    } else if (current && this.air.stopped) {
      this.view.trouble(say("Editor.Stopped"));
    } else if (current) {
      this.leave();
      if (current.tried || text !== current.line.text) {
        await this.correct(attempt(current, text));
      }
    }
  }

  /** The line withdrawn last says again what it said. */
  async bringBack(): Promise<void> {
    const line = this.withdrawn;
    if (line?.withdrawn) {
      this.withdrawn = null;
      await this.correct({ line, text: line.withdrawn, command: newCommandId() });
    }
  }

  /** Takes up the first correction that was refused, with the words it was to have. */
  reopen(refused = this.refused[0]): void {
    if (refused) {
      this.refused.splice(this.refused.indexOf(refused), 1);
      this.change({ kind: "aired", line: refused.line, tried: refused });
      this.view.trouble(refused.reason);
    }
  }

  async sendRefusedAgain(): Promise<void> {
    await Promise.all(this.refused.splice(0).map(refused => this.correct(refused)));
  }

  /** The corrections that are not in the record, the one being written last. */
  get kept(): KeptCorrection[] {
    const { current, view: { text: { value } } } = this;
    const written = current?.kind === "aired" && value !== current.line.text ? [attempt(current, value)] : [];
    return [...this.sent, ...this.refused, ...written].map(({ line, before, text, command }) => ({
      line: line.number ?? 0, ...(line.number === null && line.id ? { of: line.id } : {}), before: before ?? line.text, text, command,
    }));
  }

  /** Goes on where an earlier visit ended: with the last of its corrections. Whether the others arrived is not known. */
  recall(kept: KeptCorrection[]): void {
    for (const { line, of, before, text, command } of kept) {
      this.refused.push({ line: of ? this.aired.sent({ id: of, text: before }) : { number: line, text: before }, before, text, command, reason: "" });
    }
    this.reopen(this.refused[this.refused.length - 1]);
  }

  /** Forgets everything, here only. */
  forget(): void {
    this.sent.length = this.refused.length = 0;
    if (this.current || this.opening) {
      this.leave();
    }
  }

  /** The record has a line: what it is to say instead may leave. */
  recorded(id: string, number: number, text: string): void {
    const line = this.aired.recorded(id, number, text);
    this.sent.filter(attempt => attempt.line === line).forEach(attempt => void this.transmit(attempt));
    if (this.current?.kind === "aired" && this.current.line === line) {
      this.point();
    }
  }

  /** A line that was refused is to be sent with the words it has been given since; one that was thrown away needs none. */
  settle(): void {
    const { outbox } = this.air;
    const lost = this.aired.lost(outbox);
    for (const line of lost) {
      const open = this.current?.kind === "aired" && this.current.line === line;
      const tried = [...this.refused, ...this.sent].filter(attempt => attempt.line === line).pop();
      for (const list of [this.sent, this.refused]) {
        list.splice(0, list.length, ...list.filter(attempt => attempt.line !== line));
      }
      const text = (open && this.view.text.value.trim()) || tried?.text;
      if (text !== undefined) {
        outbox.reword(line.id!, text);
      }
      if (open) {
        this.leave();
      }
    }
    if (lost.length > 0) {
      this.changed();
    }
  }

  private next(by: 1 | -1): Changing | null {
    const aired = [...this.aired.all, ...this.air.outbox.onItsWay.map(line => this.aired.sent(line))];
    return step([
      ...aired.map((line): Changing => ({ kind: "aired", line })), ...this.composer.lines.map(({ id }): Changing => ({ kind: "held", id })),
    ], this.current, by);
  }

  private go(next: Changing | null): void {
    if (next) {
      this.change(next);
    } else if (this.current) {
      this.leave();
    }
  }

  /** Reads further back. What is typed meanwhile is for the line that opens; where none does, it is for none. */
  private async readOn(): Promise<void> {
    const reading = this.reading = {};
    this.view.text.readOnly = true;
    this.view.trouble("");
    this.changed();
    const read = await this.aired.readOn();
    if (this.reading === reading) {
      const next = read ? this.next(-1) : null;
      this.reading = null;
      this.view.text.readOnly = false;
      if (next) {
        this.change(next);
      }
      const dropped = this.opened(next !== null);
      if (next === null) {
        this.view.trouble([say(read ? "Editor.NothingAired" : "Editor.NotRead"), dropped ? say("Editor.KeysDropped") : ""].join(" ").trim());
        this.changed();
      }
    }
  }

  /** Something else is opened or left before the line was there. */
  private close(): void {
    if (this.opening) {
      this.reading = null;
      this.view.text.readOnly = false;
      this.opened(false);
    }
  }

  /** What was last tried on a line and is not in the record. One that was refused is taken up again. */
  private triedOn(line: Aired): Attempt | undefined {
    const on = (attempt: Attempt): boolean => sameLine(attempt.line, line);
    const at = this.refused.findIndex(on);
    return at < 0 ? this.sent.find(on) : this.refused.splice(at, 1)[0];
  }

  private async correct(tried: Attempt): Promise<void> {
    const attempt = { ...tried, turn: ++this.turns, left: this.view.text.value };
    this.sent.push(attempt);
    this.changed();
    // A line that is on its way is corrected as soon as the record has it (recorded).
    if (attempt.line.number !== null) {
      await this.transmit(attempt);
    }
  }

  private async transmit(attempt: Attempt): Promise<void> {
    const reason = this.air.stopped ? say("Editor.Stopped") : await this.refusedFor(attempt);
    if (this.sent.includes(attempt)) {
      this.sent.splice(this.sent.indexOf(attempt), 1);
      if (reason !== null) {
        const refused = { ...attempt, reason };
        this.refused.push(refused);
        // Whoever writes on does so in their line: it is not taken from under their fingers.
        if (this.current === null && this.view.text.value === attempt.left) {
          this.reopen(refused);
        }
      } else {
        // What was tried before these words would take their place.
        const older = (each: Attempt): boolean => sameLine(each.line, attempt.line) && (each.turn ?? 0) < (attempt.turn ?? 0);
        this.refused.splice(0, this.refused.length, ...this.refused.filter(each => !older(each)));
      }
      this.changed();
    }
  }

  /** Why a correction is not in the record; null when it is. */
  private async refusedFor({ line: sent, before, command, text }: Attempt): Promise<string | null> {
    try {
      const result = await this.air.correct(command, sent.number!, text);
      if (result.rejection) {
        return refusal(result.rejection);
      }
      this.aired.look(false);
      const line = this.aired.find(sent.number) ?? sent;
      // By now the page may show the line as it is since: what it said is what it said when it was emptied.
      const said = before ?? line.text;
      const withdraws = text === "" && said !== "";
      line.withdrawn = withdraws ? said : line.withdrawn;
      line.text = text;
      this.withdrawn = withdraws ? line : null;
      if (result.notice) {
        this.view.notice(refusal(result.notice));
      }
      return null;
    } catch {
      return say("Editor.CorrectionLater");
    }
  }

  /** Marks the line among those readers see. */
  private point(): void {
    for (const marked of document.querySelectorAll("[data-captions] [data-being-corrected]")) {
      marked.removeAttribute("data-being-corrected");
    }
    if (this.current?.kind === "aired" && this.current.line.number !== null) {
      document.getElementById(`l${this.current.line.number}`)?.setAttribute("data-being-corrected", "");
    }
  }
}

/** The words an aired line is to have: under the id they were tried with, or else one of their own. */
function attempt({ line, tried }: Changing & { kind: "aired" }, text: string): Attempt {
  return { line, before: line.text, text, command: tried?.text === text ? tried.command : newCommandId() };
}
