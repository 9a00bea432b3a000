const freshFor = 5 * 60_000;

interface Field { place: string; value: string; checked: boolean }
interface Kept {
  at: number;
  fields: Field[];
  open: string[];
  focus: string | null;
  /** The keys that were down: the next page hears of their release only. */
  down: string[];
}

type Entry = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const touched = new WeakSet<Element>();
const down = new Set<string>();
const name = (): string => `ls-kept:${location.pathname}`;

/** Remembers which fields somebody filled in, and which keys are down. The caption editor keeps its own words. */
export function watchFields(): void {
  document.addEventListener("input", event => {
    const field = event.target as Element;
    // What file was opened is not the page's to remember.
    if (isEntry(field) && !field.matches("caption-editor *, [type=file]")) {
      touched.add(field);
    }
  });
  addEventListener("keydown", event => down.add(event.code), true);
  addEventListener("keyup", event => down.delete(event.code), true);
  addEventListener("blur", () => down.clear());
}

/** Keeps what was filled in, what is unfolded and where the focus is, for the page that comes next here; false where the browser keeps nothing. */
export function keepPage(): boolean {
  const fields = [...document.querySelectorAll<Entry>("input, textarea, select")]
    .filter(field => touched.has(field) && (isText(field) ? field.value !== "" : field.closest("form") !== null))
    .map(field => ({ place: placeOf(field), value: field.value, checked: field instanceof HTMLInputElement && field.checked }));
  const open = [...document.querySelectorAll("main details[open]")].map(placeOf);
  const focus = document.activeElement && document.activeElement !== document.body ? placeOf(document.activeElement) : null;
  try {
    sessionStorage.setItem(name(), JSON.stringify({ at: Date.now(), fields, open, focus, down: [...down] } satisfies Kept));
    return true;
  } catch {
    return false;
  }
}

/** Puts back what was kept, each part as soon as its place is there again. */
export function bringPageBack(): void {
  const kept = take();
  if (!kept) {
    return;
  }
  let { fields, open, focus } = kept;
  const put = (): void => {
    open = open.filter(place => !unfold(place));
    fields = fields.filter(field => !fill(field));
    if (focus !== null && find(focus)) {
      focusOn(focus);
      focus = null;
    }
    if (fields.length + open.length === 0 && focus === null) {
      observer.disconnect();
    }
  };
  const observer = new MutationObserver(put);
  observer.observe(document.body, { childList: true, subtree: true });
  put();
  setTimeout(() => observer.disconnect(), freshFor);
}

/** What the page before this one kept; null where there is nothing, or nothing fresh. */
export function keptPage(): Kept | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(name()) ?? "null") as Kept | null;
    return kept && Date.now() - kept.at < freshFor ? kept : null;
  } catch {
    return null;
  }
}

function take(): Kept | null {
  const kept = keptPage();
  try {
    sessionStorage.removeItem(name());
  } catch {
    // Nothing was kept.
  }
  return kept;
}

function unfold(place: string): boolean {
  const details = find(place);
  details?.setAttribute("open", "");
  return details !== null;
}

function fill({ place, value, checked }: Field): boolean {
  const field = find(place);
  if (!field || !isEntry(field)) {
    return false;
  }
  if (field instanceof HTMLInputElement && !isText(field)) {
    field.checked = checked;
  } else {
    field.value = value;
  }
  touched.add(field);
  // The page hears of it as if it had been typed.
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

/** A page that opens puts the focus on its heading, somewhat later than its fields appear, and possibly under somebody who writes. */
function focusOn(place: string): void {
  const own = new AbortController();
  const focus = (): void => (find(place) as HTMLElement | null)?.focus();
  focus();
  addEventListener("focusin", event => {
    const on = event.target as Element;
    if (on.matches("h1, main")) {
      queueMicrotask(focus);
    } else if (on !== find(place)) {
      // Somebody went elsewhere.
      own.abort();
    }
  }, { signal: own.signal });
  addEventListener("pointerdown", () => own.abort(), { capture: true, signal: own.signal });
  setTimeout(() => own.abort(), 2000);
}

const isEntry = (element: Element): element is Entry => element.matches("input, textarea, select");
const isText = (field: Entry): boolean => field.matches("textarea, input:not([type=checkbox], [type=radio])");

/** Where something is on the page, in words that find it on the same page again. */
function placeOf(element: Element): string {
  const steps: string[] = [];
  for (let here: Element | null = element; here && here !== document.body; here = here.parentElement) {
    if (here.id) {
      steps.unshift(`#${CSS.escape(here.id)}`);
      break;
    }
    steps.unshift(`${here.localName}:nth-child(${[...here.parentElement!.children].indexOf(here) + 1})`);
  }
  return steps.join(" > ");
}

const find = (place: string): Element | null => document.querySelector(place);
