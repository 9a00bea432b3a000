/** An element of the editor, by the name it has in CaptionEditor.razor. */
export function part<T extends HTMLElement = HTMLElement>(root: HTMLElement, name: string): T {
  return root.querySelector<T>(`[data-part="${name}"]`)!;
}

/** Writes only what differs, so that nothing is announced twice. */
export function write(element: HTMLElement, words: string): void {
  if (element.textContent !== words) {
    element.textContent = words;
  }
}
