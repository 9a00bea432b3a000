const kinds = "button, a, summary";

/**
 * Makes a list of lines one stop for the Tab key, however many marks stand in it. Tab goes from the list to the last mark, link or
 * summary that is in sight, the arrows from there to the one before and the one after, and Tab on to what follows the list.
 */
export function makeOneStop(scroller: HTMLElement, list: HTMLElement, show: (line: HTMLElement) => void): void {
  const stops = () => [...list.querySelectorAll<HTMLElement>(kinds)].filter(stop => stop.checkVisibility());
  const take = () => list.querySelectorAll<HTMLElement>(`:is(${kinds}):not([tabindex])`).forEach(stop => stop.tabIndex = -1);
  new MutationObserver(take).observe(list, { childList: true, subtree: true });
  take();
  scroller.addEventListener("keydown", event => {
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const all = stops();
    const here = all.indexOf(event.target as HTMLElement);
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0;
    const next = event.key === "Tab" && here < 0 ? all.filter(stop => inSight(stop, scroller)).pop()
      : here < 0 ? undefined : all[here + by];
    if (!next || next === event.target) {
      return;
    }
    event.preventDefault();
    if (!inSight(next, scroller)) {
      show(next.parentElement!);
    }
    next.focus({ preventScroll: true });
  });
}

function inSight(element: HTMLElement, within: HTMLElement): boolean {
  const [inside, outside] = [element.getBoundingClientRect(), within.getBoundingClientRect()];
  return inside.top >= Math.max(0, outside.top) && inside.bottom <= Math.min(innerHeight, outside.bottom);
}
