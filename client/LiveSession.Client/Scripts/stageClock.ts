import { clock } from "./times";

/** What a clock that is read from afar shows of a turn: a figure, what it counts, and how pressing it is. */
export interface Reading { figure: string; counts: "left" | "over" | "spent"; pressing: "" | "soon" | "last" | "ended" }

/** @param spent How long the turn lasts, in seconds. @param limit How long it may last, in seconds; 0 for no limit. */
export function read(spent: number, limit: number): Reading {
  if (limit <= 0) {
    return { figure: clock(spent), counts: "spent", pressing: "" };
  }
  const left = limit - spent;
  if (left < 0) {
    return { figure: clock(-left), counts: "over", pressing: "ended" };
  }
  // Rounded up: at 0:00 nothing is left.
  return { figure: clock(Math.ceil(left)), counts: "left", pressing: spent > limit * .9 ? "last" : spent > limit * .7 ? "soon" : "" };
}

/** The large clock of a screen of the hall, by what the floor panel says of the turn. */
export class StageClock {
  private readonly place: HTMLElement;

  constructor(private readonly stage: HTMLElement) {
    this.place = stage.querySelector<HTMLElement>("[data-clock]")!;
  }

  show(now: number): void {
    const turn = this.stage.querySelector<HTMLElement>("[data-panel=floor] [data-since]");
    this.place.hidden = !turn;
    if (!turn) {
      return;
    }
    const { since, until, limit } = turn.dataset;
    const spent = Math.max(0, ((until ? Date.parse(until) : now) - Date.parse(since!)) / 1000);
    const { figure, counts, pressing } = read(spent, Number(limit ?? 0));
    this.write("figure", figure);
    this.write("what", [this.place.dataset[counts], until ? this.place.dataset["stands"] : undefined].filter(word => word).join(" · "));
    this.write("ask", pressing === "last" || pressing === "ended" ? this.place.dataset[pressing] ?? "" : "");
    this.place.classList.toggle("soon", pressing === "soon");
    this.place.classList.toggle("over", pressing === "last" || pressing === "ended");
  }

  private write(part: string, text: string): void {
    const place = this.place.querySelector(`.${part}`)!;
    if (place.textContent !== text) {
      place.textContent = text;
    }
  }
}
