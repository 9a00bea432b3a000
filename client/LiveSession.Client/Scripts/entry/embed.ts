import { mountCaptions } from "../captions";
import { StatusLine } from "../status";

const page = document.querySelector<HTMLElement>("[data-embed]");
const pane = page?.querySelector<HTMLElement>("[data-captions]");

if (page && pane) {
  const status = new StatusLine(page);
  mountCaptions(pane, {
    onConnection: (state, restored, failures) => status.show(state, restored, failures),
    onLine: () => status.heard(),
  });
  setInterval(() => status.age(), 1000);
}
