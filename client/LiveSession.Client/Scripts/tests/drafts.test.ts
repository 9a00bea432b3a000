import assert from "node:assert/strict";
import { test } from "node:test";
import { Drafts } from "../drafts";

test("a change keeps what stands and adds what follows", () => {
  const drafts = new Drafts();

  assert.equal(drafts.apply({ track: "floor", revision: 1, after: 0, keep: 0, add: "Thank you", language: "en" })?.text, "Thank you");
  const next = drafts.apply({ track: "floor", revision: 2, after: 1, keep: 6, add: "everybody" });

  assert.deepEqual([next?.text, next?.language], ["Thank everybody", "en"]);
});

test("a change to a revision that never arrived waits for the next whole draft", () => {
  const drafts = new Drafts();
  drafts.apply({ track: "floor", revision: 1, after: 0, keep: 0, add: "One" });

  assert.equal(drafts.apply({ track: "floor", revision: 3, after: 2, keep: 3, add: " two" }), undefined);
  assert.equal(drafts.apply({ track: "floor", revision: 4, after: 0, keep: 0, add: "One two three" })?.text, "One two three");
});

test("tracks do not disturb one another", () => {
  const drafts = new Drafts();
  drafts.apply({ track: "en", revision: 1, after: 0, keep: 0, add: "Good morning" });
  drafts.apply({ track: "fr", revision: 1, after: 0, keep: 0, add: "Bonjour" });

  assert.equal(drafts.apply({ track: "fr", revision: 2, after: 1, keep: 7, add: " à tous" })?.text, "Bonjour à tous");
});

test("after a lost connection only a whole draft is shown", () => {
  const drafts = new Drafts();
  drafts.apply({ track: "floor", revision: 1, after: 0, keep: 0, add: "One" });
  drafts.clear();

  assert.equal(drafts.apply({ track: "floor", revision: 2, after: 1, keep: 3, add: " two" }), undefined);
});
