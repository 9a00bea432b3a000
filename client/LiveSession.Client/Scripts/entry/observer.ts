import { mountCaptions } from "../captions";
import { keepSetting, keptSettings } from "../cookie";
import { Panels } from "../panels";
import { enhanceSettings } from "../settings";
import { StatusLine } from "../status";
import { keepTime, learnServerTime } from "../times";
import { say } from "../words";

const page = document.querySelector<HTMLElement>("[data-session-page]");
const pane = page?.querySelector<HTMLElement>("[data-captions]");

enhanceSettings();
if (page && pane) {
  learnServerTime(page.dataset["now"]);
  const panels = new Panels(page);
  const status = new StatusLine(page);
  const pause = page.querySelector<HTMLButtonElement>("[data-pause]");
  // Without script the link also holds the refresh, so that nobody's words are wiped; here nothing refreshes.
  page.querySelector("[data-ask-link]")?.setAttribute("href", `${location.pathname}#ask`);
  const captions = mountCaptions(pane, {
    onPanel: panel => {
      panels.show(panel);
      panels.settle();
      status.settle();
      keepTime(page);
    },
    onConnection: (state, restored, failures) => status.show(state, restored, failures),
    onLine: () => status.heard(),
    onPaused: paused => {
      if (pause) {
        pause.setAttribute("aria-pressed", String(paused));
        pause.textContent = say(paused ? "Resume" : "Pause");
      }
    },
  });

  if (pause) {
    pause.hidden = false;
    pause.addEventListener("click", () => captions.pause(pause.getAttribute("aria-pressed") !== "true"));
  }

  const aloud = page.querySelector<HTMLElement>("[data-aloud]");
  const box = aloud?.querySelector("input");
  if (aloud && box) {
    aloud.hidden = false;
    box.checked = keptSettings().get("aloud") === "1";
    captions.aloud(box.checked);
    box.addEventListener("change", () => {
      captions.aloud(box.checked);
      keepSetting("aloud", box.checked ? "1" : null);
    });
  }

  panels.settle();
  keepTime(page);
  setInterval(() => {
    keepTime(page);
    status.age();
  }, 1000);
}
