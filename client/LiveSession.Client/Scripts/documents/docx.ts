/** What a file of this size may unpack to: a statement is some pages, and a file made to fill the memory is much more. */
const longest = 32 * 1024 * 1024;

/** Text, breaks and ends of paragraphs, in the order in which they stand: <w:t xml:space="preserve">Thank </w:t> … <w:br/> … </w:p>. */
const words = /<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:(tab|br|cr|noBreakHyphen)(?: [^>]*)?\/>|<\/w:(p)>/g;

/** What is not said: paragraphs moved away by a tracked change, and what stands for those that cannot show a text box, a second time. */
const unsaid = /<w:moveFrom(?: [^>]*)?>.*?<\/w:moveFrom>|<mc:Fallback(?: [^>]*)?>.*?<\/mc:Fallback>/gs;

/** The text of a .docx, a paragraph a line; null where the ZIP holds no such document. Text that a tracked change deleted is not in it. */
export async function docxText(bytes: Uint8Array): Promise<string | null> {
  const packed = entry(bytes, "word/document.xml");
  if (!packed) {
    return null;
  }
  const xml = new TextDecoder().decode(packed.deflated ? await inflate(packed.bytes) : packed.bytes);
  let text = "";
  for (const [, run, space, end] of xml.replace(unsaid, "").matchAll(words)) {
    text += run !== undefined ? unescaped(run) : end ? "\n" : space === "tab" ? "\t" : space === "noBreakHyphen" ? "\u2011" : "\n";
  }
  return text;
}

/** One file of a ZIP, by its directory at the end. */
function entry(bytes: Uint8Array, name: string): { bytes: Uint8Array<ArrayBuffer>; deflated: boolean } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) {
    end--;
  }
  if (end < 0) {
    throw new Error("no directory");
  }
  for (let at = view.getUint32(end + 16, true), left = view.getUint16(end + 10, true); left > 0; left--) {
    const [nameLength, extra, comment] = [28, 30, 32].map(place => view.getUint16(at + place, true)) as [number, number, number];
    if (new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)) === name) {
      const local = view.getUint32(at + 42, true);
      const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      return { bytes: bytes.slice(from, from + view.getUint32(at + 20, true)), deflated: view.getUint16(at + 10, true) === 8 };
    }
    at += 46 + nameLength + extra + comment;
  }
  return null;
}

async function inflate(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts: Uint8Array[] = [];
  for (let length = 0, read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    if (length > longest) {
      void reader.cancel();
      throw new Error("too long");
    }
    parts.push(read.value);
  }
  return new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}

const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: "\"", apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    const code = hex ? parseInt(hex, 16) : Number(decimal ?? NaN);
    return name ? named[name] ?? whole : code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
