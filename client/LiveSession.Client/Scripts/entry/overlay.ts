import { mountCaptions } from "../captions";

const stage = document.querySelector<HTMLElement>("[data-overlay]");
const pane = stage?.querySelector<HTMLElement>("[data-captions]");

if (stage && pane) {
  const hideAfter = Number(stage.dataset["hide"]) * 1000;
  let hiding: ReturnType<typeof setTimeout> | undefined;

  /** Words came or changed: they are shown, and go when nothing follows them for a while. */
  const stir = () => {
    clearTimeout(hiding);
    stage.classList.remove("still");
    if (hideAfter > 0) {
      hiding = setTimeout(() => stage.classList.add("still"), hideAfter);
    }
  };

  // Whatever becomes of the connection, there is nothing to say about it on somebody's stream: it comes back by itself.
  mountCaptions(pane, {
    // A stream keeps what it shows: off the record it shows nothing.
    onSession: session => stage.classList.toggle("unkept", session.offTheRecord === true),
  });
  new MutationObserver(stir).observe(pane.querySelector(".lines")!, { childList: true, characterData: true, subtree: true });
  stir();
}
