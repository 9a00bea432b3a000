import type { Air } from "./air";
import type { Changes } from "./changes";
import type { EditorView } from "./editorView";
import { OutboxView } from "./outboxView";
import { refusal } from "./refusal";
import type { Typing } from "./typing";

const sureFor = 10_000;

/** What the captioner does with lines on their way: pause them, throw them away, send refused ones again or take them back. */
export class OutboxDesk {
  private readonly shown: OutboxView;

  constructor(
    root: HTMLElement, private readonly view: EditorView, private readonly air: Air, private readonly changes: Changes,
    private readonly typing: Typing) {
    this.shown = new OutboxView(root);
    const { outbox } = air;
    view.on("pause", () => air.stopped ? typing.resume() : outbox.pause(!outbox.paused));
    view.on("discard", () => this.discard());
    view.on("again", () => {
      outbox.sendRefusedAgain();
      void changes.sendRefusedAgain();
    });
    view.on("back", () => outbox.refused.length > 0 ? this.giveBack() : changes.reopen());
  }

  show(safe: boolean, recordedAfter: number | null): void {
    this.shown.show(this.air.outbox, this.changes.refused, safe, this.air.online, recordedAfter);
  }

  answered(): void {
    const { refused, unanswered } = this.air.outbox;
    // Off the record it would be forgotten in the editor.
    const forgotten = this.air.session?.offTheRecord === true;
    if (this.view.text.value === "" && refused.length === 1 && unanswered === 0 && !this.changes.current && !this.changes.opening && !forgotten) {
      this.view.trouble(refusal(refused[0]!.rejection));
      this.giveBack();
    }
  }

  /** Thousands of lines are not thrown away by one slip: the button asks, and forgets that it asked. */
  private discard(): void {
    if (this.shown.sureToDiscard) {
      this.shown.askToDiscard(null);
      this.air.outbox.discardWaiting();
    } else {
      this.shown.askToDiscard(this.air.outbox.waiting.length);
      setTimeout(() => this.shown.askToDiscard(null), sureFor);
    }
  }

  private giveBack(): void {
    this.typing.giveBack(this.air.outbox.takeRefused().map(line => line.text));
  }
}
