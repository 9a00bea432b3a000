import { say } from "./words";

/** Buttons whose work is the browser's: copy an address, print the page, go on elsewhere. They say in words what came of it. */
export function listenForPresses(): void {
  document.addEventListener("click", event => {
    const target = event.target as Element;
    const copy = target.closest<HTMLElement>("[data-copy]");
    if (copy) {
      void copyText(copy);
    }
    const then = target.closest<HTMLElement>("[data-then]")?.dataset["then"];
    if (then) {
      document.getElementById(then)?.focus();
    }
    if (target.closest("[data-print]")) {
      print();
    }
    if (target.closest("[data-reload]")) {
      location.reload();
    }
  });
  document.addEventListener("focusin", event => {
    const field = event.target as HTMLInputElement;
    if (field.matches("input[readonly]")) {
      field.select();
    }
  });
}

async function copyText(button: HTMLElement): Promise<void> {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset["copy"] ?? "");
    button.textContent = say("Copy.Done");
  } catch {
    button.textContent = say("Copy.ByHand");
    button.parentElement?.querySelector<HTMLInputElement>("input[readonly]")?.select();
  }
  setTimeout(() => button.textContent = before, 4000);
}
