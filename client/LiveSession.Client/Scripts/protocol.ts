import type { Rejection } from "./wire";

/** The part of the wire vocabulary (LiveSession.Protocol) that the consoles' scripts speak. */
export interface CommandResult { position?: { epoch: string; sequence: number }; rejection?: Rejection; notice?: Rejection }
export interface CaptionReceipt { command: string; result: CommandResult }
export interface CaptionEdit { text: string; command?: string; language: string; speaker?: string; spokenAt?: string }
export interface Speaker { id: string; name: string; affiliation: string }
export interface Pen { track: string; holder: string; name: string; offered: boolean; takeoverAfter?: string }
export interface Session {
  id: string;
  phase: "scheduled" | "open" | "suspended" | "closed";
  offTheRecord?: boolean;
  /** The channels on which captions are missing. */
  silentTracks?: { track: string }[];
  floor: { turnCount: number; speaking?: { speaker: Speaker }; queue: { speaker: Speaker }[] };
  pens?: Pen[];
}
export interface DeskResult { session?: Session; me?: string; rejection?: Rejection; at?: string }

/** A fresh command id: UUID version 7, so that ids made later sort later. */
export function newCommandId(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let index = 0; index < 6; index++) {
    bytes[index] = Math.floor(now / 2 ** (8 * (5 - index))) % 256;
  }
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
