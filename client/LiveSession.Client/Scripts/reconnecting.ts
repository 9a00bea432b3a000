import { keepPage } from "./keptPage";

interface BlazorHost { start(options: object): Promise<void>; reconnect(): Promise<boolean> }

type State = "trying" | "pausing" | "expired";

const longestWait = 2000;
/** Nobody who writes without pausing is interrupted for buttons that wait: only a pause this long is used. */
const restFor = 1200;

let away = false;
let composing = false;
let pressedAt = 0;

/**
 * Starts the circuit, the consoles' line to the server for their buttons. When it is lost it is taken up again as often as it takes; where
 * the server does not know it any more (it was started anew, or another node answers) the page is loaded anew by itself, with everything
 * that was filled in. Captions being written and read go by connections of their own.
 */
export function startCircuit(): void {
  addEventListener("keydown", () => pressedAt = Date.now(), true);
  addEventListener("compositionstart", () => composing = true, true);
  addEventListener("compositionend", () => composing = false, true);
  void blazor().start({ circuit: { reconnectionHandler: { onConnectionDown: () => void comeBack(), onConnectionUp: () => show(null) } } });
}

/** Whether the buttons and figures of the page are cut off from the server. */
export const circuitLost = (): boolean => away;

async function comeBack(): Promise<void> {
  if (away) {
    return;
  }
  away = true;
  show("trying");
  for (let wait = 250; ; wait = Math.min(longestWait, wait * 2)) {
    await pause(wait * (0.75 + Math.random() / 2));
    try {
      if (await blazor().reconnect()) {
        away = false;
        show(null);
      } else {
        await loadAnew();
      }
      return;
    } catch {
      // Not there yet.
    }
  }
}

async function loadAnew(): Promise<void> {
  while (composing || Date.now() - pressedAt < restFor || document.querySelector("caption-editor[data-correcting]") || !await answers()) {
    show("pausing");
    await pause(250);
  }
  // Lines that are in this page alone would go with it.
  if (!document.querySelector("caption-editor[data-unsafe]") && keepPage()) {
    location.reload();
  } else {
    show("expired");
  }
}

/** A page must not be left for a server that is gone again. */
async function answers(): Promise<boolean> {
  try {
    const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]")!;
    // After an upgrade the file may have another name: any answer but a proxy's excuse will do.
    return (await fetch(icon.href, { cache: "no-store" })).status < 500;
  } catch {
    return false;
  }
}

function show(state: State | null): void {
  const bar = document.getElementById("reconnecting");
  if (state === null) {
    delete bar?.dataset["state"];
  } else if (bar) {
    bar.dataset["state"] = state;
  }
}

const blazor = (): BlazorHost => (window as unknown as { Blazor: BlazorHost }).Blazor;
const pause = (time: number): Promise<void> => new Promise(resolve => setTimeout(resolve, time));
