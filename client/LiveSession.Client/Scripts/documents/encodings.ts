const looked = 4096;

/** Whether bytes are text at all: what other formats begin with, and bytes no text has, say that they are not. */
export function isTextual(bytes: Uint8Array): boolean {
  const begins = new TextDecoder("latin1").decode(bytes.subarray(0, 8));
  return hasMark(bytes) || !(/^(?:%PDF|\{\\rtf|\u00d0\u00cf\u0011\u00e0)/.test(begins) || bytes.subarray(0, looked).includes(0));
}

/** Text in UTF-8 or, with their marks, UTF-16; what is none of them is what Windows wrote before. */
export function decode(bytes: Uint8Array): string {
  const name = begin(bytes, 0xff, 0xfe) ? "utf-16le" : begin(bytes, 0xfe, 0xff) ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(name, { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(name === "utf-8" ? "windows-1252" : name).decode(bytes);
  }
}

const begin = (bytes: Uint8Array, first: number, second: number): boolean => bytes[0] === first && bytes[1] === second;
const hasMark = (bytes: Uint8Array): boolean => begin(bytes, 0xff, 0xfe) || begin(bytes, 0xfe, 0xff);
