import type { HeldText } from "./heldText";

/** How a line is to be recorded. */
export interface Marking { language: string; speaker?: string }

/** A finished line that is not on its way yet: it can still be changed and taken back. */
export interface HeldLine extends Marking {
  id: string;
  words: HeldText;
  finishedAt: number;
  /** How much longer than others it waits, in milliseconds: one of many that came at once. */
  grace?: number;
  /** Whether it was finished on an earlier visit. */
  kept?: boolean;
}

/** A line whose time has come. */
export interface Released extends Marking { id: string; text: string; writtenAt: number }

/** A correction that is not in the record, as it is kept for a reload: the line by its number, what it said, what it is to say, the id it was sent under. */
export interface KeptCorrection { line: number; /** The id of the line, where it has no number yet. */ of?: string; before: string; text: string; command: string }

/** What is not on its way, as it is kept for a reload. */
export interface Kept {
  text: string;
  lines: (Marking & { id: string; text: string })[];
  stopped: boolean;
  /** The mark of the line being written. */
  speaker?: string;
  /** The one being written is the last. */
  corrections?: KeptCorrection[];
}

/** What was thrown away last. */
export interface Cleared { words: HeldText; lines: HeldLine[] }
