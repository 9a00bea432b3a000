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

test("a correction read behind the last line leaves the place there: a reload does not go back to the line it corrects", () => {
  const reading = reader(40);
  reading.add(Array.from({ length: 500 }, (_, index) => line(index + 1, `Line ${index + 1}.`)));
  reading.toNow();
  reading.correct({ line: 5, text: "Line five." });
  reading.next();

  assert.equal(reading.text, "Correction:");
  assert.deepEqual(reading.place, { line: 500, row: 999 });
  const again = new BrailleReader(40, words, reading.place);
  again.add(Array.from({ length: 501 }, (_, index) => line(index + 1, `Line ${index + 1}.`)));
  again.next();
  assert.equal(again.text, "Line 501.");
});

test("corrections that are not read to their end are read after a reload, with the words their lines have by now", () => {
  const reading = reader(40, 3);
  reading.add([line(1, "One.", "Ana"), line(2, "Two."), line(3, "Three.")]);
  reading.correct({ line: 1, text: "Won." });
  reading.add([line(4, "Four.")]);
  reading.correct({ line: 2, text: "Too." });
  const kept = JSON.parse(JSON.stringify(reading.unreadCorrections));
  const again = new BrailleReader(40, words, reading.place, kept);
  assert.deepEqual(again.unreadCorrections, kept);
  again.add([line(1, "Won.", "Ana"), line(2, "To."), line(3, "Three."), line(4, "Four."), line(5, "Five.")]);

  assert.equal(again.text, "Three.");
  const rows = [];
  for (again.next(); again.text; again.next()) {
    rows.push(again.text);
  }
  assert.deepEqual(rows, ["Correction: Ana", "Won, not One", "Won.", "Speaker not named", "Four.", "Correction:", "To, not Two", "To.", "Five."]);
  assert.deepEqual(again.unreadCorrections, []);

  // In the middle of a correction, its row is under the fingers again.
  const within = reader(40);
  within.add([line(1, "One.")]);
  within.correct({ line: 1, text: "Won." });
  within.next();
  within.next();
  assert.equal(within.text, "Won, not One");
  const reloaded = new BrailleReader(40, words, within.place, within.unreadCorrections);
  reloaded.add([line(1, "Won.")]);
  assert.equal(reloaded.text, "Won, not One");
});

test("back among what was read, words that were withdrawn are there no more, and nothing changes under the fingers", () => {
  const reading = reader(40);
  reading.add([line(1, "Confidential words."), line(2, "Two."), line(3, "Three.")]);
  reading.next();
  reading.correct({ line: 1, text: "" });
  reading.correct({ line: 2, text: "Too." });
  assert.equal(reading.text, "Two.");

  const rows = [];
  while (!reading.atBeginning) {
    reading.back();
    rows.push(reading.text);
  }
  reading.next();
  rows.push(reading.text);
  assert.deepEqual(rows, ["withdrawn", "Too."]);

  // Where nothing is left to read, nothing is under the fingers.
  const waiting = reader(40);
  waiting.add([line(1, "Confidential words that take more than a row.")]);
  waiting.next();
  waiting.next();
  waiting.correct({ line: 1, text: "" });
  assert.equal(waiting.text, undefined);
  waiting.back();
  assert.equal(waiting.text, "withdrawn");
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

for (const [cells, corrected] of displays.flatMap(cells => [[cells, false], [cells, true]] as const)) {
  test(`on ${cells} cells, a reader at 60 words a minute reads an hour at 160${corrected ? ", and what is put right in it," : ""} over two reloads without losing a word`, () => {
    const [hour, perLine] = [3600, 8];
    let reading = new BrailleReader(cells, words, { line: 0, row: 0 });
    const record: Line[] = [];
    const read: string[] = [];
    const corrections = new Set<string>();
    const speakers = ["Ana", "Bo", "Chen"];
    let second = 0;
    // Three seconds are eight words spoken and three words read: by the clock, until nothing is left to read.
    for (; second < hour || reading.text !== undefined || reading.unread > 0; second += 3) {
      if (second < hour) {
        const [number, speaker] = [record.length, speakers[Math.floor(record.length / 40) % 3]!];
        record.push(line(number + 1, Array.from({ length: perLine }, (_, index) => `word${number * perLine + index}`).join(" "), speaker));
        reading.add(record.slice(-1));
      }
      // Every minute a word is put right: of a line just aired, which is ahead, or of the first of the hour, which was read.
      if (corrected && second % 60 === 30 && second < hour) {
        const at = second % 120 === 30 ? record.length - 2 : second / 60 | 0;
        const text = record[at]!.text.replace(/word(\d+)/, "right$1");
        record[at] = { ...record[at]!, text };
        reading.correct({ line: at + 1, text });
        corrections.add(text.split(" ")[0]!);
      }
      // The page is loaded again: the place is in the address, the lines are in the record, and corrections that were not read are kept.
      if (second === 1800 || second === 6000) {
        const { place, text, unreadCorrections } = reading;
        reading = new BrailleReader(cells, words, place, unreadCorrections);
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
      assert.ok(second < 3.2 * hour, "the reader comes to an end");
    }

    // Every word said is read, as it was first said or as it was put right, in order, and every word that was put right.
    const said = read.filter(word => /^(word|right)\d+$/.test(word)).map(word => Number(/\d+/.exec(word)![0]));
    const first = said.filter((number, index) => said.indexOf(number) === index);
    assert.deepEqual(first, Array.from({ length: 9_600 }, (_, index) => index));
    assert.equal(corrections.size > 50, corrected);
    assert.deepEqual([...corrections].filter(word => !read.includes(word)), []);
    // Named when they begin, and again behind a correction of what somebody else said.
    const named = read.filter(word => /^(Ana|Bo|Chen):$/.test(word)).length;
    assert.ok(corrected ? named > 30 : named === 30 && said.length === first.length, String(named));
    assert.ok(second > 2.6 * hour, "at 60 words a minute that takes two hours and forty minutes");
  });
}
