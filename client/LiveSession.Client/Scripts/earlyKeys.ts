import { keptPage } from "./keptPage";

// Shared by two bundles of one page: the first gathers, the second takes.
interface Gathering extends Window { lsEarlyKeys?: { keys: string[]; end(): void } }

const page = window as Gathering;

/**
 * A captioner's page is loaded anew while somebody may be writing (reconnecting.ts). From the first moment of the new page on its keys are
 * gathered, until the editor is there to take them. A key that was pressed between the two pages, where no page hears it, is known by its release.
 */
export function gatherEarlyKeys(): void {
  const kept = keptPage();
  if (kept?.focus !== "#caption-text") {
    return;
  }
  const keys: string[] = [];
  const down = new Set(kept.down);
  let between = 0;
  const press = (event: KeyboardEvent): void => {
    down.add(event.code);
    const key = written(event);
    if (key !== null) {
      keys.push(key);
      event.preventDefault();
    }
  };
  const release = (event: KeyboardEvent): void => {
    const key = written(event);
    // Enter may have been pressed in another window that it closed.
    if (!down.delete(event.code) && key !== null && key !== "\n") {
      keys.splice(between++, 0, key);
    }
  };
  addEventListener("keydown", press, true);
  addEventListener("keyup", release, true);
  page.lsEarlyKeys = {
    keys, end: () => {
      removeEventListener("keydown", press, true);
      removeEventListener("keyup", release, true);
    },
  };
}

/** The keys, each once: a character, a backspace (\b), Enter (\n), or F9, which stops. */
export function takeEarlyKeys(): string[] {
  const early = page.lsEarlyKeys;
  delete page.lsEarlyKeys;
  early?.end();
  return early?.keys ?? [];
}

function written(event: KeyboardEvent): string | null {
  const { key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return null;
  }
  switch (key) {
    case "Enter": return "\n";
    case "Backspace": return "\b";
    case "F9": return event.shiftKey ? null : key;
    // A character may take two units; a named key has at least two letters, all of them plain.
    default: return key.length === 1 || (key.length === 2 && key > "\u{d7ff}") ? key : null;
  }
}
