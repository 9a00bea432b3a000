import { keepPage } from "./keptPage";

interface CircuitOptions {
  configureSignalR(connection: { withUrl(url: string): void }): void;
  reconnectionHandler: { onConnectionDown(): void; onConnectionUp(): void };
}

interface BlazorHost { start(options: { circuit: CircuitOptions }): Promise<void>; reconnect(): Promise<boolean> }

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
  void blazor().start({ circuit: {
    // A request of its own, which brings the cookie: the language that the page's address asks for goes with it.
    configureSignalR: connection => connection.withUrl(`_blazor${languageAsked()}`),
    reconnectionHandler: { onConnectionDown: () => void comeBack(), onConnectionUp: () => show(null) },
  } });
}

function languageAsked(): string {
  const language = new URLSearchParams(location.search).get("lang");
  return language ? `?${new URLSearchParams({ lang: language })}` : "";
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
  do {
    // Nothing is asked for while somebody writes; the answer takes a moment, in which they may have begun to.
    while (busy() || !await answers() || busy()) {
      show(busy() ? "pausing" : "trying");
      await pause(250);
    }
    // Lines that are in this page alone would go with it.
    if (document.querySelector("caption-editor[data-unsafe]") || !keepPage()) {
      show("expired");
      return;
    }
  } while (await kept());
}

const busy = (): boolean => composing || Date.now() - pressedAt < restFor || document.querySelector("caption-editor[data-correcting]") !== null;

/**
 * Leaves the page for its successor. Until that is there this page is written in as before, and whoever presses a key keeps it: the moment
 * in which one page follows the other is the one in which a key would be nobody's.
 */
function kept(): Promise<boolean> {
  return new Promise(resolve => {
    const leaving = new AbortController();
    const stay = (): void => {
      leaving.abort();
      stop();
      resolve(true);
    };
    addEventListener("keydown", stay, { capture: true, signal: leaving.signal });
    addEventListener("beforeinput", stay, { capture: true, signal: leaving.signal });
    addEventListener("pagehide", () => keepPage(), { signal: leaving.signal });
    location.reload();
  });
}

/** A page must not be left for a server that is gone again, nor for its answer that nobody is signed in any more: the words are in this one. */
async function answers(): Promise<boolean> {
  try {
    return (await fetch(location.href, { cache: "no-store", redirect: "manual" })).ok;
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
