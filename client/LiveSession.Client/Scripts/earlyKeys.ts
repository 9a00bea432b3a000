// Shared by two bundles of one page: the first gathers, the second takes.
interface Gathering extends Window { lsEarlyKeys?: { keys: string[]; end(): void } }

const page = window as Gathering;

/**
 * A captioner's page is loaded anew while somebody may be writing (reconnecting.ts). From the first moment of the new page on its keys are
 * gathered, until the editor is there to take them.
 */
export function gatherEarlyKeys(): void {
  if (!wasWriting()) {
    return;
  }
  const keys: string[] = [];
  const gather = (event: KeyboardEvent): void => {
    const key = event.key === "Enter" ? "\n" : event.key === "Backspace" ? "\b" : event.key;
    if (key.length <= 2 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      keys.push(key);
      event.preventDefault();
    }
  };
  addEventListener("keydown", gather, true);
  page.lsEarlyKeys = { keys, end: () => removeEventListener("keydown", gather, true) };
}

/** The keys, each once: a character, a backspace (\b) or Enter (\n). */
export function takeEarlyKeys(): string[] {
  const early = page.lsEarlyKeys;
  delete page.lsEarlyKeys;
  early?.end();
  return early?.keys ?? [];
}

function wasWriting(): boolean {
  try {
    return sessionStorage.getItem(`ls-kept:${location.pathname}`)?.includes(`"focus":"#caption-text"`) === true;
  } catch {
    return false;
  }
}
