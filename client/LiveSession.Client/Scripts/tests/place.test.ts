import assert from "node:assert/strict";
import { test } from "node:test";
import { Place, type Step } from "../place";
import type { JoinResult, News, NewsItem } from "../wire";

const epoch = "5d2f6c1e-0000-7000-8000-000000000001";

function item(number: number): NewsItem {
  return { line: { number, track: "floor", language: "en", text: `line ${number}`, at: "2026-03-03T10:00:00Z" } };
}

function news(after: number, amount: number, of = epoch): News {
  return { epoch: of, after, items: Array.from({ length: amount }, (_, index) => item(after + index + 1)) };
}

function answer(change: Partial<JoinResult>): JoinResult {
  return { lines: [], earlier: false, panels: [], drafts: [], ...change };
}

function numbers(steps: Step[]): number[] {
  return steps.flatMap(step => step.kind === "apply" ? step.items.map(one => one.line!.number)
    : step.kind === "replace" ? step.answer.lines.map(line => line.number) : []);
}

test("news in order is applied once", () => {
  const place = new Place({ epoch, sequence: 3 });

  assert.deepEqual(numbers([place.happened(news(3, 2)), place.happened(news(3, 2)), place.happened(news(5, 1))]), [4, 5, 6]);
  assert.deepEqual(place.seen, { epoch, sequence: 6 });
});

test("news that overlaps what is known is applied from where it is new", () => {
  const place = new Place({ epoch, sequence: 4 });

  assert.deepEqual(numbers([place.happened(news(2, 5))]), [5, 6, 7]);
});

test("a gap is noticed and nothing after it is applied", () => {
  const place = new Place({ epoch, sequence: 4 });

  assert.equal(place.happened(news(6, 1)).kind, "gap");
  assert.deepEqual(place.seen, { epoch, sequence: 4 });
});

test("another epoch is a gap", () => {
  const place = new Place({ epoch, sequence: 4 });

  assert.equal(place.happened(news(4, 1, "5d2f6c1e-0000-7000-8000-000000000002")).kind, "gap");
});

test("pushes that arrive before the answer are kept, and only what is newer is applied", () => {
  const place = new Place({ epoch, sequence: 1 });
  place.joining();

  assert.equal(place.happened(news(3, 1)).kind, "known");
  assert.equal(place.happened(news(4, 2)).kind, "known");
  const steps = place.joined(answer({ position: { epoch, sequence: 4 }, missed: news(1, 3) }));

  assert.deepEqual(numbers(steps), [2, 3, 4, 5, 6]);
  assert.deepEqual(place.seen, { epoch, sequence: 6 });
});

test("a snapshot voids what was shown", () => {
  const place = new Place({ epoch: "5d2f6c1e-0000-7000-8000-000000000009", sequence: 70 });
  place.joining();
  const steps = place.joined(answer({ position: { epoch, sequence: 2 }, lines: [item(1).line!, item(2).line!] }));

  assert.deepEqual(steps.map(step => step.kind), ["replace"]);
  assert.deepEqual(place.seen, { epoch, sequence: 2 });
});

test("an answer that does not fit is asked for again from the start", () => {
  const place = new Place({ epoch, sequence: 2 });
  place.joining();

  assert.deepEqual(place.joined(answer({ position: { epoch, sequence: 9 }, missed: news(5, 4) })).map(step => step.kind), ["gap"]);
  assert.equal(place.seen, undefined);
});

test("a session that opens while somebody waits is read from its first event", () => {
  const place = new Place();
  place.joining();
  place.joined(answer({}));

  assert.deepEqual(numbers([place.happened(news(0, 2))]), [1, 2]);
  assert.deepEqual(place.seen, { epoch, sequence: 2 });
});

test("whatever is cut, doubled or held back, every line is applied once and in order", () => {
  let seed = 7;
  const random = (below: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  for (let round = 0; round < 300; round++) {
    const place = new Place({ epoch, sequence: 0 });
    const applied: number[] = [];
    let head = 0;
    const take = (steps: Step[]): void => {
      for (const step of steps) {
        applied.push(...numbers([step]));
        if (step.kind === "gap") {
          place.joining();
          const seen = place.seen?.sequence ?? 0;
          take(place.joined(answer({ position: { epoch, sequence: head }, missed: news(seen, head - seen) })));
        }
      }
    };
    for (let push = 0; push < 40; push++) {
      const amount = 1 + random(3);
      const back = random(2) * random(head + 1);
      const after = head - back;
      head += amount;
      if (random(4) > 0) {
        take([place.happened(news(after, amount + back))]);
      }
    }
    place.joining();
    take(place.joined(answer({ position: { epoch, sequence: head }, missed: news(place.seen!.sequence, head - place.seen!.sequence) })));
    assert.deepEqual(applied, Array.from({ length: head }, (_, index) => index + 1));
  }
});
