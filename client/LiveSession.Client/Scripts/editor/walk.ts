import type { Line } from "../wire";

/**
 * A line that was aired, as it stands; without words where it was withdrawn. `withdrawn` is what it said, where this page withdrew it.
 * Until the record answers, a line that was sent has no number, but the `id` it is sent under.
 */
export interface Aired { number: number | null; text: string; withdrawn?: string | undefined; id?: string; /** What readers were last seen to read of it. */ shown?: string }

/** A correction that was sent. Sent again with the same words it keeps its id, and counts once. */
export interface Attempt { line: Aired; /** What the line said then. */ before?: string; text: string; command: string; /** Which of all that were sent it is. */ turn?: number; /** What stood in the editor when it was. */ left?: string }

/** What the captioner is changing: a line that was sent, or one that is still held. */
export type Changing = { kind: "aired"; line: Aired; tried?: Attempt | undefined } | { kind: "held"; id: string };

const most = 200;
const kept = 1000;
const patience = 5000;
const textNode = 3;

/**
 * The lines of a track that were aired, for walking back through them: those readers see on this very page, those the record answered
 * for, and those on their way to it. None of them has to be asked for. Only what is older is read from the record.
 */
export class AiredLines {
  private lines: Aired[] = [];
  private readonly leaving = new Map<string, Aired>();
  /** The number of the record's first line, once it was seen. */
  private first: number | null = null;

  constructor(private readonly session: string, private readonly track: string) { }

  /** Looks at what readers see: colleagues write and correct too. Where a walk begins anew, what is older than that is forgotten. */
  look(anew: boolean): void {
    const seen = onThisPage(this.track);
    const oldest = seen[0]?.number ?? 0;
    const known = new Map((anew ? this.lines.filter(line => line.number! >= oldest) : this.lines).map(line => [line.number, line]));
    for (const { number, text } of seen) {
      const line = known.get(number);
      if (!line) {
        known.set(number, { number, text, shown: text });
      } else if (line.shown !== text) {
        line.text = line.shown = text;
      }
    }
    this.put([...known.values()]);
  }

  /** Whether the record may hold lines before those known. */
  get goesOn(): boolean {
    return this.lines.length === 0 || this.lines[0]!.number !== this.first;
  }

  /** Reads lines before those known; false when they could not be read. */
  async readOn(): Promise<boolean> {
    const before = this.lines[0]?.number;
    const wanted = `take=${most}&track=${encodeURIComponent(this.track)}${before ? `&before=${before}` : ""}`;
    try {
      const answer = await fetch(new URL(`api/sessions/${this.session}/lines?${wanted}`, document.baseURI), { signal: AbortSignal.timeout(patience) });
      if (!answer.ok) {
        return false;
      }
      const lines = await answer.json() as Line[];
      this.put([...lines.filter(line => !this.find(line.number)).map(({ number, text }) => ({ number, text })), ...this.lines]);
      if (lines.length < most) {
        this.first = this.lines[0]?.number ?? 0;
      }
      return true;
    } catch {
      return false;
    }
  }

  add(line: Aired): void {
    this.put([...this.lines.filter(each => each.number !== line.number), line].slice(-kept));
  }

  /** A line on its way: always the same object, which has a number once the line is recorded. */
  sent({ id, text }: { id: string; text: string }): Aired {
    const line = this.leaving.get(id) ?? { number: null, text, id };
    this.leaving.set(id, line);
    return line;
  }

  /** The record has a line. */
  recorded(id: string, number: number, text: string): Aired {
    const { text: shown } = this.find(number) ?? {};
    const line = Object.assign(this.sent({ id, text }), { number, text: shown ?? text }, shown === undefined ? {} : { shown });
    this.leaving.delete(id);
    this.add(line);
    return line;
  }

  /** Takes out those that are not on their way any more although the record has not answered for them. */
  lost({ sent, waiting }: { readonly sent: readonly { id: string }[]; readonly waiting: readonly { id: string }[] }): Aired[] {
    if (this.leaving.size === 0) {
      return [];
    }
    const onTheirWay = new Set([...sent, ...waiting].map(line => line.id));
    const lost = [...this.leaving.values()].filter(line => !onTheirWay.has(line.id!));
    lost.forEach(line => this.leaving.delete(line.id!));
    return lost;
  }

  /** The line as it is known now. */
  find(number: number | null): Aired | undefined {
    return this.lines.find(line => line.number === number);
  }

  get all(): readonly Aired[] {
    return this.lines;
  }

  private put(lines: Aired[]): void {
    this.lines = lines.sort((one, other) => one.number! - other.number!);
  }
}

/** The next thing to change when the captioner walks: older (-1) or newer (1); null past the newest, the same past the oldest. */
export function step(all: readonly Changing[], at: Changing | null, by: 1 | -1): Changing | null {
  const here = at === null ? all.length : all.findIndex(each => same(each, at));
  return here < 0 ? null : all[Math.max(0, here + by)] ?? null;
}

export function same(one: Changing, other: Changing): boolean {
  return one.kind === "aired" ? other.kind === "aired" && sameLine(one.line, other.line) : other.kind === "held" && one.id === other.id;
}

export function sameLine(one: Aired, other: Aired): boolean {
  return one === other || (one.number !== null && one.number === other.number);
}

/** The lines of a track as readers see them beside the editor (CaptionLine.razor, lineElement.ts). */
function onThisPage(track: string): { number: number; text: string }[] {
  return Array.from(document.querySelectorAll<HTMLElement>("[data-captions] p[id]"))
    .filter(line => line.dataset["track"] === track)
    .map(line => ({
      number: Number(line.id.slice(1)),
      text: (Array.from(line.childNodes).find(node => node.nodeType === textNode)?.textContent ?? "").trim(),
    }));
}
