import assert from "node:assert/strict";
import { test } from "node:test";
import { Feed } from "../editor/feed";
import { Glossary, type Change } from "../editor/glossary";
import { wishAnywhere, wishInTheLine, type Press, type Standing } from "../editor/keymap";
import { ReaderDelay, WordRate } from "../editor/meters";
import { finishedSentences, shown, wholeWords } from "../editor/policy";
import { SpeakerKeys } from "../editor/speakers";
import type { Session } from "../protocol";

const apply = (text: string, change: Change | null) => change && text.slice(0, change.start) + change.text + text.slice(change.end);

test("word by word, the word being written is not seen", () => {
  assert.equal(wholeWords("The meet", "en"), "The ");
  assert.equal(wholeWords("The meeting ", "en"), "The meeting ");
  assert.equal(wholeWords("The meeting,", "en"), "The meeting,");
  assert.equal(wholeWords("It isn'", "en"), "It ");
  assert.equal(wholeWords("شكرا جزي", "ar"), "شكرا ");
  assert.equal(wholeWords("Meet", "en"), "");
});

test("in Chinese the last word is known without a space", () => {
  assert.equal(wholeWords("我们讨论议程", "zh"), "我们讨论");
});

test("only keystrokes and words are seen before a line is finished", () => {
  assert.deepEqual(["keystroke", "word", "line", "sentence", "timer"].map(policy => shown(policy as "word", "The mee", false, "en")), ["The mee", "The ", "", "", ""]);
  assert.equal(shown("word", "The mee", true, "en"), "The mee");
});

test("a sentence is finished by its mark and the space behind it", () => {
  assert.equal(finishedSentences("It is adopted. We"), "It is adopted.".length);
  assert.equal(finishedSentences("One. Two! Three? Fo"), "One. Two! Three?".length);
  assert.equal(finishedSentences("It is adopted."), 0);
  assert.equal(finishedSentences("At 3.5 per cent "), 0);
  assert.equal(finishedSentences("Mr. Smith and Dr. Ode of the U.S. delegation "), 0);
  assert.equal(finishedSentences("هل نوافق؟ نعم"), "هل نوافق؟".length);
  assert.equal(finishedSentences("通过了。谢"), "通过了。".length);
  assert.equal(finishedSentences("« Oui. » Mer"), "« Oui.".length);
});

test("a short form is expanded by the space or the mark behind it", () => {
  const glossary = new Glossary([{ form: "wgec", words: "Working Group on Enhanced Cooperation" }, { form: "ec", words: "enhanced cooperation" }]);

  assert.equal(apply("the wgec ", glossary.expand("the wgec ", 9)), "the Working Group on Enhanced Cooperation ");
  assert.equal(apply("(WGEC), and", glossary.expand("(WGEC), and", 6)), "(Working Group on Enhanced Cooperation), and");
  assert.equal(apply("Ec.", glossary.expand("Ec.", 3)), "Enhanced cooperation.");
  assert.equal(glossary.expand("the wgec", 8), null);
  assert.equal(glossary.expand("xwgec ", 6), null);
  assert.equal(glossary.expand("nothing ", 8), null);
});

test("short forms work from right to left and without spaces", () => {
  const glossary = new Glossary([{ form: "ام", words: "الأمم المتحدة" }, { form: "工组", words: "加强合作工作组" }]);

  assert.equal(apply("شكرا ام ", glossary.expand("شكرا ام ", 8)), "شكرا الأمم المتحدة ");
  assert.equal(apply("感谢工组，", glossary.expand("感谢工组，", 5)), "感谢加强合作工作组，");
  assert.equal(apply("感谢工组 ", glossary.expand("感谢工组 ", 5)), "感谢加强合作工作组");
});

test("the rest of a name is offered from its third letter, the longest beginning first", () => {
  const glossary = new Glossary([], ["European Union", "Union of Lakes", "加强合作工作组"]);

  assert.equal(apply("the eur", glossary.complete("the eur", 7)), "the European Union");
  assert.equal(apply("the European Uni", glossary.complete("the European Uni", 16)), "the European Union");
  assert.equal(apply("感谢加强", glossary.complete("感谢加强", 4)), "感谢加强合作工作组");
  assert.equal(glossary.complete("the eu", 6), null);
  assert.equal(glossary.complete("European Union", 14), null);
  assert.equal(glossary.complete("european", 3), null);
});

const press = (key: string, more: Partial<Press> = {}): Press => ({ key, code: "", ctrl: false, shift: false, alt: false, meta: false, composing: false, ...more });
const line = (more: Partial<Standing> = {}): Standing => ({ empty: false, atStart: false, atEnd: true, changing: false, held: false, offered: false, expanded: false, rightToLeft: false, restorable: false, pasted: false, ...more });

test("keys of the line mean what the line can do", () => {
  assert.equal(wishInTheLine(press("Enter"), line()), "finish");
  assert.equal(wishInTheLine(press("Enter", { ctrl: true }), line()), "flush");
  assert.equal(wishInTheLine(press("Escape"), line()), "clear");
  assert.equal(wishInTheLine(press("ArrowUp"), line()), null);
  assert.equal(wishInTheLine(press("ArrowUp"), line({ empty: true })), "older");
  assert.equal(wishInTheLine(press("ArrowUp", { ctrl: true }), line()), "older");
  assert.equal(wishInTheLine(press("Backspace"), line({ atStart: true })), null);
  assert.equal(wishInTheLine(press("Backspace"), line({ atStart: true, held: true })), "takeBack");
  assert.equal(wishInTheLine(press("Backspace"), line({ expanded: true })), "undoExpansion");
  assert.equal(wishInTheLine(press("ArrowRight"), line()), null);
  assert.equal(wishInTheLine(press("ArrowRight"), line({ offered: true })), "complete");
  assert.equal(wishInTheLine(press("ArrowRight"), line({ offered: true, rightToLeft: true })), null);
  assert.equal(wishInTheLine(press("ArrowLeft"), line({ offered: true, rightToLeft: true })), "complete");
  assert.equal(wishInTheLine(press("z", { ctrl: true }), line({ empty: true, restorable: true })), "restore");
  assert.equal(wishInTheLine(press("z", { ctrl: true }), line({ restorable: true, pasted: true })), "unpaste");
  assert.equal(wishInTheLine(press("z", { ctrl: true, shift: true }), line({ pasted: true })), null);
  assert.equal(wishInTheLine(press("?"), line()), null);
  assert.equal(wishInTheLine(press("?"), line({ empty: true })), "help");
  assert.equal(wishInTheLine(press("?"), line({ empty: true, changing: true })), null);
  assert.equal(wishInTheLine(press("a"), line()), null);
});

test("while a word is composed every key belongs to it", () => {
  for (const key of ["Enter", "Escape", "Backspace", "ArrowUp"]) {
    assert.equal(wishInTheLine(press(key, { composing: true }), line({ empty: true, held: true, atStart: true })), null);
  }
  assert.equal(wishAnywhere(press("F9", { composing: true })), null);
});

test("keys of the console work wherever the focus is", () => {
  assert.equal(wishAnywhere(press("¡", { alt: true, code: "Digit1" })), "mark1");
  assert.equal(wishAnywhere(press("F9")), "stop");
  assert.equal(wishAnywhere(press("F9", { shift: true })), "resume");
  assert.equal(wishAnywhere(press("F8", { shift: true })), "feedEdit");
  assert.equal(wishAnywhere(press("/", { ctrl: true, shift: true })), "help");
  assert.equal(wishAnywhere(press("1", { code: "Digit1" })), null);
  assert.equal(wishAnywhere(press("@", { alt: true, ctrl: true, code: "Digit0" })), null);
});

const floor = (holder: string | undefined, ...queue: string[]): Session => {
  const person = (name: string) => ({ speaker: { id: name, name, affiliation: "" } });
  return { floor: { turnCount: 1, ...(holder ? { speaking: person(holder) } : {}), queue: queue.map(person) } } as unknown as Session;
};

test("speaker keys do not move while somebody writes, and follow the queue at rest", () => {
  const keys = new SpeakerKeys();
  keys.update(floor("Ana", "Bo", "Chen"), true);

  keys.update(floor("Bo", "Chen", "Dia"), false);
  assert.deepEqual(keys.marks.map(mark => `${mark.digit} ${mark.name}`), ["1 Ana", "2 Bo", "3 Chen", "4 Dia"]);
  assert.equal(keys.marks.find(mark => mark.hasTheFloor)?.name, "Bo");
  assert.equal(keys.find(1), undefined);
  assert.equal(keys.waiting, true);

  keys.update(floor("Bo", "Chen", "Dia"), true);
  assert.deepEqual(keys.marks.map(mark => `${mark.digit} ${mark.name}`), ["1 Bo", "2 Chen", "3 Dia"]);
  assert.equal(keys.waiting, false);
});

test("nobody gets a tenth key", () => {
  const keys = new SpeakerKeys();
  keys.update(floor(undefined, ..."ABCDEFGHI"), true);
  keys.update(floor("J", ..."ABCDEFGHI"), false);

  assert.deepEqual(keys.marks.map(mark => mark.digit), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("a prepared text is cut at its lines and sentences and said in order", () => {
  const feed = new Feed();
  const sentence = "We thank the secretariat for the document that is before us today and support it.";
  feed.load(Feed.cut(`Chair,\n\n${sentence} ${sentence}`, "en"));
  assert.deepEqual(feed.lines, ["Chair,", sentence, sentence]);

  feed.said();
  assert.equal(feed.line, sentence);
  feed.jump(0);
  assert.equal(feed.line, "Chair,");
  feed.jump(3);

  assert.equal(feed.line, undefined);
});

test("words a minute are those of the last minute", () => {
  const rate = new WordRate();
  assert.equal(rate.rate(0), null);
  for (let second = 0; second < 120; second += 10) {
    rate.add("four words are here, five, six and eight of", "en", second * 1000);
  }

  assert.ok(Math.abs(rate.rate(120_000)! - 54) <= 6, String(rate.rate(120_000)));
});

test("Words that were pasted, fed or taken back are no pace of typing", () => {
  const rate = new WordRate();
  const statement = "a statement of many words that was handed in ".repeat(40);
  rate.typed("", statement, true, "en");
  rate.add(statement, "en", 0);
  assert.equal(rate.rate(0), null);

  // Called an insertion like any other by some browsers and programs, but nobody types that fast.
  rate.typed("", statement, false, "en");
  rate.typed(statement, `${statement}and`, false, "en");
  rate.add(`${statement}and then two more`, "en", 1000);
  assert.equal(rate.rate(1000), 4 * 4);

  rate.put("taken back from the hold", "en");
  rate.add("taken back from the hold and on", "en", 2000);
  assert.equal(rate.rate(2000), 6 * 4);

  // Pasted over what was typed; then emptied, and typed.
  rate.typed("typed words", "other words", true, "en");
  rate.typed("other words", "", false, "en");
  rate.add("typed", "en", 3000);
  assert.equal(rate.rate(3000), 7 * 4);
});

test("the delay runs from the key to the reader", () => {
  const delay = new ReaderDelay();
  delay.left("Go", 1000);
  delay.left("Good", 1200);

  delay.arrived("something else", 1300);
  assert.equal(delay.latest, null);
  delay.arrived("Good", 1450);

  assert.equal(delay.latest, 250);
});
