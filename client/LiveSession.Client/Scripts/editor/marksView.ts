import { say } from "../words";
import { nameOf } from "./lines";
import { part, write } from "./part";
import type { Wish } from "./keymap";
import type { Mark } from "./speakers";

/** The speakers that can be marked, each with its key, and the field for a name nobody queued. */
export class MarksView {
  private readonly speakers: HTMLElement;
  private readonly free: HTMLInputElement;
  private shown = "";

  constructor(private readonly root: HTMLElement) {
    this.speakers = part(root, "speakers");
    this.free = part<HTMLInputElement>(root, "free");
  }

  onMark(run: (wish: Wish) => void): void {
    this.speakers.addEventListener("click", event => {
      const button = (event.target as Element).closest<HTMLElement>("button");
      if (button) {
        run(button.dataset["wish"] as Wish);
      }
    });
  }

  onName(run: (name: string) => void, done: () => void): void {
    this.free.addEventListener("input", event => !(event as InputEvent).isComposing && run(nameOf(this.free.value)));
    this.free.addEventListener("compositionend", () => run(nameOf(this.free.value)));
    this.free.addEventListener("keydown", event => {
      if ((event.key === "Enter" || event.key === "Escape") && !event.isComposing) {
        event.preventDefault();
        done();
      }
    });
  }

  askForName(): void {
    this.free.focus();
    this.free.select();
  }

  /** `unnamed` where a line would name nobody: that is said, since readers and the record see it so. */
  show(marks: Mark[], chosen: string | null, holder: string | null, unnamed: boolean, waiting: boolean): void {
    const [unknown, chair] = [say("Editor.Unknown"), say("Editor.Chair")];
    const speaker = part(this.root, "speaker");
    write(speaker, chosen ?? holder ?? (unnamed ? say("Editor.Nobody") : ""));
    speaker.className = unnamed ? "state warn" : "";
    part(this.root, "keys-wait").hidden = !waiting;
    if (document.activeElement !== this.free) {
      this.free.value = chosen !== null && chosen !== unknown && chosen !== chair && !marks.some(mark => mark.name === chosen) ? chosen : "";
    }
    const key = JSON.stringify([marks, chosen]);
    if (key === this.shown) {
      return;
    }
    this.shown = key;
    const focused = this.speakers.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset["wish"] : undefined;
    this.speakers.replaceChildren(
      ...marks.map(mark => button(`mark${mark.digit}`, mark.digit, mark.name, mark.hasTheFloor ? chosen === null : chosen === mark.name, mark.gone)),
      button("chair", "C", chair, chosen === chair),
      button("mark0", 0, unknown, chosen === unknown));
    this.speakers.querySelector<HTMLElement>(`[data-wish="${focused ?? "-"}"]`)?.focus();
  }
}

function button(wish: Wish, key: number | string, words: string, pressed: boolean, gone = false): HTMLElement {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset["wish"] = wish;
  made.disabled = gone;
  made.setAttribute("aria-keyshortcuts", `Alt+${key}`);
  made.setAttribute("aria-pressed", String(pressed));
  const name = document.createElement("bdi");
  name.textContent = words;
  const keys = document.createElement("kbd");
  keys.textContent = `Alt ${key}`;
  made.append(name, keys);
  return made;
}
