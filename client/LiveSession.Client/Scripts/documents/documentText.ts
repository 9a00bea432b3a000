import { decode, isTextual } from "./encodings";
import { docxText } from "./docx";

/** Why a file cannot be read; the words stand in the resources as <c>Script.Document.…</c>. */
export class Unreadable extends Error {
  constructor(readonly why: "TooLarge" | "OtherFormat" | "Damaged" | "Empty") {
    super(why);
  }
}

const largest = 10 * 1024 * 1024;

/**
 * The text of a document somebody opened: plain text in whichever encoding, or Word's .docx. It is read in the browser and goes nowhere:
 * a statement is often handed in before it may be known.
 */
export async function documentText(file: Blob): Promise<string> {
  if (file.size > largest) {
    throw new Unreadable("TooLarge");
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = isZip(bytes) ? await ofDocx(bytes) : isTextual(bytes) ? decode(bytes) : null;
  if (text === null) {
    throw new Unreadable("OtherFormat");
  }
  if (text.trim() === "") {
    throw new Unreadable("Empty");
  }
  return text;
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

async function ofDocx(bytes: Uint8Array): Promise<string | null> {
  try {
    return await docxText(bytes);
  } catch {
    throw new Unreadable("Damaged");
  }
}
