import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest } from "../channels";
import { cite } from "../citation";
import type { Column } from "../column";
import { Find } from "../find";
import { fold, occurrences } from "../folding";

test("case and accents do not matter, and what is painted is the original", () => {
  const text = "Merci, ÉLÉONORE; l\u0027e\u0301te\u0301 vient.";
  const [found] = occurrences(text, "eleonore");

  assert.equal(text.slice(...found!), "ÉLÉONORE");
  assert.equal(text.slice(...occurrences(text, "ete")[0]!), "e\u0301te\u0301");
});

test("every occurrence is found, and none in nothing", () => {
  assert.deepEqual(occurrences("a banana", "ana"), [[3, 6]]);
  assert.deepEqual(occurrences("one two one", "one"), [[0, 3], [8, 11]]);
  assert.deepEqual(occurrences("one", "  "), []);
});

test("it folds as the server does", () => {
  assert.equal(fold("Éléonore").text, "eleonore");
  assert.equal(fold("مُحَمَّد").text, "محمد");
  assert.equal(fold("ÇA VA, İstanbul").text, "ca va, istanbul");
  assert.equal(fold("發言 😀").text, "發言 😀");
});

const source = { unnamed: "Speaker not named", title: "Tuesday morning", meeting: "Fifth meeting", zone: "Europe/Zurich", address: "https://example.org/m/wgec-5/2", language: "en" };

test("a citation names meeting, session, speaker, time with its zone, and the address that stays", () => {
  const at = new Date("2026-03-03T09:04:05Z");

  assert.equal(cite(source, [{ number: 12, track: "en", speaker: "Ana Souza", at, words: "We agree." }]), [
    "“We agree.”",
    "— Ana Souza, Fifth meeting, Tuesday morning, 3 March 2026 at 10:04:05 (UTC+01:00, Europe/Zurich)",
    "https://example.org/m/wgec-5/2/transcript?track=en#l12",
  ].join("\n"));
});

test("several speakers are quoted one by one, nobody's words are given to another, and the time they span is named", () => {
  const line = (number: number, speaker: string | undefined, second: number) => ({ number, track: "floor", speaker, words: `Words ${number}.`, at: new Date(Date.UTC(2026, 2, 3, 9, 0, second)) });
  const cited = cite({ ...source, language: "fr" }, [line(1, "Ana", 0), line(2, "Ana", 2), line(3, "Bo", 4), line(4, undefined, 9)]);

  assert.ok(cited.startsWith("Ana: “Words 1.\nWords 2.”\nBo: “Words 3.”\nSpeaker not named: “Words 4.”\n— Fifth meeting, Tuesday morning, "));
  assert.match(cited, /10:00:00–10:00:09/);
  assert.match(cited, /track=floor#l1$/);
});

test("the channel offered instead of a silent one is the nearest that is live", () => {
  const now = 100_000;
  const channel = (track: string, language: string, heardAt?: number) => ({ track, language, heardAt });
  const silent = channel("fr", "fr", 0);
  const spoken = channel("floor", "en", now - 1);
  const english = channel("en", "en", now - 1);

  assert.equal(nearest([silent, english, channel("fr-be", "fr-BE", now - 1), spoken], "fr", "en", now)?.track, "fr-be");
  assert.equal(nearest([silent, english, spoken], "fr", "en", now)?.track, "floor");
  assert.equal(nearest([silent, channel("ar", "ar", now), english], "fr", "en", now)?.track, "en");
  assert.equal(nearest([silent, channel("en", "en", now - 40_000)], "fr", "en", now), undefined);
  assert.equal(nearest([silent, english, spoken], "fr", "en", now, ["fr", "floor"])?.track, "en");
  assert.equal(nearest([silent, english], "fr", "en", now, ["fr", "en"]), undefined);
});

async function countOf(answered: number): Promise<string> {
  const part = () => ({ value: "the", textContent: "", title: "", addEventListener: () => undefined, focus: () => undefined, select: () => undefined });
  const parts: Record<string, ReturnType<typeof part>> = {};
  const bar = { hidden: true, addEventListener: () => undefined, querySelector: (name: string) => parts[name] ??= part() };
  const column = { session: "s", channel: "floor", reach: async () => null, pane: { lines: () => [] } };
  Object.assign(globalThis, {
    document: { baseURI: "https://example.org/", querySelectorAll: () => [{ textContent: JSON.stringify({ Found: "{0} of {1}" }) }] },
    CSS: {},
    fetch: async () => ({ ok: true, json: async () => Array.from({ length: answered }, (_, index) => ({ number: index + 1 })) }),
  });

  new Find(bar as unknown as HTMLElement, null, [column as unknown as Column]).open();
  await new Promise(resolve => setTimeout(resolve));
  return parts["[data-found]"]!.textContent;
}

test("what is found is counted, and where there is more than can be gone through, that is said", async () => {
  assert.equal(await countOf(12), "12 of 12");
  assert.equal(await countOf(1000), "1000 of 1000+");
});
