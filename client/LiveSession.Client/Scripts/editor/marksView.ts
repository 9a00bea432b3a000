import { say } from "../words";
import { part, write } from "./part";
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

  onMark(run: (digit: number) => void): void {
    this.speakers.addEventListener("click", event => {
      const button = (event.target as Element).closest<HTMLElement>("button");
      if (button) {
        run(Number(button.dataset["digit"]));
      }
    });
  }

  onName(run: (name: string) => void, done: () => void): void {
    this.free.addEventListener("input", event => !(event as InputEvent).isComposing && run(this.free.value.trim()));
    this.free.addEventListener("compositionend", () => run(this.free.value.trim()));
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

  show(marks: Mark[], chosen: string | null, holder: string | null, waiting: boolean): void {
    const unknown = say("Editor.Unknown");
    write(part(this.root, "speaker"), chosen ?? holder ?? say("Editor.Nobody"));
    part(this.root, "keys-wait").hidden = !waiting;
    if (document.activeElement !== this.free) {
      this.free.value = chosen !== null && chosen !== unknown && !marks.some(mark => mark.name === chosen) ? chosen : "";
    }
    const key = JSON.stringify([marks, chosen]);
    if (key === this.shown) {
      return;
    }
    this.shown = key;
    const focused = this.speakers.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset["digit"] : undefined;
    this.speakers.replaceChildren(...[...marks, null].map(mark => button(mark, chosen, unknown)));
    this.speakers.querySelector<HTMLElement>(`[data-digit="${focused ?? "-"}"]`)?.focus();
  }
}

function button(mark: Mark | null, chosen: string | null, unknown: string): HTMLElement {
  const digit = mark?.digit ?? 0;
  const made = document.createElement("button");
  made.type = "button";
  made.dataset["digit"] = String(digit);
  made.disabled = mark?.gone === true;
  made.setAttribute("aria-keyshortcuts", `Alt+${digit}`);
  const pressed = mark === null ? chosen === unknown : mark.hasTheFloor ? chosen === null : chosen === mark.name;
  made.setAttribute("aria-pressed", String(pressed));
  const name = document.createElement("bdi");
  name.textContent = mark?.name ?? unknown;
  const keys = document.createElement("kbd");
  keys.textContent = `Alt ${digit}`;
  made.append(name, keys);
  return made;
}
