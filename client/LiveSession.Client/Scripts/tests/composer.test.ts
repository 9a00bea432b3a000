import assert from "node:assert/strict";
import { test } from "node:test";
import { Composer } from "../editor/composer";
import { HeldText } from "../editor/heldText";
import { splitLongLine } from "../editor/lines";

const english = { language: "en" };

class Writer {
  readonly composer: Composer;
  readonly sent: string[] = [];
  now = 0;
  private ids = 0;

  constructor(hold: number) {
    this.composer = new Composer(() => `id-${this.ids++}`);
    this.composer.hold = hold;
  }

  type(text: string, every = 0): this {
    for (const letter of text) {
      this.composer.edit(this.composer.text + letter, this.now);
      this.pass(every);
    }
    return this;
  }

  edit(text: string): this {
    this.composer.edit(text, this.now);
    return this.pass(0);
  }

  enter(): this {
    this.composer.finish(english, this.now);
    return this.pass(0);
  }

  pass(milliseconds: number): this {
    for (const end = this.now + milliseconds; ;) {
      const due = this.composer.due();
      this.now = due !== null && due > this.now && due <= end ? due : end;
      this.sent.push(...this.composer.release(this.now).map(line => line.text));
      if (this.now === end) {
        return this;
      }
    }
  }

  get seen() { return this.composer.onAir.text; }
}

test("without hold every key is on air at once and Enter sends at once", () => {
  const writer = new Writer(0).type("Good morning.");
  assert.equal(writer.seen, "Good morning.");

  writer.enter();

  assert.deepEqual(writer.sent, ["Good morning."]);
  assert.equal(writer.seen, "");
});

test("a character goes on air when it is as old as the hold", () => {
  const writer = new Writer(2000).type("ab", 500);
  assert.equal(writer.seen, "");

  writer.pass(1000);
  assert.equal(writer.seen, "a");
  writer.pass(500);

  assert.equal(writer.seen, "ab");
});

test("a stroke taken back within the hold is never seen", () => {
  const writer = new Writer(1000).type("The vote").pass(1000).type(" failed").pass(900).edit("The vote").type(" passed");
  writer.pass(999);
  assert.equal(writer.seen, "The vote");

  writer.pass(1);

  assert.equal(writer.seen, "The vote passed");
});

test("a word changed in the middle takes nothing away that did not change", () => {
  const writer = new Writer(1000).type("The metting is open").pass(1000);

  writer.edit("The meeting is open");
  assert.equal(writer.seen, "The mting is open".replace("mting", "meting"));
  writer.pass(1000);

  assert.equal(writer.seen, "The meeting is open");
});

test("nothing overtakes a held word before it", () => {
  const writer = new Writer(1000).type("A C").pass(900).edit("A B C").pass(100);

  assert.equal(writer.seen, "A ");
  writer.pass(900);
  assert.equal(writer.seen, "A B C");
});

test("half a character never goes on air", () => {
  const writer = new Writer(1000).edit("\ud83d\udc4d").pass(1000).edit("\ud83d\udc4e");
  assert.equal(writer.seen, "");

  writer.pass(1000);

  assert.equal(writer.seen, "\ud83d\udc4e");
});

test("a finished line waits its time while its start is seen, and the next line stays behind it", () => {
  const writer = new Writer(1000).type("One.").pass(600).enter().type("Two.").pass(400);
  assert.deepEqual(writer.sent, []);
  assert.equal(writer.seen, "One.");

  writer.pass(600);

  assert.deepEqual(writer.sent, ["One."]);
  assert.equal(writer.seen, "Two.");
});

test("a finished line is taken back in front of what was written since", () => {
  const writer = new Writer(1000).type("One").enter().type("two").pass(500);

  assert.equal(writer.composer.takeBack(), true);
  writer.pass(5000);

  assert.equal(writer.composer.text, "One two");
  assert.deepEqual(writer.sent, []);
  assert.equal(writer.composer.takeBack(), false);
});

test("a held line that is being changed stays, with everything behind it, and is held anew", () => {
  const writer = new Writer(1000).type("On").enter().type("Two").enter();
  const [first] = writer.composer.lines;
  writer.composer.pin(first!.id);
  writer.pass(3000);
  assert.deepEqual(writer.sent, []);

  writer.composer.replace(first!.id, "One", writer.now);
  writer.composer.pin(null);
  writer.pass(999);
  assert.deepEqual(writer.sent, []);
  writer.pass(1);

  assert.deepEqual(writer.sent, ["One", "Two"]);
});

test("flush sends everything at once", () => {
  const writer = new Writer(5000).type("One").enter().type("Tw");

  const released = writer.composer.flush(writer.now).map(line => line.text);

  assert.deepEqual(released, ["One"]);
  assert.equal(writer.seen, "Tw");
});

test("clear throws away what has not left, and one step brings it back, held anew", () => {
  const writer = new Writer(1000).type("One").enter().type("Two").pass(500);
  writer.composer.clear();
  writer.pass(5000);
  assert.deepEqual([writer.seen, writer.composer.text, writer.sent.length], ["", "", 0]);

  assert.equal(writer.composer.restore(writer.now), true);
  writer.pass(999);
  assert.deepEqual(writer.sent, []);
  writer.pass(1);

  assert.deepEqual(writer.sent, ["One"]);
  assert.equal(writer.composer.text, "Two");
});

test("what was cleared does not come back over new words", () => {
  const writer = new Writer(1000).type("Old");
  writer.composer.clear();
  writer.type("New");

  assert.equal(writer.composer.restore(writer.now), false);
});

test("stopped, nothing leaves and readers' draft is empty; resumed, everything is held for its full time", () => {
  const writer = new Writer(1000).type("Seen").pass(1000).enter().type("Not");
  writer.composer.stop();
  writer.pass(60_000);
  assert.deepEqual([writer.seen, writer.sent.length, writer.composer.due()], ["", 0, null]);

  writer.composer.resume(writer.now);
  writer.pass(999);
  assert.deepEqual([writer.seen, writer.sent.length], ["", 0]);
  writer.pass(1);

  assert.deepEqual([writer.seen, writer.sent], ["Not", ["Seen"]]);
});

test("what has not left is kept for a reload, with its ids and the stop", () => {
  const writer = new Writer(1000).type("One").enter().type("Tw");
  writer.composer.stop();
  const kept = JSON.parse(JSON.stringify(writer.composer.keep())) as ReturnType<Composer["keep"]>;

  const after = new Writer(1000);
  after.composer.load(kept, 0);
  after.pass(5000);
  assert.deepEqual([after.sent.length, after.seen], [0, ""]);
  assert.equal(after.composer.lines[0]?.id, writer.composer.lines[0]?.id);
  after.composer.resume(after.now);
  after.pass(1000);

  assert.deepEqual([after.sent, after.composer.text], [["One"], "Tw"]);
});

test("a sentence cut off keeps its age, and the rest goes on", () => {
  const writer = new Writer(1000).type("It is adopted. Ne").pass(600);
  writer.composer.finishFirst("It is adopted.".length, english, writer.now);
  writer.pass(400);
  assert.equal(writer.seen, "It is adopted.");

  writer.pass(600);

  assert.deepEqual(writer.sent, ["It is adopted."]);
  assert.equal(writer.composer.text, "Ne");
});

test("several pasted lines are several lines", () => {
  const writer = new Writer(0).edit("One\n\nTwo").enter();

  assert.deepEqual(writer.sent, ["One", "Two"]);
});

const cutting = (hold: number) => {
  const composer = new Composer((ids => () => `id-${ids++}`)(0), (text, language) => splitLongLine(text, 2000, language));
  composer.hold = hold;
  return composer;
};

test("a line of a hundred thousand characters becomes lines the archive takes, and nothing of it is missing", () => {
  const composer = cutting(0);
  const text = Array.from({ length: 20_000 }, (_, index) => index % 13 === 12 ? "end." : "word").join(" ");
  composer.edit(text, 0);

  const lines = composer.finish(english, 0, 5000);

  assert.ok(lines.length >= 50 && lines.every(each => each.length <= 2000));
  assert.equal(lines.join(" "), text);
  assert.equal(composer.together, lines.length);
});

test("what came together waits its grace besides the hold, draft and all, and then leaves in order", () => {
  const composer = cutting(1000);
  composer.add(["One", "Two"], english, 0, 5000);

  assert.deepEqual(composer.release(5999), []);
  assert.equal(composer.onAir.text, "");
  assert.equal(composer.due(), 6000);
  assert.deepEqual(composer.release(6000).map(each => each.text), ["One", "Two"]);
  assert.equal(composer.together, 0);
});

test("what came together can be taken back as if it had never come, and brought again", () => {
  const composer = cutting(0);
  composer.add(["Before"], english, 0);
  composer.release(0);
  composer.add(["One", "Two"], english, 0, 5000);
  composer.edit("Three", 0);

  composer.takeBackTogether("", 10);
  assert.deepEqual([composer.text, composer.lines.length, composer.release(9000).length], ["", 0, 0]);
  assert.equal(composer.restore(9000), true);
  assert.equal(composer.text, "Three");
  assert.deepEqual(composer.release(13_999), []);
  assert.deepEqual(composer.release(14_000).map(each => each.text), ["One", "Two"]);
});

test("whoever asks for everything to leave at once does not wait for the grace", () => {
  const composer = cutting(3000);
  composer.add(["One", "Two"], english, 0, 5000);

  assert.deepEqual(composer.flush(1).map(each => each.text), ["One", "Two"]);
});

test("whatever is written, nothing younger than the hold is ever seen or sent, and nothing is lost or doubled", () => {
  let seed = 7;
  const random = (below: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  for (let round = 0; round < 300; round++) {
    const hold = random(5) * 1000;
    const writer = new Writer(hold);
    const typedAt = new Map<string, number>();
    const written: string[] = [];
    const check = (text: string) => {
      for (const letter of text) {
        assert.ok(writer.now - typedAt.get(letter)! >= hold, `${letter} after ${writer.now - typedAt.get(letter)!} ms of ${hold}`);
      }
    };
    for (let step = 0; step < 60; step++) {
      const { text } = writer.composer;
      const at = random(text.length + 1);
      if (random(6) === 0 && text !== "") {
        written.push(...writer.composer.text);
        writer.composer.finish(english, writer.now);
      } else if (random(4) === 0 && text.length > 1) {
        writer.composer.edit(text.slice(0, at) + text.slice(at + 1), writer.now);
      } else {
        // Every character only once, so that each can be followed.
        const letter = String.fromCodePoint(0x4e00 + typedAt.size);
        typedAt.set(letter, writer.now);
        writer.composer.edit(text.slice(0, at) + letter + text.slice(at), writer.now);
      }
      const before = writer.sent.length;
      writer.pass(random(1500));
      writer.sent.slice(before).forEach(check);
      check(writer.seen);
    }
    writer.pass(10_000);
    assert.equal(writer.sent.join(""), written.join(""));
  }
});

test("pieces say what is on air and what waits", () => {
  const words = new HeldText("Good", 0);
  words.release(1000, 1000);
  words.edit("Good morning", 1000);

  assert.deepEqual(words.pieces(), [{ text: "Good", aired: true }, { text: " morning", aired: false }]);
  assert.deepEqual([words.held, words.newestAired], [8, 0]);
});
