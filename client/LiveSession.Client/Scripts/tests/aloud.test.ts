import assert from "node:assert/strict";
import { test } from "node:test";
import { Aloud } from "../aloud";
import { split } from "../sentences";
import type { Line } from "../wire";

function line(number: number, text: string, speaker?: string): Line {
  return { number, track: "floor", language: "en", text, at: "2026-03-03T09:00:00Z", ...speaker ? { speaker } : {} };
}

function texts(aloud: Aloud): string[] {
  return aloud.take().map(saying => `${saying.speaker ? `${saying.speaker}: ` : ""}${saying.correction ? "Correction: " : ""}${saying.text}`);
}

test("off, nothing is said", () => {
  const aloud = new Aloud();
  aloud.line(line(1, "We agree."));

  assert.deepEqual(texts(aloud), []);
});

test("a sentence is said once it is finished, over as many lines as it takes", () => {
  const aloud = new Aloud();
  aloud.turn("sentence");
  aloud.line(line(1, "We"));
  assert.deepEqual(texts(aloud), []);
  aloud.line(line(2, "support the agenda."));

  assert.deepEqual(texts(aloud), ["We support the agenda."]);
  assert.deepEqual(texts(aloud), []);
});

test("a whole sentence does not wait for the one that has begun behind it", () => {
  const aloud = new Aloud();
  aloud.turn("sentence");
  aloud.line(line(1, "Thank you, Chair. We"));
  assert.deepEqual(texts(aloud), ["Thank you, Chair."]);
  aloud.line(line(2, "support the agenda. It"));
  assert.deepEqual(texts(aloud), ["We support the agenda."]);
  aloud.finish();

  assert.deepEqual(texts(aloud), ["It"]);
});

test("a correction of a line that was begun to be said: the sentence said, and the end that waits, each once", () => {
  const aloud = new Aloud();
  aloud.turn("sentence");
  aloud.line(line(1, "The see is rising. We agre"));
  assert.deepEqual(texts(aloud), ["The see is rising."]);
  aloud.correction({ line: 1, text: "The sea is rising. We agree" });
  aloud.line(line(2, "on that."));

  assert.deepEqual(texts(aloud), ["We agree on that.", "Correction: The sea is rising."]);
  aloud.correction({ line: 1, text: "The sea is rising. We agree" });
  assert.deepEqual(texts(aloud), []);
});

test("words of nobody named are not heard as the words of the one before", () => {
  const aloud = new Aloud();
  aloud.turn("sentence");
  aloud.line(line(1, "We agree.", "Ana"));
  aloud.line(line(2, "We object."));
  aloud.line(line(3, "We are many."));

  assert.deepEqual(aloud.take().map(({ text, unnamed }) => [text, unnamed]), [["We agree.", false], ["We object.", true], ["We are many.", false]]);
});

test("the speaker is named on a change only", () => {
  const aloud = new Aloud();
  aloud.turn("sentence");
  aloud.line(line(1, "One.", "Ana"));
  aloud.line(line(2, "Two.", "Ana"));
  aloud.line(line(3, "Three.", "Bo"));

  assert.deepEqual(texts(aloud), ["Ana: One.", "Two.", "Bo: Three."]);
});

test("a turn is said when somebody else speaks, or after a pause", () => {
  const aloud = new Aloud();
  aloud.turn("turn");
  aloud.line(line(1, "One.", "Ana"));
  aloud.line(line(2, "Two.", "Ana"));
  assert.deepEqual(texts(aloud), []);
  aloud.line(line(3, "Three.", "Bo"));
  assert.deepEqual(texts(aloud), ["Ana: One. Two."]);
  aloud.finish();

  assert.deepEqual(texts(aloud), ["Bo: Three."]);
});

test("a correction of what waits changes it, and is not said of its own", () => {
  const aloud = new Aloud();
  aloud.turn("sentence");
  aloud.line(line(1, "The see is rising."));
  aloud.correction({ line: 1, text: "The sea is rising." });

  assert.deepEqual(texts(aloud), ["The sea is rising."]);
});

test("of a correction of what was said, the changed sentences are said, once", () => {
  const aloud = new Aloud();
  aloud.turn("sentence");
  aloud.line(line(1, "The see is rising. We agree."));
  aloud.take();
  aloud.correction({ line: 1, text: "The sea is rising. We agree." });
  aloud.correction({ line: 1, text: "The seas are rising. We agree." });
  assert.deepEqual(texts(aloud), ["Correction: The seas are rising."]);
  aloud.correction({ line: 1, text: "The seas are rising. We agree." });

  assert.deepEqual(texts(aloud), []);
});

test("a line withdrawn before it was said is not said; one that was said is named by its beginning", () => {
  const aloud = new Aloud();
  aloud.turn("sentence");
  aloud.line(line(1, "The name of the witness is secret. It is"));
  aloud.line(line(2, "We agree."));
  aloud.correction({ line: 1, text: "" });
  assert.deepEqual(texts(aloud), ["We agree."]);
  aloud.correction({ line: 2, text: "" });
  const sayings = aloud.take();
  assert.deepEqual(sayings, [{ text: "We agree.", language: "en", withdrawn: true }]);
  aloud.correction({ line: 2, text: "We agree." });
  assert.deepEqual(texts(aloud), ["Correction: We agree."]);
});

test("sentences end where their writing ends them", () => {
  assert.deepEqual(split("One. “Two?” Three").sentences, ["One.", "“Two?”"]);
  assert.deepEqual(split("我們同意。謝謝").sentences, ["我們同意。"]);
  assert.deepEqual(split("هل نوافق؟ نعم").sentences, ["هل نوافق؟"]);
  assert.equal(split("It is 3.5 metres").sentences.length, 0);
});
