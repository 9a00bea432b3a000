import { count, say } from "../words";
import type { RefusedCorrection } from "./changes";
import type { Outbox } from "./outbox";
import { part, write } from "./part";
import { refusal } from "./refusal";

/** What the editor says of lines on their way. */
export class OutboxView {
  private asked = false;

  constructor(private readonly root: HTMLElement) { }

  get sureToDiscard(): boolean {
    return this.asked;
  }

  askToDiscard(lines: number | null): void {
    this.asked = lines !== null;
    write(this.part("do-discard"), lines === null ? say("Editor.Discard") : count("Editor.DiscardSure", lines));
  }

  show(box: Outbox, corrections: readonly RefusedCorrection[], safe: boolean, online: boolean, delay: number | null): void {
    const unanswered = box.unanswered;
    write(this.part("outbox"), sentence(box, safe, online, delay));
    write(this.part("outbox-trouble"), trouble(box, safe));
    const progress = this.part<HTMLProgressElement>("progress");
    const many = unanswered > 3;
    progress.hidden = !many;
    progress.max = Math.max(1, box.total);
    progress.value = box.answered;
    this.part("many").hidden = !many && !(box.paused && unanswered > 0);
    write(this.part("do-pause"), say(box.paused ? "Editor.GoOn" : "Editor.Pause"));
    const refused = this.part("refused");
    const [line, correction] = [box.refused[0], corrections[0]];
    refused.hidden = !line && !correction;
    if (line) {
      write(this.part("refused-words"), `${count("Editor.Refused", box.refused.length)} ${refusal(line.rejection)}`);
      write(this.part("refused-text"), line.line.text);
    } else if (correction) {
      write(this.part("refused-words"), `${correction.line.number === null ? say("Editor.CorrectionRefusedSent") : say("Editor.CorrectionRefused", correction.line.number)} ${correction.reason}`.trim());
      write(this.part("refused-text"), correction.text);
    }
  }

  private part<T extends HTMLElement = HTMLElement>(name: string): T {
    return part<T>(this.root, name);
  }
}

/** What the captioner is told without looking: that lines are stuck, not that each one arrived. */
function trouble(box: Outbox, safe: boolean): string {
  return [box.trouble && box.unanswered > 0 ? refusal(box.trouble) : "", safe ? "" : say("Editor.NotSafe")].filter(each => each !== "").join(" ");
}

function sentence(box: Outbox, safe: boolean, online: boolean, delay: number | null): string {
  const unanswered = box.unanswered;
  const words = box.trouble && unanswered > 0 ? `${refusal(box.trouble)} ${count("Editor.Waiting", unanswered)}`
    : box.paused && unanswered > 0 ? count("Editor.Paused", unanswered)
    : !online && unanswered > 0 ? count("Editor.Kept", unanswered)
    : unanswered > 3 ? say("Editor.Progress", box.kept, box.total)
    : unanswered > 0 ? count("Editor.Sending", unanswered)
    // What was refused is told with its words, in a place of its own.
    : box.refused.length > 0 ? ""
    : delay === null ? say("Editor.Ready")
    : delay < 1000 ? say("Editor.Recorded")
    : say("Editor.RecordedAfter", Math.round(delay / 1000));
  return safe ? words : `${words} ${say("Editor.NotSafe")}`;
}
