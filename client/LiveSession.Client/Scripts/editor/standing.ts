import type { Pen, Session } from "../protocol";
import type { Rejection } from "../wire";
import { count, say } from "../words";
import { refusal } from "./refusal";

/** All that decides whether words leave. */
export interface Situation {
  session: Session | null;
  me: string | null;
  pen: Pen | undefined;
  online: boolean;
  refused: Rejection | null;
  revoked: boolean;
  elsewhere: boolean;
  stopped: boolean;
  waiting: number;
  /** How long nothing was answered of what was sent, in milliseconds. */
  unheardFor: number;
}

const unheardAfter = 3000;

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
    return say(now.pen.offered ? "Editor.PenOffered" : "Editor.PenHeld", now.pen.name);
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
    return ["trouble", say("Editor.Stopped")];
  }
  if (!now.online) {
    return now.refused ? ["trouble", refusal(now.refused)]
      : ["trouble", now.waiting === 0 ? say("Editor.Offline") : count("Editor.OfflineWaiting", now.waiting)];
  }
  const words = barred(now);
  if (words !== null) {
    return ["warn", words];
  }
  if (now.unheardFor >= unheardAfter) {
    return ["warn", say("Editor.Unheard", String(Math.floor(now.unheardFor / 1000)))];
  }
  if (now.session?.offTheRecord) {
    return ["warn", say("Editor.OffTheRecord")];
  }
  return ["on-air", now.session?.phase === "suspended" ? `${live} ${say("Editor.Suspended")}` : live];
}
