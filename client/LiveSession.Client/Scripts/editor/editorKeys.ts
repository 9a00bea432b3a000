import { takesLetters } from "../keys";
import type { EditorView } from "./editorView";
import { insert, isOfTheLine, write, type Written } from "./heldKeys";
import { wishAnywhere, wishInTheLine, type Press, type Standing, type Wish } from "./keymap";
import { remembered } from "./storage";

/** Hears the keys of the console and hands on what they ask for. */
export class EditorKeys {
  /** Keys, and pasted texts, that wait for the line they were pressed for. */
  private readonly waiting: (Press | string)[] = [];

  constructor(
    private readonly view: EditorView,
    private readonly standing: () => Omit<Standing, "empty" | "atStart" | "atEnd" | "rightToLeft">,
    private readonly line: { readonly opening: boolean },
    private readonly grant: (wish: Wish) => void,
    private readonly typed: (written: Written) => void,
    signal: AbortSignal) {
    view.text.addEventListener("keydown", event => this.inTheLine(event));
    view.text.addEventListener("paste", event => this.pasted(event));
    // On the document: with no focus anywhere the keys are heard all the same.
    document.addEventListener("keydown", event => this.anywhere(event), { signal });
  }

  /** The line is open: what was pressed for it is done to it, in order. It is not: that is for none. Answers whether anything was. */
  release(open: boolean): boolean {
    const any = this.waiting.length > 0;
    if (!open) {
      this.waiting.length = 0;
    }
    while (this.waiting.length > 0 && !this.line.opening) {
      this.press(this.waiting.shift()!);
    }
    return any;
  }

  private press(press: Press | string): void {
    const wish = typeof press === "string" ? null : this.wish(press);
    if (wish) {
      this.grant(wish);
      return;
    }
    const written = typeof press === "string" ? insert(this.view, press, "insertFromPaste") : write(this.view, press);
    if (written) {
      this.typed(written);
    }
  }

  private pasted(event: ClipboardEvent): void {
    if (this.line.opening) {
      event.preventDefault();
      this.waiting.push(event.clipboardData?.getData("text/plain") ?? "");
    }
  }

  private anywhere(event: KeyboardEvent): void {
    const asksForHelp = event.key === "?" && !takesLetters(document.activeElement) && !lettersAreLetters();
    this.granted(event, asksForHelp ? "help" : wishAnywhere(pressOf(event)));
  }

  private inTheLine(event: KeyboardEvent): void {
    const press = pressOf(event);
    if (this.line.opening) {
      if (wishAnywhere(press) === null && isOfTheLine(press)) {
        event.preventDefault();
        this.waiting.push(press);
      }
    } else {
      this.granted(event, this.wish(press));
    }
  }

  private wish(press: Press): Wish | null {
    const { value } = this.view.text;
    return press.key === "?" && lettersAreLetters() ? null : wishInTheLine(press, {
      ...this.standing(),
      empty: value === "", atStart: this.view.caretAt(0), atEnd: this.view.caretAt(value.length), rightToLeft: this.view.rightToLeft,
    });
  }

  private granted(event: KeyboardEvent, wish: Wish | null): void {
    if (wish !== null && !event.defaultPrevented) {
      event.preventDefault();
      this.grant(wish);
    }
  }
}

/** Whether somebody has chosen that no single letter is a command. */
const lettersAreLetters = (): boolean => remembered("ls-keys-off") === "off";

function pressOf(event: KeyboardEvent): Press {
  return {
    key: event.key, code: event.code, ctrl: event.ctrlKey, shift: event.shiftKey, alt: event.altKey, meta: event.metaKey,
    // Safari ends the composition before it tells of the key that ended it.
    composing: event.isComposing || event.keyCode === 229,
  };
}
