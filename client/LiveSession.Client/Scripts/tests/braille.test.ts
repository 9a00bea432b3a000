import assert from "node:assert/strict";
import { test } from "node:test";
import { BrailleReader } from "../braille/brailleReader";
import { rowsOf } from "../braille/rows";
import { Unrecorded } from "../unrecorded";
import type { Line } from "../wire";

const displays = [18, 20, 32, 40, 80];

function line(number: number, text: string, speaker?: string): Line {
  return { number, track: "floor", language: "en", text, at: "2026-03-03T09:00:00Z", ...speaker ? { speaker } : {} };
}

const words = {
  correction: "Correction:", withdrawn: "withdrawn", unnamed: "Speaker not named",
  offTheRecord: "Off the record:", onTheRecord: "On the record again:",
  changed: (now: string, was: string) => `${now}, not ${was}`,
};

function reader(cells = 20, at = 1, row = 0): BrailleReader {
  return new BrailleReader(cells, words, { line: at, row });
}

test("rows hold whole words, and pieces of words that fit nowhere", () => {
  assert.deepEqual(rowsOf("Thank you, Chair. We support the agenda.", 24), ["Thank you, Chair.", "We support the", "agenda."]);
  assert.deepEqual(rowsOf("Donaudampfschifffahrtsgesellschaft ja", 18), ["Donaudampfsch", "ifffahrtsgesel", "lschaft ja"]);
  assert.deepEqual(rowsOf("  ", 18), []);
});

test("capitals, numbers and the characters of other scripts have the cells they take in six-dot braille, and the role of a button its own", () => {
  // The same rows as in BrailleReadingTests.cs: 18 cells, of which a screen reader takes four to say "btn".
  assert.deepEqual(rowsOf("abcdefghijklmn abcdefghijklmno", 18), ["abcdefghijklmn", "abcdefghijklmn", "o"]);
  assert.deepEqual(rowsOf("UNITED NATIONS", 18), ["UNITED", "NATIONS"]);
  assert.deepEqual(rowsOf("15 000 000 000", 18), ["15 000 000", "000"]);
  assert.deepEqual(rowsOf("主席先生謝謝", 18), ["主席先生", "謝謝"]);
  assert.deepEqual(rowsOf("شكرا السيد الرئيس", 18), ["شكرا السيد", "الرئيس"]);
  assert.deepEqual(rowsOf("été été été", 18), ["été été", "été"]);
});

test("words of nobody named do not read as the words of the one before", () => {
  const reading = reader();
  reading.add([line(1, "One.", "Ana"), line(2, "Two.")]);
  const rows = [];
  for (; reading.text; reading.next()) {
    rows.push(reading.text);
  }

  assert.deepEqual(rows, ["Ana:", "One.", "Speaker not", "named", "Two."]);
});

test("what is said off the record stands between the lines, and says of itself that it is not kept", () => {
  const reading = reader(40);
  reading.add([line(1, "One.", "Ana")]);
  const unrecorded = new Unrecorded(unkept => reading.addUnrecorded(unkept));
  unrecorded.record(false);
  const draft = (text: string) => unrecorded.draft({ track: "floor", language: "en", text, speaker: "Ana" });
  draft("Between us. Not");
  draft("Between us. Not one word.");
  unrecorded.pause();
  unrecorded.record(true);
  reading.correct({ line: 1, text: "Two." });
  reading.add([line(2, "Three.", "Ana")]);
  const rows = [];
  const places = [];
  for (; reading.text; reading.next()) {
    rows.push(reading.text);
    places.push(reading.place);
  }

  assert.deepEqual(rows, [
    "Ana:", "One.", "Off the record:", "Between us.", "Not one word.", "Correction: Ana", "Two, not One", "Two.", "Three.",
  ]);
  assert.deepEqual(places[2], { line: 1, row: 999 });
  assert.equal(reading.unread, 0);
  const later = reader(40, 0);
  later.addUnrecorded({ text: "Between us.", language: "en", speaker: undefined });
  later.add([line(2, "Three.")]);
  assert.deepEqual([later.unread, later.next(), later.next(), later.text], [3, undefined, undefined, "On the record again:"]);
});

test("a correction says first what changed, also where it is changed once more before it is read", () => {
  const reading = reader(40);
  reading.add([line(1, "We ask for fifteen days.", "Ana")]);
  reading.correct({ line: 1, text: "We ask for fifty days." });
  reading.correct({ line: 1, text: "We ask for sixty days." });
  const rows = [];
  for (; reading.text; reading.next()) {
    rows.push(reading.text);
  }

  assert.deepEqual(rows.slice(2), [
    "Correction: Ana", "sixty, not fifteen", "We ask for sixty days.",
  ]);
});

test("nothing moves by itself, and what is unread is counted", () => {
  const reading = reader();
  reading.add([line(1, "Good morning.")]);
  assert.equal(reading.text, "Good morning.");
  reading.add([line(2, "We begin."), line(3, "The first item is the adoption of the agenda.")]);

  assert.equal(reading.text, "Good morning.");
  assert.equal(reading.unread, 4);
  reading.next();
  assert.equal(reading.text, "We begin.");
  reading.toNow();
  assert.equal(reading.text, "The first item");
});

test("at the end the reader waits, and the next press reads what came meanwhile", () => {
  const reading = reader();
  reading.add([line(1, "One.")]);
  reading.next();
  assert.equal(reading.text, undefined);
  reading.next();
  reading.add([line(2, "Two.")]);
  assert.equal(reading.text, undefined);
  assert.equal(reading.unread, 1);
  reading.next();

  assert.equal(reading.text, "Two.");
});

test("a speaker has a row of their own when they begin", () => {
  const reading = reader();
  reading.add([line(1, "One.", "Ana"), line(2, "Two.", "Ana"), line(3, "Three.", "Bo")]);
  const rows = [];
  for (; reading.text; reading.next()) {
    rows.push(reading.text);
  }

  assert.deepEqual(rows, ["Ana:", "One.", "Two.", "Bo:", "Three."]);
});

test("a correction of what is ahead changes it, of what was read comes last", () => {
  const reading = reader();
  reading.add([line(1, "One."), line(2, "Tow.")]);
  reading.correct({ line: 2, text: "Two." });
  reading.next();
  assert.equal(reading.text, "Two.");
  reading.correct({ line: 1, text: "Won." });
  assert.equal(reading.text, "Two.");
  reading.next();
  assert.equal(reading.text, "Correction:");
  reading.next();
  assert.equal(reading.text, "Won, not One");
  reading.next();

  assert.equal(reading.text, "Won.");
});

test("back goes row by row to the beginning", () => {
  const reading = reader(24, 2);
  reading.add([line(1, "Thank you, Chair. We agree."), line(2, "Two.")]);
  reading.back();
  assert.equal(reading.text, "We agree.");
  reading.back();
  reading.back();

  assert.equal(reading.text, "Thank you, Chair.");
  assert.ok(reading.atBeginning);
});

for (const cells of displays) {
  test(`on ${cells} cells, a reader at 60 words a minute reads an hour at 160 without losing a word`, () => {
    const [hour, perLine] = [3600, 8];
    let reading = new BrailleReader(cells, words, { line: 0, row: 0 });
    const record: Line[] = [];
    const read: string[] = [];
    let second = 0;
    // Three seconds are eight words spoken and three words read: by the clock, until nothing is left to read.
    for (; second < hour || reading.text !== undefined || reading.unread > 0; second += 3) {
      if (second < hour) {
        record.push(line(record.length + 1, Array.from({ length: perLine }, (_, index) => `word${record.length * perLine + index}`).join(" ")));
        reading.add(record.slice(-1));
      }
      // The page is loaded again: the place is in the address, the lines are in the record.
      if (second === 1800 || second === 6000) {
        const { place, text } = reading;
        reading = new BrailleReader(cells, words, place);
        reading.add(record);
        assert.equal(reading.text, text);
      }
      if (reading.text === undefined) {
        reading.next();
      }
      while (reading.text !== undefined && read.length <= second) {
        read.push(...reading.text.split(" "));
        reading.next();
      }
      assert.ok(second < 3 * hour, "the reader comes to an end");
    }

    assert.equal(read.length, 9_600);
    assert.deepEqual(read, record.flatMap(({ text }) => text.split(" ")));
    assert.ok(second > 2.6 * hour, "at 60 words a minute that takes two hours and forty minutes");
  });
}
