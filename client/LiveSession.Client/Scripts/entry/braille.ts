import { Awake } from "../awake";
import { BraillePage } from "../braille/braillePage";
import { Drafts } from "../drafts";
import { Follow } from "../follow";
import { Panels } from "../panels";
import { enhanceSettings } from "../settings";
import { StatusLine } from "../status";
import { keepTime, learnServerTime } from "../times";

const page = document.querySelector<HTMLElement>("[data-session-page]");
const root = page?.querySelector<HTMLElement>("[data-braille]");

enhanceSettings();
if (page && root) {
  learnServerTime(page.dataset["now"]);
  const panels = new Panels(page, () => [braille.channel]);
  const status = new StatusLine(page);
  const braille = new BraillePage(root);
  const drafts = new Drafts();
  const follow = new Follow(root.dataset["session"]!, root.dataset["language"]!, undefined, {
    replace: answer => braille.replace(answer),
    apply: items => {
      status.heard();
      braille.apply(items);
    },
    draft: change => {
      const written = drafts.apply(change);
      if (written) {
        braille.write(written);
      }
    },
    panel: panel => {
      panels.show(panel);
      panels.settle();
      braille.keepRecord(!panels.offTheRecord);
      status.settle();
      keepTime(page);
    },
    connection: (state, failures) => {
      if (state !== "live") {
        drafts.clear();
      }
      braille.connection(state === "live" || state === "connecting");
      status.show(state, 0, failures);
    },
    session: () => undefined,
  });
  const awake = new Awake();
  panels.settle();
  braille.keepRecord(!panels.offTheRecord);
  void follow.run();
  setInterval(() => {
    keepTime(page);
    status.age();
    braille.settle();
    awake.keep(panels.phase === "open");
  }, 1000);
}
