import assert from "node:assert/strict";
import { test } from "node:test";
import { changes, type Change } from "../rewording";

function apply(text: string, all: Change[]): string {
  return all.reduce((now, { at, length, text: fresh }) => now.slice(0, at) + fresh + now.slice(at + length), text);
}

test("only the changed words are touched, and the ones between them stand", () => {
  assert.deepEqual(changes("The see is rising and the lak falls.", "The sea is rising and the lake falls."), [
    { at: 26, length: 3, text: "lake" },
    { at: 4, length: 3, text: "sea" },
  ]);
});

test("the same text changes nothing", () => assert.deepEqual(changes("We agree.", "We agree."), []));

test("words without spaces between them are told apart by character", () => {
  assert.deepEqual(changes("我們同意這個議程", "我們不同意這個議程"), [{ at: 2, length: 0, text: "不" }]);
});

test("whatever the texts are, the changes lead from one to the other", () => {
  let seed = 7;
  const random = (most: number) => (seed = (seed * 48271) % 2147483647) % most;
  const vocabulary = ["the", "sea", "is", "شكرا", "議程", "rising", "é", "😀", "not", " "];
  const sentence = () => Array.from({ length: random(12) }, () => vocabulary[random(vocabulary.length)]).join(" ");
  for (let round = 0; round < 2000; round++) {
    const [before, after] = [sentence(), sentence()];
    assert.equal(apply(before, changes(before, after)), after);
  }
});
