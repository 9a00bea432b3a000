import type { Draft } from "./wire";

/** A line being written, whole. */
export interface Writing { track: string; text: string; language: string | undefined; speaker: string | undefined }

interface Known extends Writing { revision: number }

/** Puts the changes of drafts together again. A change to a revision that never arrived is passed over until the next whole one. */
export class Drafts {
  private readonly tracks = new Map<string, Known>();

  /** The draft as it stands now; undefined when this change cannot be placed. */
  apply(change: Draft): Writing | undefined {
    const before = this.tracks.get(change.track);
    const whole = change.after === 0;
    if (!whole && before?.revision !== change.after) {
      return undefined;
    }
    const text = (whole ? "" : before?.text ?? "").slice(0, change.keep) + change.add;
    const known: Known = {
      track: change.track,
      revision: change.revision,
      text,
      language: change.language ?? before?.language,
      speaker: text ? change.speaker ?? (whole ? undefined : before?.speaker) : undefined,
    };
    this.tracks.set(change.track, known);
    return known;
  }

  /** Forgets them all: the connection was lost, and with it perhaps a change. */
  clear(): void {
    this.tracks.clear();
  }
}
