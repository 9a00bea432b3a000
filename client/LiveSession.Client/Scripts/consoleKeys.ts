import { shortcutOf, takesLetters } from "./keys";

const offKey = "ls-keys-off";

/**
 * Keys of a console. A button that says data-key="n" is pressed by N, a field is focused; J and K walk along the rows of
 * data-rows, Enter presses the button that has the focus as everywhere, X the row's data-row-key="x". The switch in the page
 * turns the single letters off (WCAG 2.1.4). They hold for the whole page the console stands in.
 */
export class ConsoleKeys {
  private readonly observer: MutationObserver;
  private row = -1;

  private readonly root: HTMLElement;

  constructor(element: HTMLElement) {
    this.root = element.closest<HTMLElement>("main") ?? element;
    const root = this.root;
    document.addEventListener("keydown", this.pressed);
    root.addEventListener("change", this.switched);
    root.addEventListener("focusin", this.focused);
    const box = this.box();
    if (box) {
      box.checked = !off();
    }
    // A row that was given the floor is gone; the focus stays with the queue.
    this.observer = new MutationObserver(() => this.keepFocus());
    this.observer.observe(root, { childList: true, subtree: true });
  }

  dispose(): void {
    document.removeEventListener("keydown", this.pressed);
    this.root.removeEventListener("change", this.switched);
    this.root.removeEventListener("focusin", this.focused);
    this.observer.disconnect();
  }

  private readonly pressed = (event: KeyboardEvent): void => {
    const focus = document.activeElement;
    const key = shortcutOf({ key: event.key, ctrl: event.ctrlKey, alt: event.altKey, meta: event.metaKey, composing: event.isComposing || event.repeat, inField: takesLetters(focus) });
    if (key === null || off()) {
      return;
    }
    if (key === "j" || key === "k") {
      event.preventDefault();
      this.walk(key === "j" ? 1 : -1);
      return;
    }
    const target = focus?.closest("[data-row]")?.querySelector<HTMLElement>(`[data-row-key="${CSS.escape(key)}"]`)
      ?? this.root.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]:not(:disabled)`);
    if (!target || target.closest("[hidden]")) {
      return;
    }
    event.preventDefault();
    target.focus();
    if (!takesLetters(target)) {
      target.click();
    }
  };

  private readonly switched = (event: Event): void => {
    const box = event.target as HTMLInputElement;
    if (box.matches("[data-keys-switch]")) {
      try {
        localStorage.setItem(offKey, box.checked ? "" : "off");
      } catch {
        // Holds until the page is left.
      }
      held = box.checked ? "" : "off";
    }
  };

  private readonly focused = (event: FocusEvent): void => {
    const row = (event.target as Element).closest("[data-row]");
    this.row = row ? this.rows().indexOf(row) : -1;
  };

  private walk(step: number): void {
    const rows = this.rows();
    if (rows.length === 0) {
      return;
    }
    const at = this.row < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, this.row + step));
    rows[at]!.querySelector<HTMLElement>("button")?.focus();
  }

  private keepFocus(): void {
    if (document.activeElement !== document.body || this.row < 0) {
      return;
    }
    const rows = this.rows();
    const next = rows[Math.min(this.row, rows.length - 1)]?.querySelector<HTMLElement>("button")
      ?? this.root.querySelector<HTMLElement>("[data-key]:not(:disabled)");
    next?.focus();
  }

  private rows(): Element[] {
    return [...this.root.querySelectorAll("[data-rows] [data-row]")];
  }

  private box(): HTMLInputElement | null {
    return this.root.querySelector<HTMLInputElement>("[data-keys-switch]");
  }
}

let held: string | undefined;

function off(): boolean {
  try {
    held ??= localStorage.getItem(offKey) ?? "";
  } catch {
    held ??= "";
  }
  return held === "off";
}
