import assert from "node:assert/strict";
import { test } from "node:test";
import { Aloud } from "../aloud";
import { OffTheRecordRoll } from "../editor/offTheRecord";
import { split } from "../sentences";
import { DraftWords } from "../unrecorded";
import type { Line } from "../wire";

function line(number: number, text: string, speaker?: string): Line {
  return { number, track: "floor", language: "en", text, at: "2026-03-03T09:00:00Z", ...speaker ? { speaker } : {} };
}

function texts(aloud: Aloud): string[] {
  return aloud.take().map(saying => `${saying.record ? `${saying.record} the record: ` : ""}${saying.speaker ? `${saying.speaker}: ` : ""}${saying.correction ? "Correction: " : ""}${saying.text}`);
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
  aloud.pause();

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
  aloud.pause();

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

function draft(text: string, speaker?: string) {
  return { track: "floor", language: "en", text, speaker };
}

test("off the record what is said comes in drafts: each sentence is said once, and it is said when the record was left and taken up", () => {
  const aloud = new Aloud();
  aloud.turn("sentence");
  aloud.line(line(1, "We begin.", "Ana"));
  aloud.draft(draft("The vote is", "Ana"));
  aloud.record(false);
  const roll = new OffTheRecordRoll();
  roll.finish("The vote is");
  aloud.draft(draft(roll.with("between us."), "Ana"));
  aloud.draft(draft(roll.with("between us. It"), "Ana"));
  assert.deepEqual(texts(aloud), ["Ana: We begin.", "off the record: between us."]);
  aloud.draft(draft(roll.with("between us. It is 3."), "Ana"));
  aloud.draft(draft(roll.with("between us. It is 3.5 metres."), "Ana"));
  assert.deepEqual(texts(aloud), []);
  aloud.draft(draft(roll.with("between us. It is 3.5 metres."), "Bo"));
  aloud.draft(draft(roll.with("between us. It is 3.5 metres. No. Nev"), "Bo"));
  assert.deepEqual(texts(aloud), ["It is 3.5 metres.", "Bo: No."]);
  aloud.record(true);
  aloud.draft(draft(""));
  aloud.line(line(2, "The vote is", "Ana"));
  aloud.line(line(3, "open.", "Ana"));

  assert.deepEqual(texts(aloud), ["on the record: Ana: The vote is open."]);
  aloud.pause();
  assert.deepEqual(texts(aloud), []);
});

test("off the record the last sentence is said after a pause, and a turn in one go", () => {
  const aloud = new Aloud();
  aloud.turn("turn");
  aloud.record(false);
  aloud.draft(draft("One. Two", "Ana"));
  aloud.draft(draft("One. Two. Three", "Ana"));
  assert.deepEqual(texts(aloud), []);
  aloud.pause();
  assert.deepEqual(texts(aloud), ["off the record: Ana: One. Two. Three"]);
  aloud.draft(draft("One. Two. Three", "Ana"));
  aloud.pause();

  assert.deepEqual(texts(aloud), []);
});

test("what rolls out of the draft is neither lost nor said again, wherever the drafts between were lost", () => {
  const said = Array.from({ length: 400 }, (_, number) => `Sentence ${number} is ${["short", "rather long, as sentences go", "of seven words in all"][number % 3]}.`);
  for (const step of [1, 3, 7, 40, 160]) {
    const roll = new OffTheRecordRoll();
    const words = new DraftWords();
    const heard: string[] = [];
    let drafts = 0;
    for (let number = 0; number < said.length; number += 2) {
      const text = `${said[number]} ${said[number + 1]}`;
      for (let length = 1; length <= text.length; length++) {
        if (drafts++ % step === 0) {
          heard.push(words.write(roll.with(text.slice(0, length))));
        }
      }
      roll.finish(text);
    }
    heard.push(words.write(roll.with("")), words.rest());

    assert.equal(heard.filter(one => one).join(" "), said.join(" "), `every ${step}th draft`);
  }
});

test("a line that gives way to the next is said to its end, and words erased or taken off are not", () => {
  const words = new DraftWords();
  assert.equal(words.write("We can live with that"), "");
  assert.equal(words.write("Thank"), "We can live with that");
  assert.equal(words.write("Thank yo"), "");
  assert.equal(words.write("Tha"), "");
  assert.equal(words.write("Thanks. You"), "Thanks.");
  assert.equal(words.write("Thanks. "), "");
  assert.equal(words.write("Than"), "");
  assert.equal(words.write("Thanks. I do"), "");
  assert.equal(words.write(""), "");
  assert.equal(words.write("The see is rising. We agree. And"), "The see is rising. We agree.");
  assert.equal(words.write("The sea is rising. We agree. And"), "The sea is rising.");
  assert.equal(words.write("The sea is rising. We agree. And so on."), "");
  assert.equal(words.write(""), "And so on.");
});

test("sentences end where their writing ends them", () => {
  assert.deepEqual(split("One. “Two?” Three").sentences, ["One.", "“Two?”"]);
  assert.deepEqual(split("我們同意。謝謝").sentences, ["我們同意。"]);
  assert.deepEqual(split("هل نوافق؟ نعم").sentences, ["هل نوافق؟"]);
  assert.equal(split("It is 3.5 metres").sentences.length, 0);
});
