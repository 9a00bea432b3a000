import { mountCaptions } from "../captions";
import { StatusLine } from "../status";

const page = document.querySelector<HTMLElement>("[data-embed]");
const pane = page?.querySelector<HTMLElement>("[data-captions]");

if (page && pane) {
  const status = new StatusLine(page);
  const silence = page.querySelector<HTMLElement>("[data-silence]")!;
  mountCaptions(pane, {
    onConnection: (state, restored, failures) => status.show(state, restored, failures),
    onLine: () => status.heard(),
    onSession: session => silence.hidden = !session.silentTracks?.some(silent => silent.track === pane.dataset["track"]),
  });
  setInterval(() => status.age(), 1000);
}
