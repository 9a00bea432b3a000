import { takesLetters } from "../keys";
import type { EditorView } from "./editorView";
import { wishAnywhere, wishInTheLine, type Press, type Standing, type Wish } from "./keymap";
import { remembered } from "./storage";

/** Hears the keys of the console and hands on what they ask for. */
export class EditorKeys {
  constructor(
    private readonly view: EditorView,
    private readonly standing: () => Omit<Standing, "empty" | "atStart" | "atEnd" | "rightToLeft">,
    private readonly grant: (wish: Wish) => void,
    signal: AbortSignal) {
    view.text.addEventListener("keydown", event => this.inTheLine(event));
    // On the document: with no focus anywhere the keys are heard all the same.
    document.addEventListener("keydown", event => this.anywhere(event), { signal });
  }

  private anywhere(event: KeyboardEvent): void {
    const asksForHelp = event.key === "?" && !takesLetters(document.activeElement) && !lettersAreLetters();
    this.granted(event, asksForHelp ? "help" : wishAnywhere(pressOf(event)));
  }

  private inTheLine(event: KeyboardEvent): void {
    const { value } = this.view.text;
    if (event.key === "?" && lettersAreLetters()) {
      return;
    }
    this.granted(event, wishInTheLine(pressOf(event), {
      ...this.standing(),
      empty: value === "", atStart: this.view.caretAt(0), atEnd: this.view.caretAt(value.length), rightToLeft: this.view.rightToLeft,
    }));
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
