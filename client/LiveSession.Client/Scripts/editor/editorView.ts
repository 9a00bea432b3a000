import { count, language as pageLanguage, say } from "../words";
import type { Outbox } from "./outbox";
import { refusal } from "./refusal";
import type { Mark } from "./speakers";

type Action = "send" | "cancel" | "pause" | "discard" | "again" | "back";

/** What the editor looks like. Elements are the ones of CaptionEditor.razor; only what differs is written. */
export class EditorView {
  readonly text: HTMLTextAreaElement;
  private readonly languages: HTMLSelectElement;
  private readonly speakers: HTMLElement;
  private readonly free: HTMLInputElement;
  private shownMarks = "";
  private asked = false;

  constructor(private readonly root: HTMLElement) {
    this.text = this.part<HTMLTextAreaElement>("text");
    this.languages = this.part<HTMLSelectElement>("language");
    this.speakers = this.part("speakers");
    this.free = this.part<HTMLInputElement>("free");
    root.querySelector("form")!.addEventListener("submit", event => event.preventDefault());
  }

  get language(): string {
    return this.languages.value;
  }

  get languageName(): string {
    return new Intl.DisplayNames([pageLanguage()], { type: "language", fallback: "code" }).of(this.languages.value) ?? this.languages.value;
  }

  chooseLanguage(tag: string): void {
    if (![...this.languages.options].some(option => option.value === tag)) {
      return;
    }
    this.languages.value = tag;
    this.text.lang = tag;
  }

  on(action: Action, run: () => void): void {
    this.part(`do-${action}`).addEventListener("click", run);
  }

  onMark(run: (mark: Mark | null) => void): void {
    this.speakers.addEventListener("click", event => {
      const button = (event.target as Element).closest<HTMLElement>("button");
      if (button) {
        const digit = Number(button.dataset["digit"]);
        run(digit === 0 ? null : { digit, name: button.dataset["name"] ?? "", hasTheFloor: "floor" in button.dataset });
      }
    });
  }

  onFreeSpeaker(run: (name: string) => void): void {
    this.free.addEventListener("input", () => run(this.free.value.trim()));
    this.free.addEventListener("keydown", event => {
      if (event.key === "Enter") {
        this.text.focus();
      }
    });
  }

  onLanguage(run: (tag: string) => void): void {
    this.languages.addEventListener("change", () => {
      this.text.lang = this.languages.value;
      run(this.languages.value);
      this.text.focus();
    });
  }

  live(state: string, words: string): void {
    const bar = this.part("live");
    if (bar.dataset["state"] !== state) {
      bar.dataset["state"] = state;
      bar.className = `live-bar note ${state}`;
      bar.firstElementChild!.className = `state ${state}`;
    }
    write(bar.firstElementChild as HTMLElement, words);
  }

  silence(seconds: number | null): void {
    write(this.part("silence"), seconds === null ? "" : say("Editor.Silence", seconds));
  }

  get sureToDiscard(): boolean {
    return this.asked;
  }

  askToDiscard(lines: number | null): void {
    this.asked = lines !== null;
    write(this.part("do-discard"), lines === null ? say("Editor.Discard") : count("Editor.DiscardSure", lines));
  }

  trouble(words: string): void {
    write(this.part("trouble"), words);
    this.part("trouble").hidden = words === "";
  }

  mode(correcting: string | null, offTheRecord: boolean): void {
    write(this.part("label"), correcting ?? say(offTheRecord ? "Editor.LineOffTheRecord" : "Editor.Line"));
    this.part("do-cancel").hidden = correcting === null;
    this.root.toggleAttribute("data-correcting", correcting !== null);
  }

  marks(marks: Mark[], chosen: string | null, holder: string | null): void {
    const unknown = say("Editor.Unknown");
    write(this.part("speaker"), chosen ?? holder ?? say("Editor.Nobody"));
    if (document.activeElement !== this.free) {
      this.free.value = chosen !== null && chosen !== unknown && !marks.some(mark => mark.name === chosen) ? chosen : "";
    }
    const key = JSON.stringify([marks, chosen]);
    if (key === this.shownMarks) {
      return;
    }
    this.shownMarks = key;
    const all: (Mark | null)[] = [...marks, null];
    const focused = this.speakers.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset["digit"] : undefined;
    this.speakers.replaceChildren(...all.map(mark => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset["digit"] = String(mark?.digit ?? 0);
      button.setAttribute("aria-keyshortcuts", `Alt+${mark?.digit ?? 0}`);
      const pressed = mark === null ? chosen === unknown : mark.hasTheFloor ? chosen === null : chosen === mark.name;
      button.setAttribute("aria-pressed", String(pressed));
      const name = document.createElement("bdi");
      name.textContent = mark?.name ?? unknown;
      const keys = document.createElement("kbd");
      keys.textContent = `Alt ${mark?.digit ?? 0}`;
      button.append(name, keys);
      if (mark) {
        button.dataset["name"] = mark.name;
        button.toggleAttribute("data-floor", mark.hasTheFloor);
      }
      return button;
    }));
    this.speakers.querySelector<HTMLElement>(`[data-digit="${focused ?? "-"}"]`)?.focus();
  }

  outbox(box: Outbox, safe: boolean, online: boolean, delay: number | null): void {
    const unanswered = box.unanswered;
    write(this.part("outbox"), this.sentence(box, safe, online, delay));
    const progress = this.part<HTMLProgressElement>("progress");
    const many = unanswered > 3;
    progress.hidden = !many;
    progress.max = Math.max(1, box.total);
    progress.value = box.answered;
    this.part("many").hidden = !many && !box.paused;
    write(this.part("do-pause"), say(box.paused ? "Editor.GoOn" : "Editor.Pause"));
    const refused = this.part("refused");
    refused.hidden = box.refused.length === 0;
    if (!refused.hidden) {
      const first = box.refused[0]!;
      write(this.part("refused-words"), `${count("Editor.Refused", box.refused.length)} ${refusal(first.rejection)}`);
      write(this.part("refused-text"), first.line.text);
    }
  }

  private sentence(box: Outbox, safe: boolean, online: boolean, delay: number | null): string {
    const unanswered = box.unanswered;
    const words = box.trouble && unanswered > 0 ? `${refusal(box.trouble)} ${count("Editor.Waiting", unanswered)}`
      : box.paused && unanswered > 0 ? count("Editor.Paused", unanswered)
      : !online && unanswered > 0 ? count("Editor.Kept", unanswered)
      : unanswered > 3 ? say("Editor.Progress", box.kept, box.total)
      : unanswered > 0 ? count("Editor.Sending", unanswered)
      : delay === null ? say("Editor.Ready")
      : delay < 1000 ? say("Editor.Recorded")
      : say("Editor.RecordedAfter", Math.round(delay / 1000));
    return safe ? words : `${words} ${say("Editor.NotSafe")}`;
  }

  private part<T extends HTMLElement = HTMLElement>(name: string): T {
    return this.root.querySelector<T>(`[data-part="${name}"]`)!;
  }
}

function write(element: HTMLElement, words: string): void {
  if (element.textContent !== words) {
    element.textContent = words;
  }
}
