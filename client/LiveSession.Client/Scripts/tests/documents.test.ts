import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { documentText } from "../documents/documentText";
import { termsOf } from "../documents/terms";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const file = (...parts: (string | Uint8Array)[]): Blob => new Blob(parts as BlobPart[]);
const why = async (opened: Blob): Promise<string> => documentText(opened).then(() => "read", (fault: Error) => fault.message);

/** A .docx as Word writes it, as far as its text goes: other files first, the document deflated or not, the directory at the end. */
function docx(body: string, { stored = false, name = "word/document.xml", comment = "" } = {}): Uint8Array {
  const files = [["[Content_Types].xml", "<Types/>"], [name, `<?xml version="1.0"?><w:document><w:body>${body}</w:body></w:document>`]] as const;
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [path, text] of files) {
    const [plain, title] = [bytes(text), bytes(path)];
    const packed = stored ? plain : new Uint8Array(deflateRawSync(plain));
    const local = new DataView(new ArrayBuffer(30));
    local.setUint32(0, 0x04034b50, true);
    local.setUint16(26, title.length, true);
    local.setUint16(28, 4, true);
    const central = new DataView(new ArrayBuffer(46));
    central.setUint32(0, 0x02014b50, true);
    central.setUint16(10, stored ? 0 : 8, true);
    central.setUint32(20, packed.length, true);
    central.setUint32(24, plain.length, true);
    central.setUint16(28, title.length, true);
    central.setUint32(42, at, true);
    parts.push(new Uint8Array(local.buffer), title, new Uint8Array(4), packed);
    directory.push(new Uint8Array(central.buffer), title);
    at += 34 + title.length + packed.length;
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, files.length, true);
  end.setUint32(12, directory.reduce((sum, part) => sum + part.length, 0), true);
  end.setUint32(16, at, true);
  end.setUint16(20, comment.length, true);
  return new Uint8Array(Buffer.concat([...parts, ...directory, new Uint8Array(end.buffer), bytes(comment)]));
}

test("A Word document is read a paragraph a line, breaks and entities included", async () => {
  const body = `<w:p><w:r><w:t xml:space="preserve">Thank you, </w:t></w:r><w:r><w:t>Madam Chair &amp; colleagues.</w:t></w:r></w:p>
    <w:p><w:r><w:t>Délégué</w:t><w:tab/><w:t>du Br&#xE9;sil</w:t><w:br w:type="page"/><w:t>شكراً</w:t></w:r></w:p>`;

  for (const options of [{}, { stored: true }, { comment: "saved by somebody" }]) {
    assert.equal(await documentText(file(docx(body, options))), "Thank you, Madam Chair & colleagues.\nDélégué\tdu Brésil\nشكراً\n");
  }
});

test("What a tracked change deleted or moved away, field codes and a second copy of a text box are not said", async () => {
  const body = `<w:p><w:del><w:r><w:delText>old </w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins>
    <w:moveFrom w:id="1"><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:r><w:instrText>PAGE</w:instrText></w:r>
    <mc:AlternateContent><mc:Choice><w:t> box</w:t></mc:Choice><mc:Fallback><w:t> box</w:t></mc:Fallback></mc:AlternateContent></w:p>`;

  assert.equal(await documentText(file(docx(body))), "new box\n");
});

test("Plain text is read in the encoding it is in", async () => {
  assert.equal(await documentText(file("Délégué — été\n")), "Délégué — été\n");
  assert.equal(await documentText(file("\ufeffДелегат")), "Делегат");
  assert.equal(await documentText(file(new Uint8Array([0x44, 0xe9, 0x6c]))), "Dél");
  assert.equal(await documentText(file(new Uint8Array([0xff, 0xfe, 0x44, 0x00, 0xe9, 0x00]))), "Dé");
});

test("What cannot be read says why, and a file that unpacks without end is given up", async () => {
  assert.equal(await why(file("%PDF-1.7 …")), "OtherFormat");
  assert.equal(await why(file("{\\rtf1 text}")), "OtherFormat");
  assert.equal(await why(file(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))), "OtherFormat");
  assert.equal(await why(file(docx("x", { name: "xl/workbook.xml" }))), "OtherFormat");
  assert.equal(await why(file("  \n \n")), "Empty");
  assert.equal(await why(file(docx("<w:p/>"))), "Empty");
  assert.equal(await why(file("PK\u0003\u0004 and no directory")), "Damaged");
  assert.equal(await why(file(docx("<w:p><w:t>text</w:t></w:p>").slice(0, -30))), "Damaged");
  assert.equal(await why(file(docx("x".repeat(33 * 1024 * 1024)))), "Damaged");
  assert.equal(await why(file(new Uint8Array(10 * 1024 * 1024 + 1))), "TooLarge");
});

test("Names with their abbreviation are found with it, in the words of their own language", () => {
  const text = `The Working Group on Enhanced Cooperation (WGEC) met. We thank the International Telecommunication Union (ITU), and les pays
    membres de l’Union internationale des télécommunications (UIT). Less developed countries (LDCs) spoke of it (again).`;

  assert.deepEqual(termsOf(text).slice(0, 4), [
    { form: "wgec", words: "Working Group on Enhanced Cooperation" },
    { form: "itu", words: "International Telecommunication Union" },
    { form: "uit", words: "l’Union internationale des télécommunications" },
    { form: "ldc", words: "Less developed countries" },
  ]);
});

test("Names that come again are found, the most frequent first; what only begins sentences is not", () => {
  const text = "This Group agrees. This Group thanks Amina Quartevoss. We heard Amina Quartevoss and Qamar Bay. So Qamar Bay, and Qamar Bay’s delegate. Once in New York.";

  assert.deepEqual(termsOf(text), [{ form: "", words: "Qamar Bay" }, { form: "", words: "Amina Quartevoss" }]);
});

test("However long a document is, no more names are proposed than somebody looks through", () => {
  const names = Array.from({ length: 200 }, (_, number) => `Person${String.fromCharCode(65 + number % 26)}${number} Name`);

  assert.equal(termsOf("Aa Bb Cc ".repeat(20_000) + "a b c d ".repeat(20_000) + "(ABC)").length <= 60, true);
  assert.equal(termsOf([...names, ...names].map(name => `with ${name}, `).join("")).length, 60);
});
