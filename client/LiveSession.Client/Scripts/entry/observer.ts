import { Awake } from "../awake";
import { mountCaptions } from "../captions";
import { Channels } from "../channels";
import { citeWhenCopied } from "../citation";
import { Find } from "../find";
import { Panels } from "../panels";
import { enhanceSettings } from "../settings";
import { StatusLine } from "../status";
import { keepTime, learnServerTime, serverNow } from "../times";
import { shortcutOf, takesLetters } from "../keys";
import { say } from "../words";

const page = document.querySelector<HTMLElement>("[data-session-page]");
const panes = [...page?.querySelectorAll<HTMLElement>("[data-captions]") ?? []];

enhanceSettings();
if (page && panes.length > 0) {
  learnServerTime(page.dataset["now"]);
  const panels = new Panels(page, () => captions.columns.map(column => column.channel));
  const status = new StatusLine(page);
  const pause = page.querySelector<HTMLButtonElement>("[data-pause]");
  // Without script the link also holds the refresh, so that nobody's words are wiped; here nothing refreshes.
  page.querySelector("[data-ask-link]")?.setAttribute("href", `${location.pathname}#ask`);
  const captions = mountCaptions(panes, {
    onPanel: panel => {
      panels.show(panel);
      panels.settle();
      captions.record(!panels.offTheRecord);
      status.settle();
      keepTime(page);
    },
    onConnection: (state, restored, failures) => status.show(state, restored, failures),
    onLine: () => status.heard(),
    onChanged: () => find?.refresh(),
    onHeard: (track, language) => channels?.heard(track, language, serverNow()),
    onPaused: paused => {
      if (pause) {
        pause.setAttribute("aria-pressed", String(paused));
        pause.textContent = say(paused ? "Resume" : "Pause");
      }
    },
  });
  const bar = page.querySelector<HTMLElement>("[data-find]");
  const find = bar ? new Find(bar, page.querySelector<HTMLElement>("[data-find-open]"), captions.columns) : undefined;
  const list = page.querySelector<HTMLDetailsElement>("[data-channels]");
  const isOpen = () => panels.phase === "open";
  const awake = new Awake();
  const channels = list ? new Channels(list, captions.columns, isOpen) : undefined;
  panes.forEach(citeWhenCopied);

  if (pause) {
    pause.hidden = false;
    pause.addEventListener("click", () => captions.pause(pause.getAttribute("aria-pressed") !== "true"));
  }

  // Wherever the focus is: who has just asked for the floor must not look for the captions first.
  document.addEventListener("keydown", event => {
    const { key, ctrlKey: ctrl, altKey: alt, metaKey: meta, isComposing: composing } = event;
    const inField = takesLetters(document.activeElement);
    if (event.defaultPrevented) {
      return;
    }
    if (shortcutOf({ key, ctrl, alt, meta, composing, inField }) === "/" && find) {
      event.preventDefault();
      find.open();
    } else if (key === "Escape") {
      find?.close();
    } else if (key === "End" && !inField && !ctrl && !alt && !meta && !event.shiftKey) {
      event.preventDefault();
      captions.pause(false);
    }
  });

  panels.settle();
  captions.record(!panels.offTheRecord);
  keepTime(page);
  setInterval(() => {
    keepTime(page);
    status.age();
    awake.keep(isOpen());
    channels?.settle(serverNow());
  }, 1000);
}
