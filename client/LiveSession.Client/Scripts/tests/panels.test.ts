import assert from "node:assert/strict";
import { test } from "node:test";
import { Panels } from "../panels";

/** Which notes of missing captions are shown to whoever reads these channels. */
function told(read: (string | undefined)[]): string[] {
  const notes = ["floor", "fr", "floor fr"].map(silence => ({ dataset: { silence }, hidden: false }));
  const page = { dataset: {}, querySelector: () => null, querySelectorAll: (wanted: string) => wanted === "[data-silence]" ? notes : [] };

  Object.assign(globalThis, { document: { querySelectorAll: () => [] } });
  new Panels(page as unknown as HTMLElement, () => read).settle();
  return notes.filter(note => !note.hidden).map(note => note.dataset.silence);
}

test("a reader is told of missing captions on the channels they read only", () => {
  assert.deepEqual(told(["fr", "en"]), ["fr", "floor fr"]);
  assert.deepEqual(told(["floor", "fr"]), ["floor", "fr", "floor fr"]);
  assert.deepEqual(told(["en"]), []);
});

test("whoever reads no channel yet is told of all of them", () => {
  assert.deepEqual(told([undefined]), ["floor", "fr", "floor fr"]);
});
