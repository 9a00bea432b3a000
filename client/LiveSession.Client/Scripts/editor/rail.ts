/** Opens a panel beside the editor and goes into it; pressed there again, closes it and goes back. */
export function openPanel(root: HTMLElement, name: string, back: () => void): void {
  const panel = root.closest("main")?.querySelector<HTMLDetailsElement>(`details[data-panel="${name}"]`);
  if (!panel) {
    return;
  }
  const inside = panel.contains(document.activeElement);
  panel.open = !(panel.open && inside);
  if (panel.open) {
    panel.scrollIntoView({ block: "nearest" });
    (panel.querySelector<HTMLElement>("textarea, input, button") ?? panel.querySelector<HTMLElement>("summary"))?.focus();
  } else {
    back();
  }
}

/** Presses what there is to press about the pen. */
export function pressPen(root: HTMLElement): void {
  root.closest("main")?.querySelector<HTMLButtonElement>("[data-pen-key]:not(:disabled)")?.click();
}
