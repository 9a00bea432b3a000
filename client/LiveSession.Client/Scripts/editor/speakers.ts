import type { Session } from "../protocol";

/** Somebody who can be marked with Alt and a digit. */
export interface Mark { digit: number; name: string; hasTheFloor: boolean }

/** Whoever has the floor first, then the queue in its order: nine at most. */
export function marksOf(session: Session | null): Mark[] {
  if (!session) {
    return [];
  }
  const holder = session.floor.speaking?.speaker.name;
  const names = [...(holder ? [holder] : []), ...session.floor.queue.map(request => request.speaker.name)];
  return [...new Set(names)].slice(0, 9).map((name, index) => ({ digit: index + 1, name, hasTheFloor: name === holder }));
}
