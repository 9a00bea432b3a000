import type { Pen, Session } from "../protocol";
import { milliseconds, type Rejection } from "../wire";
import { count, say } from "../words";
import { refusal } from "./refusal";

/** All that decides whether words leave. */
export interface Situation {
  session: Session | null;
  me: string | null;
  pen: Pen | undefined;
  online: boolean;
  refused: Rejection | null;
  /** The server does not know any more who sits here. */
  signedOut: boolean;
  revoked: boolean;
  elsewhere: boolean;
  stopped: boolean;
  waiting: number;
  /** How long nothing was answered of what was sent, in milliseconds. */
  unheardFor: number;
  /** How long nothing was written here that left, in milliseconds. */
  silentFor: number;
}

const unheardAfter = 3000;
/** How long before the pen may be passed on it is said. */
const warnBefore = 5000;

export type Lamp = ["on-air" | "warn" | "trouble", string];

/** Why a line cannot be sent now; null when it can, if only later. The words stay in the editor. */
export function barred(now: Situation): string | null {
  if (now.elsewhere) {
    return say("Editor.Elsewhere");
  }
  if (now.revoked) {
    return say("Editor.Revoked");
  }
  if (now.pen && now.pen.holder !== now.me) {
    const after = takeover(now.pen);
    return now.pen.offered ? say("Editor.PenOffered", now.pen.name)
      : after > 0 ? say("Editor.PenHeldUntilSilent", now.pen.name, after / 1000)
      : say("Editor.PenHeld", now.pen.name);
  }
  switch (now.session?.phase) {
    case "scheduled": return say("Editor.NotOpen");
    case "closed": return say("Editor.Closed");
    default: return null;
  }
}

/** What the lamp says. `live` is what it says on air. */
export function lamp(now: Situation, live: string): Lamp {
  if (now.elsewhere) {
    return ["warn", say("Editor.Elsewhere")];
  }
  if (now.revoked) {
    return ["trouble", say("Editor.Revoked")];
  }
  if (now.stopped) {
    // It stops what is written here, and nobody else.
    return ["trouble", now.pen && now.pen.holder !== now.me ? say("Editor.StoppedHere", now.pen.name) : say("Editor.Stopped")];
  }
  if (!now.online) {
    return now.refused ? ["trouble", refusal(now.refused)]
      : now.signedOut ? ["trouble", say("Editor.SignedOut")]
      : now.session?.offTheRecord ? ["trouble", say("Editor.OfflineOffTheRecord")]
      : ["trouble", now.waiting === 0 ? say("Editor.Offline") : count("Editor.OfflineWaiting", now.waiting)];
  }
  const words = barred(now);
  if (words !== null) {
    return ["warn", words];
  }
  if (now.unheardFor >= unheardAfter) {
    return ["warn", say("Editor.Unheard")];
  }
  if (now.session?.offTheRecord) {
    return ["warn", say("Editor.OffTheRecord")];
  }
  if (now.pen?.offered) {
    return ["warn", say("Editor.LiveOffered")];
  }
  const after = takeover(now.pen);
  if (now.pen && after > 0 && now.silentFor >= Math.max(after / 2, after - warnBefore)) {
    return ["warn", say(now.silentFor >= after ? "Editor.LiveSilentNow" : "Editor.LiveSilentSoon")];
  }
  return ["on-air", now.session?.phase === "suspended" ? `${live} ${say("Editor.Suspended")}` : live];
}

/** What stands beside the lamp: numbers that change while nothing happens, and are told to nobody by themselves. */
export function besideTheLamp([state, words]: Lamp, now: Situation, readers: number | null): string {
  return words === say("Editor.Unheard") ? say("Editor.Seconds", Math.floor(now.unheardFor / 1000))
    : state === "on-air" && readers !== null ? count("Editor.Reading", readers) : "";
}

/** What the button says that stops: without the pen it stops nobody but whoever presses it. */
export function stopWords(now: Situation): string {
  return say(now.pen && now.pen.holder !== now.me ? "Editor.StopMine" : "Editor.Stop");
}

/** Whether somebody else has the pen and loses it by silence to whoever writes. */
export function mayTakeOver(now: Situation): boolean {
  return now.online && !now.stopped && !now.elsewhere && now.pen !== undefined && now.pen.holder !== now.me && takeover(now.pen) > 0;
}

/** After which silence the pen goes to whoever writes, in milliseconds; 0 for never. */
const takeover = (pen: Pen | undefined): number => milliseconds(pen?.takeoverAfter);
