import { Awake } from "../awake";
import { mountCaptions } from "../captions";
import { Panels } from "../panels";
import { StageClock } from "../stageClock";
import { StatusLine } from "../status";
import { keepTime, learnServerTime, serverNow } from "../times";

/** How many of those who wait are named; the others are counted. */
const named = 6;
/** How much smaller everything may become before anything runs out of the screen. */
const smallest = .4;

const stage = document.querySelector<HTMLElement>("[data-stage]");
const pane = stage?.querySelector<HTMLElement>("[data-captions]");

if (stage && pane) {
  learnServerTime(stage.dataset["now"]);
  const panels = new Panels(stage, () => [pane.dataset["track"]]);
  const status = new StatusLine(stage);
  const clock = new StageClock(stage);
  const awake = new Awake();
  const more = stage.querySelector<HTMLElement>("[data-more]")!;

  const countTheOthers = () => {
    const others = stage.querySelectorAll("[data-panel=queue] .queue > li").length - named;
    more.hidden = others <= 0;
    more.textContent = others > 0 ? more.dataset["more"]!.replace("{0}", String(others)) : "";
  };

  /** Nobody can scroll a wall: what does not fit is made smaller until it does. */
  const fit = () => {
    for (let scale = 1; scale >= smallest; scale -= .1) {
      document.documentElement.style.setProperty("--scale", scale.toFixed(1));
      if (stage.scrollHeight <= stage.clientHeight && stage.scrollWidth <= stage.clientWidth) {
        return;
      }
    }
  };

  const settle = () => {
    panels.settle();
    captions.record(!panels.offTheRecord);
    keepTime(stage);
    countTheOthers();
    clock.show(serverNow());
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
    clock.show(serverNow());
    keepTime(stage);
    status.age();
    awake.keep(panels.phase === "open");
  }, 250);
}
