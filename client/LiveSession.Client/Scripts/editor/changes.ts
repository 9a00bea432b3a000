import { newCommandId } from "../protocol";
import { steadyNow } from "../steadyTime";
import { say } from "../words";
import type { Air } from "./air";
import type { Composer } from "./composer";
import type { EditorView } from "./editorView";
import { refusal } from "./refusal";
import { AiredLines, step, type Aired, type Changing } from "./walk";

/**
 * Changing a line that was finished before: one that is held still, or one that was aired. Meanwhile the line being written waits; it
 * comes back as it was.
 */
export class Changes {
  readonly aired: AiredLines;
  current: Changing | null = null;
  /** The line withdrawn last, until something else is done. */
  withdrawn: Aired | null = null;
  private walking: Promise<void> = Promise.resolve();

  constructor(
    session: string, track: string, private readonly composer: Composer, private readonly air: Air, private readonly view: EditorView,
    private readonly changed: () => void) {
    this.aired = new AiredLines(session, track);
  }

  /** What the label of the editor says; null while nothing is being changed. */
  get label(): string | null {
    return this.current === null ? null
      : this.current.kind === "held" ? say("Editor.ChangingHeld")
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

  /** Goes to the line before or behind. Keys pressed while the lines are read count. */
  walk(by: 1 | -1): void {
    this.walking = this.walking.then(async () => {
      if (this.current === null) {
        await this.aired.read();
      }
      const next = step(this.aired.all, this.composer.lines, this.current, by, newCommandId);
      if (next) {
        this.change(next);
      } else if (this.current) {
        this.leave();
      }
    });
  }

  change(to: Changing): void {
    const text = to.kind === "aired" ? to.line.text || (to.line.withdrawn ?? "") : this.composer.find(to.id)?.words.text;
    if (text === undefined) {
      return;
    }
    this.withdrawn = null;
    this.current = to;
    this.composer.pin(this.heldId);
    this.view.put(text);
    this.view.text.focus();
    this.view.trouble("");
    this.point();
    this.changed();
  }

  leave(): void {
    this.current = null;
    this.composer.pin(null);
    this.view.put(this.composer.text);
    this.view.text.focus();
    this.view.trouble("");
    this.point();
    this.changed();
  }

  async send(text: string): Promise<void> {
    if (this.current?.kind === "held") {
      this.composer.replace(this.current.id, text, steadyNow());
      this.leave();
    } else if (this.current) {
      await this.correct(this.current.line, this.current.command, text);
    }
  }

  /** The line withdrawn last says again what it said. */
  async bringBack(): Promise<void> {
    const line = this.withdrawn;
    if (line?.withdrawn) {
      await this.correct(line, newCommandId(), line.withdrawn);
      this.changed();
    }
  }

  private async correct(line: Aired, command: string, text: string): Promise<void> {
    if (this.air.stopped) {
      this.view.trouble(say("Editor.Stopped"));
      return;
    }
    if (text === line.text) {
      this.leave();
      return;
    }
    try {
      const result = await this.air.correct(command, line.number, text);
      if (result.rejection) {
        this.view.trouble(refusal(result.rejection));
        return;
      }
      const withdraws = text === "" && line.text !== "";
      line.withdrawn = withdraws ? line.text : line.withdrawn;
      line.text = text;
      this.withdrawn = withdraws ? line : null;
      this.leave();
      if (result.notice) {
        this.view.notice(refusal(result.notice));
      }
    } catch {
      this.view.trouble(say("Editor.CorrectionLater"));
    }
  }

  /** Marks the line among those readers see. */
  private point(): void {
    for (const marked of document.querySelectorAll("[data-captions] [data-being-corrected]")) {
      marked.removeAttribute("data-being-corrected");
    }
    if (this.current?.kind === "aired") {
      document.getElementById(`l${this.current.line.number}`)?.setAttribute("data-being-corrected", "");
    }
  }
}
