import { Awake } from "../awake";
import { mountCaptions } from "../captions";
import { HallClock } from "../hallClock";
import { Panels } from "../panels";
import { StatusLine } from "../status";
import { keepTime, learnServerTime } from "../times";

/** How much smaller everything may become before anything runs out of the screen. */
const smallest = .4;

const hall = document.querySelector<HTMLElement>("[data-hall]");
const pane = hall?.querySelector<HTMLElement>("[data-captions]");

if (hall && pane) {
  learnServerTime(hall.dataset["now"]);
  const panels = new Panels(hall, () => [pane.dataset["track"]]);
  const status = new StatusLine(hall);
  const clock = new HallClock(hall);
  const awake = new Awake();
  const more = hall.querySelector<HTMLElement>("[data-more]")!;

  /** The style sheet says how many of those who wait are named; the others are counted. */
  const countTheOthers = () => {
    const others = [...hall.querySelectorAll("[data-panel=queue] .queue > li")].filter(entry => getComputedStyle(entry).display === "none").length;
    more.hidden = others <= 0;
    more.textContent = others > 0 ? more.dataset["more"]!.replace("{0}", String(others)) : "";
  };

  /** Nobody can scroll a wall: what does not fit is made smaller until it does. */
  const fit = () => {
    for (let scale = 1; scale >= smallest; scale -= .1) {
      document.documentElement.style.setProperty("--scale", scale.toFixed(1));
      if (hall.scrollHeight <= hall.clientHeight && hall.scrollWidth <= hall.clientWidth) {
        return;
      }
    }
  };

  const settle = () => {
    panels.settle();
    captions.record(!panels.offTheRecord);
    keepTime(hall);
    countTheOthers();
    clock.show();
    fit();
  };

  const captions = mountCaptions(pane, {
    onPanel: panel => {
      panels.show(panel);
      settle();
      status.settle();
    },
    onConnection: (state, restored, failures) => {
      status.show(state, restored, failures);
      fit();
    },
    onLine: () => status.heard(),
  });
  settle();
  addEventListener("resize", fit);
  void document.fonts.ready.then(fit);
  setInterval(() => {
    if (clock.show()) {
      fit();
    }
    keepTime(hall);
    status.age();
    awake.keep(panels.phase === "open");
  }, 250);
}
