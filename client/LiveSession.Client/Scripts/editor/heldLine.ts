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
}

/** A line whose time has come. */
export interface Released extends Marking { id: string; text: string; writtenAt: number }

/** What is not on its way, as it is kept for a reload. */
export interface Kept { text: string; lines: (Marking & { id: string; text: string })[]; stopped: boolean; /** The mark of the line being written. */ speaker?: string }

/** What was thrown away last. */
export interface Cleared { words: HeldText; lines: HeldLine[] }
