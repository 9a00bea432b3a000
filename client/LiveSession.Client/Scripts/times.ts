import { steadyNow } from "./steadyTime";
import { language, say } from "./words";

let ahead = 0;

/** How far the server's clock is ahead of this device's, learned from the time the page was made. */
export function learnServerTime(iso: string | undefined): void {
  const navigation = performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming | undefined;
  if (iso && navigation && navigation.type !== "back_forward") {
    ahead = Date.parse(iso) - (performance.timeOrigin + navigation.responseStart);
  }
}

export function serverNow(): number {
  return steadyNow() + ahead;
}

/** A length of time as a clock shows it: 2:10, 1:02:10. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = (part: number) => String(part).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes}:${pad(whole % 60)}`
    : `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(whole % 60)}`;
}

/** Keeps turn clocks and countdowns true, and adds the reader's own time to the meeting's where they differ. */
export function keepTime(root: ParentNode): void {
  for (const turn of root.querySelectorAll<HTMLElement>("[data-since]")) {
    tick(turn);
  }
  for (const countdown of root.querySelectorAll<HTMLElement>("[data-countdown]")) {
    const left = (Date.parse(countdown.dataset["countdown"]!) - serverNow()) / 60_000;
    const words = new Intl.RelativeTimeFormat(language());
    const text = left < 1 ? countdown.textContent! : left < 90 ? words.format(Math.ceil(left), "minute")
      : left < 36 * 60 ? words.format(Math.round(left / 60), "hour") : words.format(Math.round(left / 1440), "day");
    if (countdown.textContent !== text) {
      countdown.textContent = text;
    }
  }
  for (const yours of root.querySelectorAll<HTMLElement>("[data-your-time]:empty")) {
    const from = new Date(yours.dataset["from"]!);
    if (-from.getTimezoneOffset() !== Number(yours.dataset["offset"])) {
      yours.textContent = ` · ${say("YourTime", `${timeOfDay(from)}–${timeOfDay(new Date(yours.dataset["to"]!))}`)}`;
    }
  }
}

function timeOfDay(at: Date): string {
  const pad = (part: number) => String(part).padStart(2, "0");
  return say("TimeOfDay", pad(at.getHours()), pad(at.getMinutes()), at.getHours());
}

/** How long a turn lasts and may last, in seconds, by what the page says of it: `limit` is 0 where there is none. */
export function spentOf(turn: HTMLElement): { spent: number; limit: number; stands: boolean } {
  const until = turn.dataset["until"];
  const spent = Math.max(0, ((until ? Date.parse(until) : serverNow()) - Date.parse(turn.dataset["since"]!)) / 1000);
  return { spent, limit: Number(turn.dataset["limit"] ?? 0), stands: !!until };
}

/** How pressing a turn is: from 70 % of its limit it is short of time, from 90 % at its end. As Floor/TurnClock.razor.cs decides. */
export function pressing(spent: number, limit: number): "" | "soon" | "last" | "over" {
  const share = limit > 0 ? spent / limit : 0;
  return share > 1 ? "over" : share > .9 ? "last" : share > .7 ? "soon" : "";
}

function tick(turn: HTMLElement): void {
  const { spent, limit } = spentOf(turn);
  const pressed = pressing(spent, limit);
  let text = limit > 0 ? say("Turn", clock(spent), clock(limit)) : clock(spent);
  if (pressed === "over") {
    text += ` · ${say("Over", clock(spent - limit))}`;
  }
  turn.classList.toggle("soon", pressed === "soon");
  turn.classList.toggle("over", pressed === "last" || pressed === "over");
  if (turn.textContent !== text) {
    turn.textContent = text;
  }
}
