import assert from "node:assert/strict";
import { test } from "node:test";
import type { Air } from "../editor/air";
import { Changes } from "../editor/changes";
import { Composer, type Kept, type Released } from "../editor/composer";
import type { EditorView } from "../editor/editorView";
import type { Journal } from "../editor/journal";
import { Meters } from "../editor/metersView";
import type { ReaderDelay } from "../editor/meters";
import type { ShortForms } from "../editor/shortForms";
import { Typing } from "../editor/typing";
import type { CommandResult } from "../protocol";

Object.assign(globalThis, {
  window: globalThis,
  document: { addEventListener: () => undefined, querySelectorAll: () => [], getElementById: () => null, documentElement: { lang: "en" } },
});

interface Sent { command: string; line: number; text: string; answer(result: CommandResult): Promise<void>; fail(): Promise<void> }

/** A captioner who corrects what was aired, at an editor that is no page; the server answers when the test says so. */
class Corrector {
  readonly sent: Sent[] = [];
  readonly left: Released[] = [];
  readonly journal = { kept: { text: "", lines: [], stopped: false } as Kept };
  readonly field = { value: "", selectionStart: 0, selectionEnd: 0, addEventListener: () => undefined, focus: () => undefined };
  trouble = "";
  readonly changes: Changes;
  readonly typing: Typing;

  constructor() {
    const composer = new Composer((ids => () => `id-${ids++}`)(0));
    const view = {
      text: this.field, language: "en", trouble: (words: string) => this.trouble = words, notice: () => undefined, pasted: () => undefined,
      put: (text: string) => this.field.value = text,
    } as unknown as EditorView;
    const air = {
      barred: null, session: {}, claimed: true, online: true, elsewhere: false, stopped: false,
      deliver: (lines: Released[]) => this.left.push(...lines), show: () => undefined, knock: () => undefined,
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
    const forms = { typed: () => undefined, forget: () => undefined } as unknown as ShortForms;
    this.changes = new Changes("s", "floor", composer, air, view, () => this.typing.pump());
    this.typing = new Typing(composer, air, this.journal as Journal, view, this.changes, forms, new Meters(view, {} as ReaderDelay, new AbortController().signal), () => undefined);
    this.changes.aired.add({ number: 7, text: "The vot failed." });
    this.changes.aired.add({ number: 8, text: "We tank you." });
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
