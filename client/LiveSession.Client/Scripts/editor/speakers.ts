import type { Session } from "../protocol";

/** Somebody who can be marked with Alt and a digit. */
export interface Mark { digit: number; name: string; hasTheFloor: boolean; gone?: boolean }

const most = 9;

/** Whoever has the floor first, then the queue in its order: nine at most. */
export function marksOf(session: Session | null): Mark[] {
  if (!session) {
    return [];
  }
  const holder = session.floor.speaking?.speaker.name;
  const names = [...(holder ? [holder] : []), ...session.floor.queue.map(request => request.speaker.name)];
  return [...new Set(names)].slice(0, most).map((name, index) => ({ digit: index + 1, name, hasTheFloor: name === holder }));
}

/**
 * The digits of the speakers, which do not move under the fingers. While somebody writes, everybody keeps their digit: who is new gets
 * a free one behind, who left stays where they were. When the captioner rests, the keys follow the floor and the queue again.
 */
export class SpeakerKeys {
  private shown: Mark[] = [];
  private wanted: Mark[] = [];

  get marks(): Mark[] {
    return this.shown;
  }

  /** Whether the keys will move at the next rest. */
  get waiting(): boolean {
    return this.shown.map(mark => mark.name).join("\n") !== this.wanted.map(mark => mark.name).join("\n");
  }

  update(session: Session | null, resting: boolean): void {
    this.wanted = marksOf(session);
    if (resting || this.shown.length === 0) {
      this.shown = this.wanted;
      return;
    }
    const holder = this.wanted.find(mark => mark.hasTheFloor)?.name;
    const stay = this.shown.map(({ digit, name }) => ({
      digit, name, hasTheFloor: name === holder, ...(this.wanted.some(mark => mark.name === name) ? {} : { gone: true }),
    }));
    const added = this.wanted.filter(mark => !this.shown.some(shown => shown.name === mark.name))
      .map((mark, index) => ({ ...mark, digit: this.shown.length + index + 1 }));
    this.shown = [...stay, ...added].filter(mark => mark.digit <= most);
  }

  find(digit: number): Mark | undefined {
    return this.shown.find(mark => mark.digit === digit && !mark.gone);
  }
}
