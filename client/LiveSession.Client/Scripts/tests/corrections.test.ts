import assert from "node:assert/strict";
import { test } from "node:test";
import type { Air } from "../editor/air";
import { Changes } from "../editor/changes";
import { Composer, type Kept, type Released } from "../editor/composer";
import { EditorKeys } from "../editor/editorKeys";
import type { EditorView } from "../editor/editorView";
import { Journal } from "../editor/journal";
import { Meters } from "../editor/metersView";
import type { ReaderDelay } from "../editor/meters";
import type { Wish } from "../editor/keymap";
import { Outbox } from "../editor/outbox";
import type { ShortForms } from "../editor/shortForms";
import { Typing } from "../editor/typing";
import type { CommandResult } from "../protocol";

/** The lines readers see beside the editor. */
let page: object[] = [];

Object.assign(globalThis, {
  window: globalThis,
  document: {
    addEventListener: () => undefined, querySelectorAll: (which: string) => which.endsWith("p[id]") ? page : [], getElementById: () => null,
    documentElement: { lang: "en" }, baseURI: "http://here/",
  },
});

interface Sent { command: string; line: number; text: string; answer(result: CommandResult): Promise<void>; fail(): Promise<void> }

/** A captioner who corrects what was aired, at an editor that is no page; the server answers when the test says so. */
class Corrector {
  readonly sent: Sent[] = [];
  readonly left: Released[] = [];
  readonly journal = { kept: { text: "", lines: [], stopped: false } as Kept };
  readonly field = {
    value: "", selectionStart: 0, selectionEnd: 0, readOnly: false, focus: () => undefined,
    addEventListener: (kind: string, heard: (event: object) => void) => kind === "keydown" && (this.heard = heard),
    setSelectionRange: (start: number, end: number) => Object.assign(this.field, { selectionStart: start, selectionEnd: end }),
  };
  trouble = "";
  readonly outbox = new Outbox(new Journal(null, "s"), { now: () => 0, after: () => undefined }, () => this.changes?.settle(),
    (line, result) => this.changes.recorded(line.id, result.position!.sequence, line.text));
  readonly changes: Changes;
  readonly typing: Typing;
  readonly air: { stopped: boolean };
  private heard: (event: object) => void = () => undefined;

  constructor() {
    const composer = new Composer((ids => () => `id-${ids++}`)(0));
    const view = {
      text: this.field, language: "en", rightToLeft: false, trouble: (words: string) => this.trouble = words, notice: () => undefined, pasted: () => undefined,
      put: (text: string, caret = text.length) => Object.assign(this.field, { value: text, selectionStart: caret, selectionEnd: caret }),
      caretAt: (place: number) => this.field.selectionStart === place && this.field.selectionEnd === place,
    } as unknown as EditorView;
    const air = {
      barred: null, session: { floor: {} }, claimed: true, online: true, elsewhere: false, stopped: false, outbox: this.outbox,
      deliver: (lines: Released[]) => {
        this.left.push(...lines);
        if (lines.length > 0) {
          this.outbox.add(lines);
        }
      }, show: () => undefined, knock: () => undefined,
      correct: (command: string, line: number, text: string) => new Promise<CommandResult>((resolve, reject) => this.sent.push({
        command, line, text,
        answer: async result => {
          resolve(result);
          await new Promise(setImmediate);
        },
        fail: async () => {
          reject(new Error("offline"));
          await new Promise(setImmediate);
        },
      })),
    } as unknown as Air;
    this.air = air;
    const forms = { typed: () => undefined, forget: () => undefined } as unknown as ShortForms;
    this.changes = new Changes("s", "floor", composer, air, view, () => this.typing.pump(), open => keys.release(open));
    this.typing = new Typing(composer, air, this.journal as Journal, view, this.changes, forms, new Meters(view, {} as ReaderDelay, new AbortController().signal), () => undefined);
    const grants: Partial<Record<Wish, () => void>> = {
      finish: () => this.typing.finish(), clear: () => this.changes.current ? this.changes.leave() : this.typing.clear(),
      older: () => this.changes.walk(-1), newer: () => this.changes.walk(1),
    };
    const keys = new EditorKeys(view, () => ({
      changing: this.changes.current !== null, held: false, offered: false, expanded: false, restorable: false, pasted: false,
    }), this.changes, wish => grants[wish]?.(), kind => this.typing.typed(kind), new AbortController().signal);
    page = [];
    this.outbox.connected(() => undefined);
    this.changes.aired.add({ number: 7, text: "The vot failed." });
    this.changes.aired.add({ number: 8, text: "We tank you." });
  }

  /** Keys pressed one right after the other, as "Control+ArrowUp": what the page leaves of them, the browser would do. */
  press(...keys: string[]): string[] {
    const left: string[] = [];
    for (const name of keys) {
      let prevented = false;
      const key = name.replace("Control+", "");
      this.heard({
        key, code: key, ctrlKey: name !== key, shiftKey: false, altKey: false, metaKey: false, isComposing: false, keyCode: 0,
        get defaultPrevented() { return prevented; }, preventDefault: () => prevented = true,
      });
      if (!prevented) {
        left.push(name);
      }
    }
    return left;
  }

  write(text: string): this {
    this.field.value = text;
    this.field.selectionStart = this.field.selectionEnd = text.length;
    this.typing.typed();
    return this;
  }

  open(number: number): this {
    this.changes.change({ kind: "aired", line: this.changes.aired.find(number)! });
    return this;
  }

  enter(): this {
    this.typing.finish();
    return this;
  }

  get corrected(): [number, string][] {
    return this.sent.map(({ line, text }) => [line, text]);
  }
}

const taken: CommandResult = { position: { epoch: "e", sequence: 9 } };
const refused: CommandResult = { rejection: { code: 305, message: "Refused." } };

test("What is typed after Enter on a correction is the next line, and stays when the answer comes", async () => {
  const captioner = new Corrector().open(8).write("We thank you.").enter().write("Next sp");
  assert.deepEqual(captioner.corrected, [[8, "We thank you."]]);

  await captioner.sent[0]!.answer(taken);
  captioner.write("Next speaker").enter();

  assert.deepEqual([captioner.left.map(line => line.text), captioner.corrected.length], [["Next speaker"], 1]);
  assert.equal(captioner.changes.aired.find(8)?.text, "We thank you.");
});

test("The half line from before a correction is there again at once", () => {
  const captioner = new Corrector().write("And so").open(8).write("We thank you.").enter();

  assert.equal(captioner.field.value, "And so");
});

test("A correction that is refused is open again with its words, and other words are another correction", async () => {
  const captioner = new Corrector().open(8).write("We thank you.").enter();
  await captioner.sent[0]!.answer(refused);
  assert.deepEqual([captioner.field.value, captioner.trouble, captioner.changes.refused], ["We thank you.", "Refused.", []]);

  captioner.write("We thank you all.").enter();
  assert.notEqual(captioner.sent[1]!.command, captioner.sent[0]!.command);
});

test("The same words once more, after the connection was lost, are the same correction", async () => {
  const captioner = new Corrector().open(8).write("We thank you.").enter();
  await captioner.sent[0]!.fail();
  assert.equal(captioner.trouble, "Editor.CorrectionLater");

  captioner.enter();
  assert.equal(captioner.sent[1]!.command, captioner.sent[0]!.command);
});

test("Refused while another correction is open, or while the next line is written, it is listed and the field is left alone", async () => {
  const captioner = new Corrector().open(8).write("We thank you.").enter().open(7).write("The vote fail");
  await captioner.sent[0]!.answer(refused);
  assert.deepEqual([captioner.field.value, captioner.changes.refused.map(each => [each.line.number, each.text, each.reason])], ["The vote fail", [[8, "We thank you.", "Refused."]]]);

  captioner.write("The vote failed.").enter().write("Next");
  await captioner.sent[1]!.answer(refused);
  assert.deepEqual([captioner.field.value, captioner.changes.refused.length], ["Next", 2]);

  void captioner.changes.sendRefusedAgain();
  assert.deepEqual([captioner.sent[2]!.command, captioner.changes.refused.length], [captioner.sent[0]!.command, 0]);
});

test("Going back to a line whose correction was refused takes the correction up", async () => {
  const captioner = new Corrector().open(8).write("We thank you.").enter().write("Next");
  await captioner.sent[0]!.answer(refused);

  captioner.open(8);
  assert.deepEqual([captioner.field.value, captioner.changes.refused], ["We thank you.", []]);
  captioner.changes.leave();
  assert.equal(captioner.field.value, "Next");
});

test("A correction is kept for a reload from the moment it is sent", () => {
  const before = new Corrector().open(8).write("We thank you.").enter();
  assert.deepEqual(before.journal.kept.corrections?.map(each => [each.line, each.text, each.command]), [[8, "We thank you.", before.sent[0]!.command]]);
});

test("Words that were refused do not take the place of those that were sent after them", async () => {
  const captioner = new Corrector().open(7).write("The vote fail").enter().open(7).write("The vote failed.");
  await captioner.sent[0]!.answer(refused);
  captioner.enter();
  await captioner.sent[1]!.answer(taken);
  assert.deepEqual(captioner.changes.refused, []);
});

test("A correction survives a reload, written, on its way, or refused", async () => {
  const before = new Corrector().open(8).write("We thank you.").enter().open(7).write("The vote fail");
  const after = new Corrector();
  after.typing.recall(JSON.parse(JSON.stringify(before.journal.kept)) as Kept);
  assert.deepEqual([after.field.value, after.changes.refused.map(each => each.text)], ["The vote fail", ["We thank you."]]);

  void after.changes.sendRefusedAgain();
  assert.deepEqual([after.sent[0]!.command, after.field.value], [before.sent[0]!.command, "The vote fail"]);
  await after.sent[0]!.answer(taken);
  after.write("The vote failed.").enter();
  await after.sent[1]!.answer(taken);
  assert.deepEqual([after.corrected, after.journal.kept.corrections], [[[8, "We thank you."], [7, "The vote failed."]], []]);
});

/** A line as it stands on the page, before what shows that it was corrected. */
const shown = (number: number, text: string): object => ({ id: `l${number}`, dataset: { track: "floor" }, childNodes: [{ nodeType: 1, textContent: "Ana" }, { nodeType: 3, textContent: text }] });

/** The record, which answers when the test says so: with these lines, or not at all. */
function record(): { asked: string[]; answer(lines: [number, string][] | null): Promise<void> } {
  const waiting: ((answer: object) => void)[] = [];
  const asked: string[] = [];
  globalThis.fetch = ((address: URL) => {
    asked.push(address.search);
    return new Promise(resolve => waiting.push(resolve));
  }) as unknown as typeof fetch;
  return {
    asked, answer: async lines => {
      waiting.shift()!({ ok: lines !== null, json: async () => lines!.map(([number, text]) => ({ number, text, track: "floor" })) });
      await new Promise(setImmediate);
    },
  };
}

test("The latest line is open before the next key, and nothing is asked for it", () => {
  const { asked } = record();
  const captioner = new Corrector();
  page = [shown(8, "We tank you."), shown(9, "A colleague's line.")];

  captioner.press("Control+ArrowUp");
  assert.deepEqual([captioner.field.value, asked], ["A colleague's line.", []]);

  captioner.press("Control+ArrowUp");
  assert.deepEqual([captioner.field.value, asked], ["We tank you.", []]);
});

test("Keys pressed while a line is read are done to that line in their order, and none of them goes on air", async () => {
  const older = record();
  const captioner = new Corrector().write("Half");
  page = [shown(8, "We tank you.")];
  captioner.press("Control+ArrowUp", "Control+ArrowUp");
  assert.deepEqual([captioner.changes.opening, captioner.field.readOnly], [true, true]);

  assert.deepEqual(captioner.press(...Array.from("ab"), "Control+a", "Backspace", "N", "o", "ArrowLeft", "x", "Enter", ..."Next"), []);
  assert.deepEqual([captioner.left, captioner.corrected, captioner.journal.kept.text], [[], [], "Half"]);
  await older.answer([[7, "The vot failed."]]);

  assert.deepEqual([captioner.corrected, captioner.left, captioner.field.value], [[[7, "Nxo"]], [], "HalfNext"]);
  assert.deepEqual([captioner.field.readOnly, older.asked], [false, ["?take=200&track=floor&before=8"]]);
});

test("A line that cannot be read takes what was typed for it with it, and says so", async () => {
  const older = record();
  const captioner = new Corrector();
  page = [shown(8, "We tank you.")];
  captioner.press("Control+ArrowUp", "Control+ArrowUp", "Escape", " ", "b", "Enter");
  await older.answer(null);

  assert.deepEqual([captioner.field.value, captioner.corrected, captioner.left], ["We tank you.", [], []]);
  assert.equal(captioner.trouble, "Editor.NotRead Editor.KeysDropped");
});

test("The line just sent is what the arrow opens, and its correction leaves when the record has it", async () => {
  record();
  const captioner = new Corrector().write("We agre.").enter();
  captioner.press("ArrowUp");
  assert.equal(captioner.field.value, "We agre.");

  captioner.write("We agree.").enter().write("Next");
  assert.deepEqual(captioner.corrected, []);
  assert.deepEqual(captioner.journal.kept.corrections?.map(each => [each.line, each.of, each.text]), [[0, "id-0", "We agree."]]);
  captioner.outbox.answer("id-0", { position: { epoch: "e", sequence: 11 } });

  assert.deepEqual([captioner.corrected, captioner.field.value], [[[11, "We agree."]], "Next"]);
  await captioner.sent[0]!.answer(taken);
  captioner.press("Control+ArrowUp", "Control+ArrowUp");
  assert.equal(captioner.field.value, "We tank you.");
});

test("A line recorded while it is being corrected is corrected by its number", () => {
  record();
  const captioner = new Corrector().write("We agre.").enter();
  captioner.press("ArrowUp");
  captioner.outbox.answer("id-0", { position: { epoch: "e", sequence: 11 } });
  captioner.write("We agree.").enter();

  assert.deepEqual(captioner.corrected, [[11, "We agree."]]);
});

test("A line that was refused meanwhile is offered with its right words, and one that was withdrawn is not", () => {
  record();
  const captioner = new Corrector().write("We agre.").enter().write("Nonsense").enter();
  captioner.press("ArrowUp");
  captioner.write("").enter();
  captioner.press("ArrowUp", "ArrowUp");
  captioner.write("We agree.").enter();
  captioner.outbox.answer("id-0", refused);
  captioner.outbox.answer("id-1", refused);

  assert.deepEqual(captioner.outbox.refused.map(each => each.line.text), ["We agree."]);
  assert.deepEqual([captioner.corrected, captioner.journal.kept.corrections], [[], []]);
});

test("The correction of a line on its way survives a reload and finds its line", async () => {
  record();
  const before = new Corrector().write("We agre.").enter();
  before.press("ArrowUp");
  before.write("We agree.");

  const after = new Corrector();
  after.outbox.add([{ id: "id-0", text: "We agre.", language: "en", writtenAt: 0 }]);
  after.typing.recall(JSON.parse(JSON.stringify(before.journal.kept)) as Kept);
  assert.equal(after.field.value, "We agree.");
  after.outbox.answer("id-0", { position: { epoch: "e", sequence: 11 } });
  after.enter();
  assert.deepEqual(after.corrected, [[11, "We agree."]]);
});

test("Stopped, the correction of a line that is recorded meanwhile does not leave", async () => {
  record();
  const captioner = new Corrector().write("We agre.").enter();
  captioner.press("ArrowUp");
  captioner.write("We agree.").enter().write("Next");
  captioner.air.stopped = true;
  captioner.outbox.answer("id-0", { position: { epoch: "e", sequence: 11 } });
  await new Promise(setImmediate);

  assert.deepEqual([captioner.corrected, captioner.changes.refused.map(each => each.reason)], [[], ["Editor.Stopped"]]);
});

test("A colleague's correction on the page is what is opened, and one's own is not put back by a page that has not heard it", async () => {
  record();
  const captioner = new Corrector();
  page = [shown(8, "We thank.")];
  captioner.press("ArrowUp");
  assert.equal(captioner.field.value, "We thank.");

  captioner.write("We thank you.").enter();
  await captioner.sent[0]!.answer(taken);
  captioner.press("ArrowUp");
  assert.equal(captioner.field.value, "We thank you.");
});
