import assert from "node:assert/strict";
import { test } from "node:test";
import type { Air } from "../editor/air";
import type { Changes } from "../editor/changes";
import { Composer, type Kept, type Marking, type Released } from "../editor/composer";
import type { EditorView } from "../editor/editorView";
import type { Journal } from "../editor/journal";
import { Interruptions } from "../editor/interruptions";
import { Meters } from "../editor/metersView";
import type { ReaderDelay } from "../editor/meters";
import type { ShortForms } from "../editor/shortForms";
import { besideTheLamp, lamp, stopWords, type Situation } from "../editor/standing";
import { Typing } from "../editor/typing";

// Words that are held wait for their time on air: the tests end without them.
const window = Object.assign(Object.create(globalThis), { setTimeout: (action: () => void, wait: number) => setTimeout(action, wait).unref() });
Object.assign(globalThis, { window, document: { addEventListener: () => undefined, querySelectorAll: () => [], documentElement: { lang: "en" } } });

/** A captioner at an editor that is no page: what leaves, what readers see, what the browser keeps, how often it knocks. */
class Captioner {
  readonly left: Released[] = [];
  readonly spoken: string[] = [];
  readonly air = {
    barred: null as string | null, session: { floor: {} } as object | null, claimed: true, online: true, elsewhere: false, offTheRecord: false, seen: "", knocks: 0,
    deliver: (lines: Released[]) => this.left.push(...lines),
    show: (text: string, _: Marking) => this.air.seen = text,
    knock: () => this.air.knocks++,
    speak: (words: string) => this.spoken.push(words),
    stop: () => undefined, resume: () => undefined,
  };
  readonly journal = { kept: { text: "", lines: [], stopped: false } as Kept };
  readonly field = { value: "", selectionStart: 0, selectionEnd: 0, addEventListener: () => undefined, focus: () => undefined };
  said = "";
  readonly meters = new Meters({} as EditorView, {} as ReaderDelay, new AbortController().signal);
  readonly composer: Composer;
  readonly typing: Typing;
  readonly interruptions: Interruptions;
  private ids = 0;

  constructor() {
    this.composer = new Composer(() => `id-${this.ids++}`);
    const view = {
      text: this.field, language: "en", trouble: () => undefined, notice: (words: string) => this.said = words, pasted: () => undefined,
      put: (text: string) => this.field.value = text,
    };
    const [air, shown] = [this.air as unknown as Air, view as unknown as EditorView];
    const changes = { current: null, withdrawn: null, kept: [], leave: () => undefined, recall: () => undefined } as unknown as Changes;
    const forms = { typed: () => undefined, forget: () => undefined } as unknown as ShortForms;
    this.typing = new Typing(this.composer, air, this.journal as Journal, shown, changes, forms, this.meters, () => undefined);
    this.interruptions = new Interruptions(this.composer, air, shown, changes, forms, this.meters, this.typing);
  }

  write(text: string): this {
    this.field.value = text;
    this.field.selectionStart = this.field.selectionEnd = text.length;
    this.typing.typed();
    return this;
  }

  offTheRecord(off: boolean): this {
    this.air.offTheRecord = off;
    this.interruptions.recordChanged(off);
    return this;
  }

  feed(text: string, author = "", edit = false): void {
    const detail = { text, edit, author };
    this.typing.sayLine({ detail, preventDefault: () => undefined } as unknown as CustomEvent<typeof detail>);
  }

  get texts(): string[] {
    return this.left.map(line => line.text);
  }
}

test("Words begun off the record are put away when the record resumes, and nothing brings them back", () => {
  const captioner = new Captioner().offTheRecord(true).write("confidential half");
  assert.equal(captioner.journal.kept.text, "");

  captioner.offTheRecord(false);
  captioner.typing.finish();

  assert.equal(captioner.field.value, "");
  assert.deepEqual(captioner.texts, []);
  assert.equal(captioner.said, "Editor.PutAway.other");
  assert.equal(captioner.typing.restorable, false);
  assert.equal(captioner.journal.kept.text, "");
});

test("Lines held, and words cleared, off the record are put away with the one being written", () => {
  const captioner = new Captioner().offTheRecord(true);
  captioner.composer.hold = 5000;
  captioner.write("held and secret").typing.finish();
  captioner.write("cleared").typing.clear();
  captioner.offTheRecord(false);

  assert.deepEqual([captioner.composer.lines.length, captioner.typing.restorable, captioner.texts], [0, false, []]);
});

test("A line begun on the record is recorded up to where the chair went off, once the record resumes", () => {
  const captioner = new Captioner().write("The vote is");
  captioner.typing.speaker = "Ana";
  captioner.offTheRecord(true);
  assert.equal(captioner.said, "Editor.SetAside");
  assert.equal(captioner.field.value, "");
  assert.deepEqual(captioner.spoken, ["The vote is"]);

  captioner.write("between us");
  assert.deepEqual(captioner.journal.kept.lines.map(line => line.text), ["The vote is"]);
  assert.deepEqual(captioner.texts, []);
  captioner.offTheRecord(false);

  assert.deepEqual(captioner.left.map(line => [line.text, line.speaker]), [["The vote is", "Ana"]]);
  assert.equal(captioner.field.value, "");
});

test("What a captioner without the pen wrote is not set aside to be recorded", () => {
  const captioner = new Captioner().write("scratch");
  captioner.air.barred = "B has the pen";
  captioner.offTheRecord(true).offTheRecord(false);
  captioner.air.barred = null;
  captioner.typing.pump();

  assert.deepEqual([captioner.texts, captioner.field.value], [[], ""]);
});

test("The mark of who speaks is kept with the half line it belongs to", () => {
  const captioner = new Captioner();
  captioner.typing.speaker = "Bold";
  captioner.write("We cannot acc");
  assert.equal(captioner.journal.kept.speaker, "Bold");

  captioner.typing.clear();
  assert.equal(captioner.journal.kept.speaker, undefined);
});

test("After a reload a half line is marked for whom it was written, and what is sent next is theirs", () => {
  const before = new Captioner();
  before.typing.speaker = "Bold";
  before.write("We cannot acc");

  const after = new Captioner();
  after.typing.recall(before.journal.kept);
  assert.deepEqual([after.field.value, after.typing.speaker], ["We cannot acc", "Bold"]);
  after.write("We cannot accept.").typing.finish();
  assert.deepEqual(after.left.map(line => [line.text, line.speaker]), [["We cannot accept.", "Bold"]]);

  const other = new Captioner();
  other.typing.speaker = "Ana";
  other.typing.recall(before.journal.kept);
  assert.equal(other.typing.speaker, "Ana");
});

test("Deleting what was prepared does not ask for the pen; writing does", () => {
  const captioner = new Captioner();
  captioner.air.barred = "A has the pen";
  captioner.write("scratch");
  assert.equal(captioner.air.knocks, 1);

  captioner.write("scra").write("").typing.finish();
  assert.equal(captioner.air.knocks, 1);

  captioner.write("a");
  assert.equal(captioner.air.knocks, 2);
});

test("A prepared line comes behind the half line that readers have seen", () => {
  const captioner = new Captioner().write("I read the statement now:");
  captioner.feed("Madam Chair, we welcome this.");

  assert.deepEqual(captioner.texts, ["I read the statement now:", "Madam Chair, we welcome this."]);
  assert.equal(captioner.field.value, "");
});

test("What readers do not see is held by the policies that wait, and with no connection", () => {
  const unseen = (run: (captioner: Captioner) => void): string => {
    const captioner = new Captioner();
    run(captioner);
    return captioner.composer.pieces().filter(piece => !piece.aired).map(piece => piece.text).join("") + captioner.composer.held;
  };

  assert.equal(unseen(captioner => captioner.write("The meet")), "0");
  for (const policy of ["line", "sentence", "timer"] as const) {
    assert.equal(unseen(captioner => {
      captioner.typing.policy = policy;
      captioner.write("The meet");
    }), "The meet8");
  }
  assert.equal(unseen(captioner => {
    captioner.typing.policy = "word";
    captioner.write("The meet");
  }), "meet4");
  assert.equal(unseen(captioner => {
    captioner.write("The ");
    captioner.air.online = false;
    captioner.write("The meet");
  }), "meet4");
});

test("Words typed with no connection go on air when it is back", () => {
  const captioner = new Captioner();
  captioner.air.online = false;
  captioner.write("The meet");
  assert.equal(captioner.air.seen, "");

  captioner.air.online = true;
  captioner.typing.pump();
  assert.equal(captioner.air.seen, "The meet");
});

test("What was written without the pen waits for a key when the pen comes", () => {
  const captioner = new Captioner();
  captioner.air.barred = "A has the pen";
  captioner.write("an old scratch");
  captioner.air.barred = null;
  captioner.interruptions.penCame();
  assert.deepEqual([captioner.air.seen, captioner.composer.held, captioner.said], ["", 14, "Editor.Parked"]);

  captioner.write("an old scratch.");
  assert.deepEqual([captioner.air.seen, captioner.composer.held, captioner.said], ["an old scratch.", 0, ""]);
});

test("Lines that were held when the pen was elsewhere wait for a key when it comes, and are held anew", () => {
  const captioner = new Captioner();
  captioner.air.barred = "A has the pen";
  captioner.composer.hold = 60_000;
  captioner.write("An old line.");
  captioner.composer.finish({ language: "en" }, 0);
  captioner.field.value = "";
  captioner.air.barred = null;
  captioner.interruptions.penCame();
  captioner.typing.pump();
  assert.deepEqual([captioner.texts, captioner.typing.stays, captioner.said], [[], true, "Editor.Parked"]);

  captioner.write("N");
  assert.deepEqual([captioner.texts, captioner.typing.stays], [[], false]);
  captioner.typing.flush();
  assert.deepEqual(captioner.texts, ["An old line."]);
});

test("The clock ends no line that waits for a key", () => {
  const captioner = new Captioner();
  captioner.typing.policy = "timer";
  captioner.air.barred = "A has the pen";
  captioner.write("an old scratch");
  captioner.air.barred = null;
  captioner.interruptions.penCame();

  captioner.typing.tick(Date.now() + 60_000);
  assert.deepEqual([captioner.texts, captioner.field.value], [[], "an old scratch"]);

  captioner.write("an old scratch.").typing.tick(Date.now() + 60_000);
  assert.deepEqual(captioner.texts, ["an old scratch."]);
});

test("A reload off the record sends nothing of what waits for the record, and keeps it for whom it was said", () => {
  const before = new Captioner().write("The vote is");
  before.typing.speaker = "Ana";
  before.offTheRecord(true);

  const after = new Captioner();
  after.air.session = null;
  after.typing.recall(before.journal.kept);
  after.typing.pump();
  assert.deepEqual([after.texts, after.typing.stays], [[], true]);
  // Typed before anybody knew: it may have been off the record.
  after.write("between us");
  after.air.session = { floor: {} };
  after.interruptions.recordChanged(true, "kept");
  assert.deepEqual([after.texts, after.field.value, after.said], [[], "between us", "Editor.SetAside"]);
  assert.deepEqual(after.journal.kept.lines.map(line => [line.text, line.speaker]), [["The vote is", "Ana"]]);

  after.offTheRecord(false);
  assert.deepEqual(after.left.map(line => [line.text, line.speaker]), [["The vote is", "Ana"]]);
});

test("Until it is known which tab writes, a page changes nothing of what is kept", () => {
  const tab = new Captioner();
  tab.air.claimed = false;
  tab.air.session = null;
  tab.typing.recall({ text: "", lines: [{ id: "a", text: "Held by the other tab.", language: "en" }], stopped: false });
  tab.write("x");

  assert.deepEqual([tab.texts, tab.journal.kept.lines, tab.journal.kept.text], [[], [], ""]);
});

test("Stopping says that a colleague's words go on", () => {
  const now = { stopped: true, me: "a", pen: { holder: "b", name: "Dov" } } as unknown as Situation;

  assert.deepEqual(lamp(now, "live"), ["trouble", "Editor.StoppedHere"]);
  assert.deepEqual(lamp({ ...now, me: "b" }, "live"), ["trouble", "Editor.Stopped"]);
});

test("With no connection off the record it is not said that lines are kept", () => {
  const away = { online: false, refused: null, waiting: 0, session: { phase: "open", offTheRecord: true } } as unknown as Situation;

  assert.deepEqual(lamp(away, "live"), ["trouble", "Editor.OfflineOffTheRecord"]);
  assert.deepEqual(lamp({ ...away, session: null }, "live"), ["trouble", "Editor.Offline"]);
});

test("Numbers that change by themselves stand beside the lamp, and not in its words", () => {
  const now = { online: true, refused: null, waiting: 1, unheardFor: 4200, silentFor: 0, session: { phase: "open" } } as unknown as Situation;
  const shown = (situation: Situation): [string, string] => [lamp(situation, "live")[1], besideTheLamp(lamp(situation, "live"), situation, 12)];

  assert.deepEqual(shown(now), ["Editor.Unheard", "Editor.Seconds"]);
  assert.deepEqual(shown({ ...now, unheardFor: 9200 }), ["Editor.Unheard", "Editor.Seconds"]);
  assert.deepEqual(shown({ ...now, unheardFor: 0 }), ["live", "Editor.Reading.other"]);
  assert.deepEqual(shown({ ...now, unheardFor: 0, stopped: true }), ["Editor.Stopped", ""]);
});

test("The button that stops says whom it stops", () => {
  const now = { me: "a", pen: { holder: "b", name: "Dov" } } as unknown as Situation;

  assert.deepEqual(
    [stopWords(now), stopWords({ ...now, me: "b" }), stopWords({ ...now, pen: undefined })],
    ["Editor.StopMine", "Editor.Stop", "Editor.Stop"]);
});

test("After an Enter that was refused, nothing says any more that the latest line is in the record", () => {
  const captioner = new Captioner().write("not yet");
  captioner.meters.recorded(200);
  captioner.air.barred = "A has the pen";
  captioner.typing.finish();
  assert.deepEqual([captioner.meters.recordedAfter, captioner.field.value], [null, "not yet"]);

  captioner.meters.recorded(200);
  captioner.typing.giveBack(["refused by the server"]);
  assert.deepEqual([captioner.meters.recordedAfter, captioner.field.value], [null, "refused by the server not yet"]);
});

test("When the pen goes, what readers saw of the line is recorded to the end of its word, and the rest stays", () => {
  const captioner = new Captioner();
  captioner.composer.hold = 60_000;
  captioner.write("The delegates agree to meet");
  captioner.composer.words.release(Infinity, 0);
  captioner.composer.hidden = " agree to meet".length + 5;

  captioner.air.barred = "Dov has the pen";
  captioner.interruptions.penWent();

  assert.deepEqual([captioner.texts, captioner.field.value, captioner.air.seen], [["The delegates"], "agree to meet", ""]);
  assert.equal(captioner.said, "Editor.Parted");
  captioner.interruptions.penWent();
  assert.deepEqual(captioner.texts, ["The delegates"]);
});

test("When the pen goes, nothing that readers did not see is recorded, nor what was written off the record", () => {
  const unseen = new Captioner();
  unseen.composer.hold = 60_000;
  unseen.write("not yet");
  unseen.interruptions.penWent();
  const off = new Captioner().offTheRecord(true).write("confidential");
  off.interruptions.penWent();

  assert.deepEqual([unseen.texts, unseen.field.value, off.texts, off.field.value], [[], "not yet", [], "confidential"]);
});

test("A line of a handed-in statement is its author's, unless somebody has the floor or is marked", () => {
  const captioner = new Captioner();
  captioner.feed("Thank you, Chair.", "Ana");
  captioner.air.session = { floor: { speaking: { speaker: { name: "Bo" } } } };
  captioner.feed("We agree.", "Ana");
  captioner.air.session = { floor: {} };
  captioner.typing.speaker = "Cy";
  captioner.feed("We do.", "Ana");
  captioner.typing.speaker = null;
  captioner.feed("Pasted.");

  assert.deepEqual(captioner.left.map(line => line.speaker), ["Ana", undefined, "Cy", undefined]);
});

test("A line of a handed-in statement that is changed first is its author's, and the one after it nobody's", () => {
  const captioner = new Captioner();
  captioner.feed("Thank you.", "Ana", true);
  assert.equal(captioner.journal.kept.speaker, "Ana");
  captioner.write("Thank you, Chair.").typing.finish();
  captioner.write("And now").typing.finish();

  assert.deepEqual(captioner.left.map(line => [line.text, line.speaker]), [["Thank you, Chair.", "Ana"], ["And now", undefined]]);
});
