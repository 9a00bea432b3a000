/** What of a pressed key decides whether it is a shortcut. */
export interface Press { key: string; ctrl: boolean; alt: boolean; meta: boolean; composing: boolean; inField: boolean }

/** The shortcut a key press stands for; null when the press belongs to a field, to the browser, or to nobody. */
export function shortcutOf(press: Press): string | null {
  if (press.inField || press.ctrl || press.alt || press.meta || press.composing || press.key.length !== 1) {
    return null;
  }
  return press.key.toLowerCase();
}

/** Whether an element takes letters itself. */
export function takesLetters(element: Element | null): boolean {
  return element instanceof HTMLElement && (element.isContentEditable || element.matches("input:not([type=checkbox], [type=radio], [type=button]), textarea, select"));
}
