import { language as pageLanguage, say } from "../words";
import type { Lamp } from "./standing";
import { part, write } from "./part";

type Action = "send" | "flush" | "cancel" | "pause" | "discard" | "again" | "back" | "stop" | "resume" | "clear" | "take-back" | "complete" | "unpaste";
export type Choice = "language" | "hold" | "policy";

const noticeFor = 15_000;

/** What the editor looks like. Elements are the ones of CaptionEditor.razor; only what differs is written. */
export class EditorView {
  readonly text: HTMLTextAreaElement;
  private noticed = 0;

  constructor(private readonly root: HTMLElement) {
    this.text = this.part<HTMLTextAreaElement>("text");
    root.querySelector("form")!.addEventListener("submit", event => event.preventDefault());
  }

  get language(): string {
    return this.chosen("language");
  }

  get languageName(): string {
    return new Intl.DisplayNames([pageLanguage()], { type: "language", fallback: "code" }).of(this.language) ?? this.language;
  }

  get rightToLeft(): boolean {
    return getComputedStyle(this.text).direction === "rtl" || this.text.matches(":dir(rtl)");
  }

  /** Whether nothing is selected, and the caret stands at this end. */
  caretAt(position: number): boolean {
    return this.text.selectionStart === position && this.text.selectionEnd === position;
  }

  put(text: string, caret = text.length): void {
    this.text.value = text;
    this.text.setSelectionRange(caret, caret);
  }

  chosen(choice: Choice): string {
    return this.part<HTMLSelectElement>(choice).value;
  }

  choose(choice: Choice, value: string | null): void {
    const select = this.part<HTMLSelectElement>(choice);
    if (value !== null && [...select.options].some(option => option.value === value)) {
      select.value = value;
    }
    this.text.lang = this.language;
  }

  onChoice(choice: Choice, run: (value: string) => void): void {
    this.part<HTMLSelectElement>(choice).addEventListener("change", () => {
      this.text.lang = this.language;
      run(this.chosen(choice));
      this.text.focus();
    });
  }

  on(action: Action, run: () => void): void {
    this.part(`do-${action}`).addEventListener("click", run);
  }

  live([state, words]: Lamp, beside: string, stopped: boolean, stop: string): void {
    const bar = this.part("live");
    if (bar.dataset["state"] !== state) {
      bar.dataset["state"] = state;
      bar.className = `live-bar note ${state}`;
      bar.querySelector(".state")!.className = `state ${state}`;
    }
    write(bar.querySelector<HTMLElement>(".state")!, words);
    write(this.part("beside"), beside === "" ? "" : `· ${beside}`);
    write(this.part("stop-words"), stop);
    this.part("do-stop").hidden = stopped;
    this.part("do-resume").hidden = !stopped;
  }

  trouble(words: string): void {
    write(this.part("trouble"), words);
    this.part("trouble").hidden = words === "";
  }

  /** Something to know that asks for nothing: it stays a while, whatever is typed. */
  notice(words: string): void {
    const notice = this.part("notice");
    write(notice, words);
    notice.hidden = words === "";
    clearTimeout(this.noticed);
    this.noticed = window.setTimeout(() => notice.hidden = true, noticeFor);
  }

  /** What is said of much text at once or of a withdrawn line, and whether it can be undone. */
  pasted(words: string, undo: boolean): void {
    write(this.part("pasted-words"), words);
    this.part("pasted").hidden = words === "";
    this.part("do-unpaste").hidden = !undo;
  }

  offer(words: string | null): void {
    this.part("do-complete").hidden = words === null;
    write(this.part("offer"), words ?? "");
    write(this.part("offer-key"), this.rightToLeft ? "←" : "→");
  }

  mode(changing: string | null, withdraws: boolean, offTheRecord: boolean): void {
    write(this.part("label"), changing ?? say(offTheRecord ? "Editor.LineOffTheRecord" : "Editor.Line"));
    this.part("do-cancel").hidden = changing === null;
    for (const other of ["do-flush", "do-take-back", "do-clear"]) {
      this.part(other).hidden = changing !== null;
    }
    write(this.part("send-words"), say(changing === null ? "Editor.Send" : withdraws ? "Editor.Withdraw" : "Editor.Change"));
    this.root.toggleAttribute("data-correcting", changing !== null);
  }

  meters(rate: string, delay: string, silence: string, silent: boolean): void {
    write(this.part("rate"), rate);
    write(this.part("delay"), delay);
    write(this.part("silence"), silence);
    this.part("silence").classList.toggle("over", silent);
  }

  private part<T extends HTMLElement = HTMLElement>(name: string): T {
    return part<T>(this.root, name);
  }
}
