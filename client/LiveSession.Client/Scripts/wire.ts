// What travels over /hubs/session, as LiveSession.Protocol writes it: camelCase, enums as words, nulls left out.

export interface Position { epoch: string; sequence: number }

export interface Line {
  number: number;
  track: string;
  language: string;
  text: string;
  speaker?: string;
  at: string;
  corrected?: boolean;
  former?: string;
}

export interface Correction { line: number; text: string }

export interface NewsItem { line?: Line; correction?: Correction }

export interface News { epoch: string; after: number; items: NewsItem[] }

export interface Draft {
  track: string;
  revision: number;
  after: number;
  keep: number;
  add: string;
  language?: string;
  speaker?: string;
}

export interface Panel { name: string; html: string; sequence: number }

/** The part of a session's state that the caption pane looks at. */
export interface Session {
  phase: "scheduled" | "open" | "suspended" | "closed";
  offTheRecord?: boolean;
  /** Whether what is written now is not recorded, because the archive cannot be written. */
  unrecorded?: boolean;
  /** The channels on which captions are missing. */
  silentTracks?: { track: string }[];
}

export interface Rejection { code: number; message: string; about?: string }

export interface Closing { reason: "stopping" | "tooSlow" | "revoked"; reconnectAfter?: string }

export interface JoinResult {
  position?: Position;
  missed?: News;
  lines: Line[];
  earlier: boolean;
  panels: Panel[];
  session?: Session;
  drafts: Draft[];
  rejection?: Rejection;
}

/** Milliseconds of a TimeSpan such as "00:00:05.2500000" or "1.00:00:00". */
export function milliseconds(span: string | undefined): number {
  const parts = /^(?:(\d+)\.)?(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(span ?? "");
  if (!parts) {
    return 0;
  }
  const [, days, hours, minutes, seconds] = parts;
  return (((Number(days ?? 0) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
