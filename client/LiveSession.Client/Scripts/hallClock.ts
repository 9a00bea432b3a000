import { clock, pressing, spentOf } from "./times";

/** What a clock that is read from afar shows of a turn: a figure, what it counts, and how pressing it is. */
export interface Reading { figure: string; counts: "left" | "over" | "spent"; pressed: ReturnType<typeof pressing> }

/** @param spent How long the turn lasts, in seconds. @param limit How long it may last, in seconds; 0 for no limit. */
export function read(spent: number, limit: number): Reading {
  const pressed = pressing(spent, limit);
  if (limit <= 0) {
    return { figure: clock(spent), counts: "spent", pressed };
  }
  // Rounded up: at 0:00 nothing is left.
  return pressed === "over" ? { figure: clock(spent - limit), counts: "over", pressed } : { figure: clock(Math.ceil(limit - spent)), counts: "left", pressed };
}

/** The large clock of a screen of the hall, by what the floor panel says of the turn. */
export class HallClock {
  private readonly place: HTMLElement;

  constructor(private readonly hall: HTMLElement) {
    this.place = hall.querySelector<HTMLElement>("[data-clock]")!;
  }

  /** Returns whether it takes other room than before. */
  show(): boolean {
    const turn = this.hall.querySelector<HTMLElement>("[data-panel=floor] [data-since]");
    const before = this.room;
    this.place.hidden = !turn;
    if (turn) {
      const { spent, limit, stands } = spentOf(turn);
      const { figure, counts, pressed } = read(spent, limit);
      this.write("figure", figure);
      this.write("what", [this.place.dataset[counts], stands ? this.place.dataset["stands"] : undefined].filter(word => word).join(" · "));
      this.write("ask", pressed === "last" ? this.place.dataset["last"] ?? "" : pressed === "over" ? this.place.dataset["ended"] ?? "" : "");
      this.place.classList.toggle("soon", pressed === "soon");
      this.place.classList.toggle("over", pressed === "last" || pressed === "over");
    }
    return this.room !== before;
  }

  // All digits are of one width.
  private get room(): string {
    return this.place.hidden ? "" : this.place.textContent!.replaceAll(/\d/g, "0");
  }

  private write(part: string, text: string): void {
    const place = this.place.querySelector(`.${part}`)!;
    if (place.textContent !== text) {
      place.textContent = text;
    }
  }
}
