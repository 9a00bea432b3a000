import { count, say } from "../words";
import type { Composer, HeldLine } from "./composer";
import { part, write } from "./part";

const most = 50;

/**
 * Shows what readers cannot see yet: a mirror behind the line being written, in which held characters are marked, and the finished
 * lines that wait for their time.
 */
export class HeldView {
  private readonly mirror: HTMLElement;
  private readonly list: HTMLElement;

  constructor(private readonly root: HTMLElement, private readonly text: HTMLTextAreaElement) {
    this.mirror = part(root, "mirror");
    this.list = part(root, "held-lines");
    text.addEventListener("scroll", () => this.mirror.scrollTop = text.scrollTop);
  }

  onChange(run: (id: string) => void): void {
    this.list.addEventListener("click", event => {
      const line = (event.target as Element).closest<HTMLElement>("[data-line]");
      if (line) {
        run(line.dataset["line"]!);
      }
    });
  }

  show(composer: Composer, marked: boolean, changing: string | null, stay: boolean, now: number): void {
    this.showMirror(composer, marked);
    const wanted = composer.lines.slice(-most);
    const ids = new Set(wanted.map(line => line.id));
    for (const item of [...this.list.children] as HTMLElement[]) {
      if (!ids.has(item.dataset["line"] ?? "")) {
        item.remove();
      }
    }
    wanted.forEach((line, index) => {
      let item = this.list.children[index] as HTMLElement | undefined;
      if (item?.dataset["line"] !== line.id) {
        item = this.list.insertBefore(made(line), item ?? null);
      }
      item.toggleAttribute("data-changing", line.id === changing);
      write(item.querySelector<HTMLElement>("bdi")!, line.words.text);
      const seconds = Math.max(0, Math.ceil((composer.leavesAt(line) - now) / 1000));
      write(item.querySelector<HTMLElement>("small")!, stay || composer.stopped || line.id === changing ? say("Editor.Held.Stays") : say("Editor.Held.In", seconds));
    });
    this.list.hidden = composer.lines.length === 0;
    write(part(this.root, "unseen"), composer.held === 0 ? "" : count("Editor.Unseen", composer.held));
  }

  private showMirror(composer: Composer, marked: boolean): void {
    this.mirror.lang = this.text.lang;
    this.mirror.replaceChildren(...(marked ? composer.pieces() : []).map(piece => {
      const span = document.createElement(piece.aired ? "span" : "mark");
      span.textContent = piece.text;
      return span;
    }));
    this.mirror.scrollTop = this.text.scrollTop;
  }
}

function made(line: HeldLine): HTMLElement {
  const item = document.createElement("li");
  item.dataset["line"] = line.id;
  const words = document.createElement("bdi");
  words.lang = line.language;
  const when = document.createElement("small");
  const change = document.createElement("button");
  change.type = "button";
  change.textContent = say("Editor.Held.Change");
  item.append(words, when, change);
  return item;
}
