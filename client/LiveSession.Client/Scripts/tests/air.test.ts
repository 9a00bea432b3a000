import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Air, type DeskLine } from "../editor/air";
import type { DeskEvents } from "../editor/desk";
import { Journal, type Store } from "../editor/journal";
import { lamp } from "../editor/standing";
import type { CaptionEdit, Pen, Session } from "../protocol";

Object.assign(globalThis, { window: globalThis, document: { querySelectorAll: () => [], documentElement: { lang: "en" } } });

const draftInterval = 100;

/** A captioner's way to readers without a server: what was written to it, and what it says back. */
class OnAir {
  readonly written: CaptionEdit[] = [];
  readonly passed: string[] = [];
  readonly air: Air;
  private desk!: DeskEvents;

  constructor(store: Store | null = null) {
    const line: DeskLine = {
      start: async () => undefined, stop: () => undefined,
      write: edit => void this.written.push(edit),
      correct: async () => ({}),
      pass: async wish => {
        this.passed.push(wish);
        return {};
      },
    };
    this.air = new Air(events => {
      this.desk = events;
      return line;
    }, "floor", new Journal(store, "s:floor:me"), 2000, {
      changed: () => undefined, session: () => undefined, penCame: () => undefined, penWent: () => undefined, recorded: () => undefined, answered: () => undefined,
    });
  }

  join(...pens: Pen[]): this {
    this.desk.joined({ me: "me", session: { id: "s", phase: "open", floor: { turnCount: 0, queue: [] }, pens } as Session }, 0);
    return this;
  }

  /** At the desk of a server whose clock shows `at`, some time after it was asked at `asked` of this device's clock. */
  joinAt(at: string, asked: number): this {
    this.desk.joined({ me: "me", session: { id: "s", phase: "open", floor: { turnCount: 0, queue: [] }, pens: [] } as Session, at }, asked);
    return this;
  }

  lose(signedOut = false): this {
    this.desk.lost(signedOut);
    return this;
  }

  write(text: string): this {
    this.air.show(text, { language: "en" }, null);
    mock.timers.tick(draftInterval);
    return this;
  }

  finish(text: string): this {
    this.air.deliver([{ id: `id-${text}`, text, language: "en", writtenAt: 0 }]);
    return this;
  }

  answer(text: string): this {
    this.desk.acknowledged({ command: `id-${text}`, result: { position: { epoch: "e", sequence: 1 } } });
    mock.timers.tick(draftInterval);
    return this;
  }

  /** What was written since this was last asked: lines with their end, drafts without. */
  get said(): string[] {
    return this.written.splice(0).map(edit => edit.command ? `${edit.text}|` : edit.text);
  }
}

function timed(name: string, run: () => void | Promise<void>): void {
  void test(name, async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    try {
      await run();
    } finally {
      mock.timers.reset();
    }
  });
}

timed("A line is said by the server's clock, as the desk was told it, however long the page took to load or the answer to come", () => {
  const captioner = new OnAir().joinAt("2026-03-09T09:00:00Z", Date.parse("2026-03-09T08:00:00Z"));
  captioner.air.deliver([{ id: "one", text: "One.", language: "en", writtenAt: Date.parse("2026-03-09T08:00:07Z") }]);
  assert.deepEqual(captioner.written.splice(0).map(edit => edit.spokenAt), ["2026-03-09T09:00:07.000Z"]);

  // Asked again with each connection: clocks drift apart.
  captioner.lose().joinAt("2026-03-09T09:01:00Z", Date.parse("2026-03-09T08:01:00.500Z"));
  assert.deepEqual(captioner.written.map(edit => edit.spokenAt), ["2026-03-09T09:00:06.500Z"]);
});

timed("A line typed before the device's clock was put right, and sent after, was said when it was said, also over a reload", () => {
  const kept = new Map<string, string>();
  const store: Store = {
    get length() { return kept.size; }, key: index => [...kept.keys()][index] ?? null, getItem: key => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value), removeItem: key => void kept.delete(key),
  };
  const slow = new OnAir(store).joinAt("2026-03-09T10:00:00Z", Date.parse("2026-03-09T08:00:00Z")).lose();
  slow.air.deliver([{ id: "one", text: "One.", language: "en", writtenAt: Date.parse("2026-03-09T08:00:07Z") }]);
  for (const captioner of [slow, new OnAir(store)]) {
    captioner.joinAt("2026-03-09T10:05:00Z", Date.parse("2026-03-09T10:05:00Z"));
    assert.deepEqual(captioner.written.map(edit => edit.spokenAt), ["2026-03-09T10:00:07.000Z"]);
  }
});

timed("A line typed after the device's clock was put right, and before the server was heard again, was not said in time to come", () => {
  const captioner = new OnAir().joinAt("2026-03-09T10:00:00Z", Date.parse("2026-03-09T08:00:00Z")).lose();
  captioner.air.deliver([{ id: "one", text: "One.", language: "en", writtenAt: Date.parse("2026-03-09T10:04:00Z") }]);
  captioner.joinAt("2026-03-09T10:05:00Z", Date.parse("2026-03-09T10:05:00Z"));
  assert.deepEqual(captioner.written.map(edit => edit.spokenAt), ["2026-03-09T10:04:00.000Z"]);
});

timed("After a reconnect no draft is shown before the lines it follows are in the record", () => {
  const captioner = new OnAir().join().finish("One.").finish("Two.").write("And thr");
  assert.deepEqual(captioner.said, ["One.|", "Two.|", "And thr"]);

  captioner.lose().write("And three").join().write("And three m");
  assert.deepEqual(captioner.said, ["One.|", "Two.|"]);
  captioner.answer("One.").write("And three mo");
  assert.deepEqual(captioner.said, []);

  captioner.answer("Two.");
  assert.deepEqual(captioner.said, ["And three mo"]);
});

timed("After a reconnect with nothing unanswered the draft is shown again as it stands", () => {
  const captioner = new OnAir().join().finish("One.").answer("One.").write("And two");
  assert.deepEqual(captioner.said, ["One.|", "And two"]);

  captioner.lose().write("And two").join().write("And two");

  assert.deepEqual(captioner.said, ["And two"]);
});

timed("Marked for somebody else in mid-line, the draft is theirs at once", () => {
  const captioner = new OnAir().join().write("We thank");
  captioner.air.show("We thank", { language: "en", speaker: "Ana" }, null);
  mock.timers.tick(draftInterval);
  captioner.air.show("We thank", { language: "en", speaker: "Ana" }, null);
  mock.timers.tick(draftInterval);

  assert.deepEqual(captioner.written.map(edit => [edit.text, edit.speaker]), [["We thank", undefined], ["We thank", "Ana"]]);
});

timed("Resumed after a stop, drafts wait for the lines that were stopped", () => {
  const captioner = new OnAir().join();
  captioner.air.stop();
  captioner.finish("Stopped.").write("next");
  assert.deepEqual(captioner.said, []);

  captioner.air.resume();
  captioner.write("next");
  assert.deepEqual(captioner.said, ["Stopped.|"]);
  captioner.answer("Stopped.");
  assert.deepEqual(captioner.said, ["next"]);
});

timed("The key of the pen does what the lamp shows, and asks first only where a colleague did not offer it", () => {
  const captioner = new OnAir();
  const pressed = (...pens: Pen[]): [boolean, string[]] => {
    captioner.join(...pens);
    return [captioner.air.passThePen("id") !== null, captioner.passed.splice(0)];
  };

  assert.deepEqual(pressed({ track: "floor", holder: "dov", name: "Dov", offered: true } as Pen), [true, ["TakePen"]]);
  assert.deepEqual(pressed({ track: "floor", holder: "me", name: "Me" } as Pen), [true, ["OfferPen"]]);
  assert.deepEqual(pressed({ track: "floor", holder: "me", name: "Me", offered: true } as Pen), [true, ["TakePen"]]);
  assert.deepEqual(pressed({ track: "floor", holder: "dov", name: "Dov" } as Pen), [false, []]);
  assert.deepEqual(pressed(), [false, []]);
  captioner.join({ track: "floor", holder: "me", name: "Me" } as Pen).lose();
  assert.deepEqual([captioner.air.passThePen("id"), captioner.passed], [null, []]);
});

timed("A finished line always says when it was finished: that it is late is seen where it arrives", () => {
  const captioner = new OnAir().join().finish("On a line that stalls.");

  assert.deepEqual(captioner.written.map(edit => edit.spokenAt), ["1970-01-01T00:00:00.000Z"]);
});

timed("Without a sign-in the lamp says so, and on air again it says nothing of it", () => {
  const captioner = new OnAir().join().finish("Kept.");
  const said = (): string[] => lamp(captioner.air.situation, "live");

  captioner.lose(true);
  assert.deepEqual(said(), ["trouble", "Editor.SignedOut"]);
  assert.equal(captioner.air.outbox.unanswered, 1);

  captioner.join();
  assert.deepEqual(said(), ["on-air", "live"]);
});
