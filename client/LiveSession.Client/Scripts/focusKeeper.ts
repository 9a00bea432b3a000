/** Long enough for a button that is only busy to be pressable again. */
const settled = 120;

interface Step { parent: Element; index: number }

const focusables = "a[href], button:not(:disabled), input:not(:disabled, [type=hidden]), select:not(:disabled), textarea:not(:disabled), summary, [tabindex]:not([tabindex='-1'])";

/**
 * Keeps the focus in a console. What had it may go away when it was pressed (a row that was dealt with, a form that is done): then the
 * focus goes to what comes next there (first of all to what says data-focus-first), else to what was before it, else further out. It
 * never falls back to the top of the page.
 */
export function keepFocus(): void {
  let last: HTMLElement | null = null;
  let way: Step[] = [];
  let gone = false;
  let timer = 0;

  document.addEventListener("focusin", event => {
    last = event.target as HTMLElement;
    way = wayTo(last);
    gone = false;
  });

  const look = (): void => {
    if (last && !gone && !isThere(last)) {
      gone = true;
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        if (last && gone && isNowhere()) {
          (isThere(last) ? last : next(way))?.focus();
        }
        gone = false;
      }, settled);
    }
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled", "hidden", "open"] });
}

const isNowhere = (): boolean => document.activeElement === document.body || document.activeElement === null;
const isThere = (element: Element): boolean => element.isConnected && element.checkVisibility() && !element.matches(":disabled");

function wayTo(element: Element): Step[] {
  const way: Step[] = [];
  for (let here = element; here.parentElement && here !== document.body; here = here.parentElement) {
    way.push({ parent: here.parentElement, index: [...here.parentElement.children].indexOf(here) });
  }
  return way;
}

function next(way: Step[]): HTMLElement | null {
  for (const { parent, index } of way) {
    if (parent.isConnected && parent !== document.body) {
      const children = [...parent.children];
      const found = parent.querySelector<HTMLElement>("[data-focus-first]") ?? first(children.slice(index)) ?? first(children.slice(0, index).reverse());
      if (found) {
        return found;
      }
    }
  }
  return document.querySelector("main h1");
}

function first(elements: Element[]): HTMLElement | null {
  for (const element of elements) {
    const found = [element, ...element.querySelectorAll(focusables)].find(one => one.matches(focusables) && isThere(one));
    if (found) {
      return found as HTMLElement;
    }
  }
  return null;
}
