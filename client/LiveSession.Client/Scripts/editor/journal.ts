import type { Kept } from "./composer";

/** A finished line on its way to the record. */
export interface Line {
  /** The command id: sent again with the line until it is answered. */
  id: string;
  text: string;
  language: string;
  speaker?: string;
  /** When Enter was pressed, on this device's clock. */
  writtenAt: number;
  /** The same on the server's clock, where that was known when it was pressed: this device's may be put right before the line leaves. */
  saidAt?: number;
  /** Counts the lines of this journal; the order in which they go out. */
  order: number;
}

export interface Store {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/**
 * The lines this device must not lose, one entry each, so that ten thousand cost no more to keep one by one than three do. A full
 * store is said, not hidden: the lines then live in the page alone.
 */
export class Journal {
  safe = true;
  private readonly prefix: string;
  private readonly draftKey: string;
  private readonly keys = new Map<string, string>();
  private next = 0;

  constructor(private readonly store: Store | null, name: string) {
    this.prefix = `ls-line:${name}:`;
    this.draftKey = `ls-draft:${name}`;
    this.safe = store !== null;
  }

  /** What an earlier visit left, in the order it was written. */
  load(): Line[] {
    const found: string[] = [];
    for (let index = 0; index < (this.store?.length ?? 0); index++) {
      const key = this.store!.key(index);
      if (key?.startsWith(this.prefix)) {
        found.push(key);
      }
    }
    const lines: Line[] = [];
    for (const key of found.sort()) {
      const line = read(this.store!.getItem(key));
      if (line) {
        line.order = Number(key.slice(this.prefix.length));
        lines.push(line);
        this.keys.set(line.id, key);
        this.next = Math.max(this.next, line.order + 1);
      }
    }
    return lines;
  }

  keep(written: Omit<Line, "order">): Line {
    const line = { ...written, order: this.next++ };
    const key = this.prefix + String(line.order).padStart(9, "0");
    this.keys.set(line.id, key);
    this.write(key, JSON.stringify(line));
    return line;
  }

  /** A line that is kept says something else. */
  rewrite(line: Line): void {
    const key = this.keys.get(line.id);
    if (key) {
      this.write(key, JSON.stringify(line));
    }
  }

  forget(id: string): void {
    const key = this.keys.get(id);
    if (key) {
      this.store?.removeItem(key);
      this.keys.delete(id);
    }
  }

  /** What was written and has not left. */
  get kept(): Kept {
    const stored = this.store?.getItem(this.draftKey) ?? "";
    try {
      const { text, lines, stopped, speaker, corrections } = JSON.parse(stored) as Kept;
      const fine = (Array.isArray(lines) ? lines : []).filter(line => typeof line.id === "string" && typeof line.text === "string" && !this.keys.has(line.id));
      return {
        text: typeof text === "string" ? text : "", lines: fine, stopped: stopped === true, ...(typeof speaker === "string" ? { speaker } : {}),
        ...(Array.isArray(corrections) ? { corrections: corrections.filter(each => typeof each.line === "number" && typeof each.text === "string") } : {}),
      };
    } catch {
      return { text: stored, lines: [], stopped: false };
    }
  }

  set kept(kept: Kept) {
    if (kept.text === "" && kept.lines.length === 0 && !kept.stopped && !kept.corrections?.length) {
      this.store?.removeItem(this.draftKey);
    } else {
      this.write(this.draftKey, JSON.stringify(kept));
    }
  }

  private write(key: string, value: string): void {
    try {
      this.store?.setItem(key, value);
    } catch {
      this.safe = false;
    }
  }
}

function read(json: string | null): Line | null {
  try {
    const line = JSON.parse(json ?? "") as Line;
    return typeof line.id === "string" && typeof line.text === "string" && typeof line.language === "string" ? line : null;
  } catch {
    return null;
  }
}
