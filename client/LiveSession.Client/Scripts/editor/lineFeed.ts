import { Feed } from "./feed";
import { part, write } from "./part";
import { onOpened } from "../documents/openedFile";
import { isolated, say } from "../words";
import { linesOf } from "./lines";
import { remember, remembered } from "./storage";

interface Prepared {
  lines: string[];
  next: number;
  language: string;
  /** Who handed it in; nobody where it was pasted. */
  author: string;
}

/** The language in which the editor says a line. */
const spoken = (): HTMLSelectElement | null => document.querySelector("[data-part=language]");

/** Chooses it; whether it is another one than before. */
function speak(language: string): boolean {
  const choice = spoken();
  if (!choice || choice.value === language || !Array.from(choice.options).some(option => option.value === language)) {
    return false;
  }
  choice.value = language;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

/** The panel of a prepared text: pasted, cut into lines, and said line by line. It asks the editor by an event of the document. */
export class LineFeed {
  private readonly feed = new Feed();
  private readonly key: string;
  private readonly text: HTMLTextAreaElement;
  private readonly list: HTMLElement;
  private readonly gone = new AbortController();
  /** The captioner's own language, and that of the text, while the text is in another one. */
  private own = "";
  private borrowed = "";
  private former: Prepared = { lines: [], next: 0, language: "", author: "" };
  private author = "";

  constructor(private readonly root: HTMLElement) {
    const { session = "", track = "" } = root.dataset;
    this.key = `ls-feed:${session}:${track}`;
    this.text = part<HTMLTextAreaElement>(root, "prepared");
    this.list = part(root, "feed");
    const { signal } = this.gone;
    onOpened(part<HTMLInputElement>(root, "file"), part(root, "opened"), (text, name) => this.open(text, name));
    part(root, "do-cut").addEventListener("click", () => this.cut());
    part(root, "do-next").addEventListener("click", () => this.say(false));
    part(root, "do-edit").addEventListener("click", () => this.say(true));
    part(root, "do-empty").addEventListener("click", () => {
      this.load([], 0);
      this.speakOwn();
    });
    this.list.addEventListener("click", event => this.jump((event.target as Element).closest<HTMLElement>("[data-at]")));
    part(root, "do-former").addEventListener("click", () => this.takeBack());
    document.addEventListener("click", event => this.lineUp((event.target as Element).closest("[data-line-up]")), { signal });
    document.addEventListener("feed-line", event => this.say((event as CustomEvent<boolean>).detail), { signal });
    this.recall();
  }

  dispose(): void {
    this.gone.abort();
  }

  private recall(): void {
    try {
      const { lines, next, author = "" } = JSON.parse(remembered(this.key) ?? "") as { lines: string[]; next: number; author?: string };
      this.feed.load(lines, next);
      this.author = author;
    } catch {
      // Nothing was prepared.
    }
    this.show();
  }

  private open(text: string, name: string): string {
    this.text.value = linesOf(text).join("\n");
    part(this.root, "do-cut").focus();
    return say("Feed.Opened", isolated(name));
  }

  private cut(): void {
    this.load(Feed.cut(this.text.value, spoken()?.value ?? "en"), 0);
    this.text.value = "";
    write(part(this.root, "opened"), "");
    part<HTMLElement>(this.root, "do-next").focus();
  }

  /** A statement that was handed in takes the place of what is lined up; that can be brought back. */
  private lineUp(asked: Element | null): void {
    const handedIn = asked?.nextElementSibling;
    if (handedIn instanceof HTMLTextAreaElement) {
      this.former = this.inHand();
      this.take({ lines: Feed.cut(handedIn.value, handedIn.lang), next: 0, language: handedIn.lang, author: handedIn.dataset["speaker"] ?? "" });
      part<HTMLElement>(this.root, "do-next").focus();
    }
  }

  private takeBack(): void {
    const former = this.former;
    this.former = this.inHand();
    this.take(former);
  }

  private inHand(): Prepared {
    return { lines: this.feed.lines, next: this.feed.next, language: spoken()?.value ?? "", author: this.author };
  }

  /** A text is said in its own language: the editor follows, and shows it. */
  private take({ lines, next, language, author }: Prepared): void {
    this.load(lines, next, author);
    const before = spoken()?.value ?? "";
    if (speak(language)) {
      this.own ||= before;
      this.borrowed = language;
    }
  }

  /** The text is at its end: what comes is the captioner's own, in the language they had, unless they have chosen another one since. */
  private speakOwn(): void {
    if (this.own && spoken()?.value === this.borrowed) {
      speak(this.own);
    }
    this.own = this.borrowed = "";
  }

  private say(edit: boolean): void {
    const line = this.feed.line;
    if (line === undefined) {
      return;
    }
    const taken = !document.dispatchEvent(new CustomEvent("say-line", { detail: { text: line, edit, author: this.author }, cancelable: true }));
    if (taken) {
      this.feed.said();
      this.keep();
      if (this.feed.line === undefined && !edit) {
        this.speakOwn();
      }
    }
  }

  private jump(line: HTMLElement | null): void {
    if (line) {
      this.feed.jump(Number(line.dataset["at"]));
      this.keep();
    }
  }

  private load(lines: string[], next: number, author = ""): void {
    this.author = author;
    this.feed.load(lines, next);
    this.keep();
  }

  private keep(): void {
    remember(this.key, JSON.stringify({ lines: this.feed.lines, next: this.feed.next, author: this.author }));
    this.show();
  }

  private show(): void {
    const { lines, next } = this.feed;
    part(this.root, "cutting").hidden = lines.length > 0;
    part(this.root, "feeding").hidden = lines.length === 0;
    part(this.root, "do-former").hidden = this.former.lines.length === 0;
    part(this.root, "author").hidden = this.author === "";
    write(part(this.root, "author"), this.author === "" ? "" : say("Feed.InTheNameOf", isolated(this.author)));
    write(part(this.root, "left"), next < lines.length ? say("Feed.Next", next + 1, lines.length) : say("Feed.Done"));
    const focused = this.list.contains(document.activeElement);
    this.list.replaceChildren(...lines.map((line, index) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "plain";
      button.dir = "auto";
      button.dataset["at"] = String(index);
      button.textContent = line;
      item.append(button);
      if (index === next) {
        button.setAttribute("aria-current", "step");
      }
      item.toggleAttribute("data-said", index < next);
      return item;
    }));
    const current = this.list.querySelector<HTMLElement>("[aria-current]");
    if (current) {
      this.list.scrollTop = current.offsetTop - this.list.offsetTop - this.list.clientHeight / 3;
      if (focused) {
        current.focus();
      }
    }
  }
}
