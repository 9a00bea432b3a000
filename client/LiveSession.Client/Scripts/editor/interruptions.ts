import { steadyNow } from "../steadyTime";
import { count, say } from "../words";
import type { Air } from "./air";
import type { Changes } from "./changes";
import type { Composer } from "./composer";
import type { EditorView } from "./editorView";
import type { Meters } from "./metersView";
import type { ShortForms } from "./shortForms";
import type { Typing } from "./typing";

/** What becomes of the line being written when the meeting intervenes: the record stops or resumes, the pen comes or goes. */
export class Interruptions {
  constructor(
    private readonly composer: Composer,
    private readonly air: Air,
    private readonly view: EditorView,
    private readonly changes: Changes,
    private readonly forms: ShortForms,
    private readonly meters: Meters,
    private readonly typing: Typing) { }

  /**
   * The chair went off the record or back on it. What stands here when the record stops was said on it; what stands here when it
   * resumes was not, and is not recorded. Where the change was not heard as it happened nobody can tell, and `nothing` is recorded; on
   * a page that has just been opened it is what it `kept`.
   */
  recordChanged(off: boolean, was: "all" | "kept" | "nothing" = "all"): void {
    if (this.changes.current?.kind === "held") {
      this.changes.leave();
    }
    this.composer.offTheRecord = off;
    if (off) {
      const seen = this.composer.onAir.text;
      const said = was === "kept" || (was === "all" && this.air.barred === null);
      if (said && this.composer.setAside(this.typing.marking, steadyNow(), was)) {
        this.air.speak(seen);
        this.view.notice(say("Editor.SetAside"));
      }
    } else {
      const gone = this.composer.backOnTheRecord();
      if (gone > 0) {
        this.view.notice(count("Editor.PutAway", gone));
      }
    }
    if (!this.changes.current) {
      this.view.put(this.composer.text);
    }
    this.meters.rate.put(this.composer.text, this.view.language);
    this.forms.forget();
    this.typing.pump();
  }

  /** The pen came from a colleague: what was written before is not sent by itself. */
  penCame(): void {
    if (this.composer.text.trim() !== "" || this.composer.lines.length > 0) {
      this.typing.parked = true;
      this.view.notice(say("Editor.Parked"));
    }
    this.typing.pump();
  }

  /** The pen went to a colleague: what readers saw of the line being written goes into the record, the rest stays here. */
  penWent(): void {
    const behind = this.composer.text.length - this.view.text.selectionStart;
    const parting = this.composer.part(this.typing.marking, steadyNow());
    if (parting) {
      this.typing.count(parting.text);
      this.air.deliver([parting]);
      this.view.notice(say("Editor.Parted"));
      if (!this.changes.current) {
        this.view.put(this.composer.text, Math.max(0, this.composer.text.length - behind));
      }
    }
    this.typing.pump();
  }
}
