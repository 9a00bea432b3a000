import type { Line } from "../wire";

/** A line that was aired, as it stands; without words where it was withdrawn. `withdrawn` is what it said, where this page withdrew it. */
export interface Aired { number: number; text: string; withdrawn?: string | undefined }

/** A correction that was sent. Sent again with the same words it keeps its id, and counts once. */
export interface Attempt { line: Aired; text: string; command: string; /** Which of all that were sent it is. */ turn?: number }

/** What the captioner is changing: a line on the record, or one that is still held. */
export type Changing = { kind: "aired"; line: Aired; tried?: Attempt | undefined } | { kind: "held"; id: string };

const most = 200;

/** The lines of a track that were aired, for walking back through them: read from the record, else as far as this page remembers. */
export class AiredLines {
  private lines: Aired[] = [];

  constructor(private readonly session: string, private readonly track: string) { }

  /** Reads them anew: colleagues write and correct too. */
  async read(): Promise<void> {
    try {
      const answer = await fetch(new URL(`api/sessions/${this.session}/lines?take=${most}`, document.baseURI));
      if (answer.ok) {
        const lines = await answer.json() as Line[];
        const known = new Map(this.lines.map(line => [line.number, line.withdrawn]));
        this.lines = lines.filter(line => line.track === this.track).map(({ number, text }) => ({ number, text, withdrawn: known.get(number) }));
      }
    } catch {
      // What this page remembers will do.
    }
  }

  add(line: Aired): void {
    this.lines = [...this.lines, line].slice(-most);
  }

  /** The line as it is known now: it may have been read anew since somebody looked at it. */
  find(number: number): Aired | undefined {
    return this.lines.find(line => line.number === number);
  }

  get all(): readonly Aired[] {
    return this.lines;
  }
}

/** The next thing to change when the captioner walks: older (-1) or newer (1); null past the newest, the same past the oldest. */
export function step(aired: readonly Aired[], held: readonly { id: string }[], at: Changing | null, by: 1 | -1): Changing | null {
  const count = aired.length + held.length;
  const here = at === null ? count
    : at.kind === "aired" ? aired.findIndex(line => line.number === at.line.number)
    : aired.length + held.findIndex(line => line.id === at.id);
  const next = Math.max(0, here + by);
  if (next >= count || here < 0) {
    return null;
  }
  return next < aired.length
    ? { kind: "aired", line: aired[next]! }
    : { kind: "held", id: held[next - aired.length]!.id };
}
