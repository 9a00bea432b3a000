import assert from "node:assert/strict";
import { test } from "node:test";
import { Journal, type Line, type Store } from "../editor/journal";
import { linesOf, nameOf, splitLongLine, wellFormed } from "../editor/lines";
import { OffTheRecordRoll } from "../editor/offTheRecord";
import { Outbox } from "../editor/outbox";
import { marksOf } from "../editor/speakers";
import { shortcutOf } from "../keys";
import { newCommandId, type CommandResult, type Session } from "../protocol";

class MemoryStore implements Store {
  readonly entries = new Map<string, string>();
  full = false;
  get length() { return this.entries.size; }
  key(index: number) { return [...this.entries.keys()][index] ?? null; }
  getItem(key: string) { return this.entries.get(key) ?? null; }
  setItem(key: string, value: string) {
    if (this.full) {
      throw new Error("QuotaExceededError");
    }
    this.entries.set(key, value);
  }
  removeItem(key: string) { this.entries.delete(key); }
}

class Desk {
  readonly store: MemoryStore;
  readonly sent: Line[] = [];
  readonly recorded: Line[] = [];
  readonly box: Outbox;
  private now = 0;
  private alarms: { at: number; action: () => void }[] = [];

  constructor(store = new MemoryStore()) {
    this.store = store;
    this.box = new Outbox(new Journal(store, "s:floor:me"), {
      now: () => this.now,
      after: (wait, action) => this.alarms.push({ at: this.now + wait, action }),
    }, () => undefined, line => this.recorded.push(line));
  }

  write(...texts: string[]): this {
    this.box.add(texts.map(text => ({ id: `id-${text}`, text, language: "en", writtenAt: this.now })));
    return this;
  }

  connect(): this {
    this.box.connected(line => this.sent.push(line));
    return this;
  }

  get texts() { return this.sent.map(line => line.text); }

  accept(text: string) { this.box.answer(`id-${text}`, { position: { epoch: "e", sequence: 1 } }); }

  refuse(text: string, code: number, about?: string) {
    const rejection = { code, message: "no", ...(about ? { about } : {}) };
    this.box.answer(`id-${text}`, { rejection } satisfies CommandResult);
  }

  pass(milliseconds: number) {
    for (const end = this.now + milliseconds; ;) {
      const next = this.alarms.filter(alarm => alarm.at <= end).sort((one, other) => one.at - other.at)[0];
      if (!next) {
        this.now = end;
        return;
      }
      this.alarms.splice(this.alarms.indexOf(next), 1);
      this.now = Math.max(this.now, next.at);
      next.action();
    }
  }
}

test("a line is sent at once and forgotten when the record has it", () => {
  const desk = new Desk().connect().write("one");
  assert.deepEqual(desk.texts, ["one"]);
  assert.equal(desk.store.length, 1);

  desk.accept("one");

  assert.equal(desk.store.length, 0);
  assert.equal(desk.box.unanswered, 0);
  assert.deepEqual(desk.recorded.map(line => line.text), ["one"]);
});

test("lines without an answer are sent again in order with the same ids", () => {
  const desk = new Desk().connect().write("one", "two", "three");
  desk.accept("one");

  desk.box.disconnected();
  desk.write("four");
  assert.equal(desk.sent.length, 3);
  desk.connect();

  assert.deepEqual(desk.sent.slice(3).map(line => line.id), ["id-two", "id-three", "id-four"]);
});

test("lines survive a reload in their order", () => {
  const before = new Desk().write(...Array.from({ length: 30 }, (_, index) => `line ${index}`));

  const after = new Desk(before.store);
  after.write("new").connect();
  after.pass(60);
  while (after.sent.length < 31) {
    after.accept(after.sent[after.recorded.length]!.text);
    after.pass(20);
  }

  assert.deepEqual(after.texts, [...Array.from({ length: 30 }, (_, index) => `line ${index}`), "new"]);
});

test("another captioner's lines on the same device are not sent", () => {
  const store = new MemoryStore();
  new Journal(store, "s:floor:somebody").keep({ id: "x", text: "theirs", language: "en", writtenAt: 0 });

  assert.equal(new Desk(store).connect().sent.length, 0);
});

test("what another tab wrote and sent meanwhile is taken over as it stands", () => {
  const first = new Desk().write("one", "two");
  const second = new Desk(first.store);
  first.connect().write("three");
  first.accept("one");

  second.box.reload();
  second.connect();

  assert.deepEqual(second.texts, ["two", "three"]);
});

test("held lines are kept in order, without those that are on their way already", () => {
  const store = new MemoryStore();
  const journal = new Journal(store, "s:floor:me");
  journal.kept = { text: "Tw", lines: [{ id: "a", text: "One", language: "en", speaker: "Ana" }, { id: "b", text: "Other", language: "fr" }], stopped: true };
  journal.keep({ id: "a", text: "One", language: "en", writtenAt: 0 });

  const after = new Journal(store, "s:floor:me");
  after.load();

  assert.deepEqual(after.kept, { text: "Tw", lines: [{ id: "b", text: "Other", language: "fr" }], stopped: true });
});

test("a line left by an earlier version of the page is still there", () => {
  const store = new MemoryStore();
  store.setItem("ls-draft:s:floor:me", "Just words, 42");

  assert.deepEqual(new Journal(store, "s:floor:me").kept, { text: "Just words, 42", lines: [], stopped: false });
});

test("nothing unsent leaves nothing behind", () => {
  const store = new MemoryStore();
  const journal = new Journal(store, "s:floor:me");
  journal.kept = { text: "a", lines: [], stopped: false };
  journal.kept = { text: "", lines: [], stopped: false };

  assert.equal(store.length, 0);
});

test("a broken entry of the journal is passed over", () => {
  const store = new MemoryStore();
  store.setItem("ls-line:s:floor:me:000000000", "{oops");
  store.setItem("ls-line:s:floor:me:000000001", JSON.stringify({ id: "a", text: "fine", language: "en", writtenAt: 0 }));

  assert.deepEqual(new Desk(store).connect().texts, ["fine"]);
});

test("a full store is said and loses nothing that is on the page", () => {
  const store = new MemoryStore();
  store.full = true;
  const journal = new Journal(store, "s:floor:me");

  journal.keep({ id: "a", text: "kept in the page", language: "en", writtenAt: 0 });

  assert.equal(journal.safe, false);
});

test("no more than sixteen lines are on their way at once", () => {
  const desk = new Desk().connect().write(...Array.from({ length: 40 }, (_, index) => String(index)));
  desk.pass(5000);
  assert.equal(desk.sent.length, 16);

  desk.accept("0");

  assert.equal(desk.sent.length, 17);
});

test("ten thousand lines go out in order at the pace", () => {
  const desk = new Desk().connect().write(...Array.from({ length: 10_000 }, (_, index) => String(index)));
  let seconds = 0;
  while (desk.box.unanswered > 0) {
    for (let tick = 0; tick < 50; tick++) {
      desk.box.sent.slice().forEach(line => desk.accept(line.text));
      desk.pass(20);
    }
    seconds++;
    assert.ok(desk.sent.length <= 20 + 100 * seconds + 1, `${desk.sent.length} lines after ${seconds} s`);
  }

  assert.deepEqual(desk.texts, Array.from({ length: 10_000 }, (_, index) => String(index)));
  assert.equal(desk.store.length, 0);
});

test("a line refused for haste waits and goes out again, more slowly", () => {
  const desk = new Desk().connect().write("one", "two");
  desk.refuse("one", 107, "50");
  desk.accept("two");
  assert.deepEqual(desk.texts, ["one", "two"]);

  desk.pass(1100);

  assert.deepEqual(desk.texts, ["one", "two", "one"]);
  assert.equal(desk.box.pace, 40);
  assert.equal(desk.box.refused.length, 0);
});

test("an archive that cannot be written is tried again, one line at a time, until it can", () => {
  const desk = new Desk().connect().write("one", "two");
  desk.refuse("one", 105, "disk full");
  desk.refuse("two", 105, "disk full");
  assert.equal(desk.box.trouble?.code, 105);

  desk.pass(1100);
  assert.deepEqual(desk.texts.slice(2), ["one"]);
  desk.accept("one");

  assert.equal(desk.box.trouble, null);
  desk.pass(1100);
  assert.deepEqual(desk.texts.slice(2), ["one", "two"]);
});

test("a refused line is kept with its reason until it is taken back", () => {
  const desk = new Desk().connect().write("one");
  desk.refuse("one", 301, "Sam");
  assert.equal(desk.box.refused[0]?.rejection.code, 301);
  assert.equal(desk.store.length, 1);

  assert.deepEqual(desk.box.takeRefused().map(line => line.text), ["one"]);

  assert.equal(desk.store.length, 0);
});

test("lines refused are not counted as in the record, and a closed session gives the rest back together", () => {
  const desk = new Desk().connect();
  desk.box.pace = 1;
  desk.write(...Array.from({ length: 40 }, (_, index) => `line ${index}`));
  desk.accept("line 0");
  desk.refuse("line 1", 403);

  assert.equal(desk.box.kept, 1);
  assert.equal(desk.box.waiting.length, 0);
  assert.ok(desk.box.refused.length > 20);
  assert.equal(desk.box.refused.length + desk.box.sent.length + desk.box.kept, 40);
});

test("refused lines are sent again with the same ids before newer ones", () => {
  const desk = new Desk().connect().write("one");
  desk.refuse("one", 301, "Sam");
  desk.box.pause(true);
  desk.write("two");

  desk.box.sendRefusedAgain();
  desk.box.pause(false);

  assert.deepEqual(desk.sent.map(line => line.id), ["id-one", "id-one", "id-two"]);
});

test("what waits can be stopped and thrown away", () => {
  const desk = new Desk().connect();
  desk.box.pause(true);
  desk.write("one", "two");
  desk.pass(2000);
  assert.equal(desk.sent.length, 0);

  desk.box.discardWaiting();

  assert.equal(desk.box.unanswered, 0);
  assert.equal(desk.store.length, 0);
});

test("an answer that comes twice counts once", () => {
  const desk = new Desk().connect().write("one");
  desk.accept("one");
  desk.accept("one");

  assert.equal(desk.recorded.length, 1);
});

test("pasted text becomes its lines, without the empty ones", () => {
  assert.deepEqual(linesOf("One\r\n\r\n Two \nThree\u2028Four\n"), ["One", "Two", "Three", "Four"]);
});

test("a long line is cut at the ends of sentences", () => {
  const sentence = "This is a sentence of some length. ";
  const parts = splitLongLine(sentence.repeat(100), 2000, "en");

  assert.equal(parts.join(" "), sentence.repeat(100).trim());
  assert.ok(parts.every(part => part.length <= 2000 && part.endsWith(".")));
  assert.equal(parts.length, 2);
});

test("a sentence longer than a line is cut between words, and a word between characters", () => {
  const words = splitLongLine("word ".repeat(100).trim(), 60, "en");
  assert.ok(words.every(part => part.length <= 60 && !/(^| )wor?$|^d/.test(part)));
  assert.equal(words.join(" "), "word ".repeat(100).trim());

  const family = "👩‍👩‍👧";
  const characters = splitLongLine(family.repeat(20), 20, "en");
  assert.ok(characters.every(part => part.length <= 20 && part.length % family.length === 0));
  assert.equal(characters.join(""), family.repeat(20));
});

test("Arabic and Chinese are cut at their own full stops", () => {
  const arabic = "هذه جملة قصيرة؟ ".repeat(20).trim();
  assert.ok(splitLongLine(arabic, 100, "ar").every(part => part.length <= 100 && part.endsWith("؟")));

  const chinese = "这是一个句子。".repeat(30);
  assert.ok(splitLongLine(chinese, 100, "zh").every(part => part.length <= 100 && part.endsWith("。")));
  assert.equal(splitLongLine(chinese, 100, "zh").join(""), chinese);
});

test("off the record the last words stay in front of the draft and older ones go", () => {
  const roll = new OffTheRecordRoll(40);
  roll.finish("The first thing said.");
  roll.finish("The second thing said.");
  assert.equal(roll.with("And"), "thing said. The second thing said. And");

  roll.clear();

  assert.equal(roll.with("And"), "And");
});

test("whoever has the floor is mark 1, the queue follows, nine at most and nobody twice", () => {
  const person = (name: string) => ({ speaker: { id: name, name, affiliation: "" } });
  const session = { floor: { turnCount: 1, speaking: person("Ana"), queue: ["Bo", "Ana", ..."CDEFGHIJ"].map(person) } } as unknown as Session;

  const marks = marksOf(session);

  assert.deepEqual(marks.map(mark => mark.name), ["Ana", "Bo", ..."CDEFGHI"]);
  assert.deepEqual(marks.map(mark => mark.digit), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.deepEqual(marks.filter(mark => mark.hasTheFloor).map(mark => mark.name), ["Ana"]);
  assert.deepEqual(marksOf(null), []);
});

test("command ids are version 7 UUIDs that sort by time", () => {
  const [early, late] = [newCommandId(1_000_000_000_000), newCommandId(1_000_000_000_001)];

  assert.match(early!, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  assert.ok(early!.slice(0, 13) < late!.slice(0, 13));
  assert.notEqual(newCommandId(5), newCommandId(5));
});

test("single letters are shortcuts outside fields only, and never with a modifier", () => {
  const press = { key: "N", ctrl: false, alt: false, meta: false, composing: false, inField: false };

  assert.equal(shortcutOf(press), "n");
  assert.equal(shortcutOf({ ...press, key: "?" }), "?");
  for (const other of [{ inField: true }, { ctrl: true }, { alt: true }, { meta: true }, { composing: true }, { key: "Enter" }]) {
    assert.equal(shortcutOf({ ...press, ...other }), null);
  }
});

test("half a character is sent as the sign for something lost", () => {
  assert.equal(wellFormed("a\ud83d b\udc4d \ud83d\udc4d"), "a\ufffd b\ufffd \ud83d\udc4d");
});

test("a half line is found again after a reload with the mark of who speaks", () => {
  const store = new MemoryStore();
  new Journal(store, "s:floor:me").kept = { text: "We cannot acc", lines: [], stopped: false, speaker: "Bold" };

  assert.equal(new Journal(store, "s:floor:me").kept.speaker, "Bold");
});

test("a name is cleaned as the record cleans it: nothing turns around what stands beside it", () => {
  assert.equal(nameOf(" \u202eevil \u2067\ufeff\u0007 \t Name\ue000 "), "evil Name");
  assert.equal(nameOf("Zoe\u0308 \u200fلينا"), "Zo\u00eb \u200fلينا");
});
