import assert from "node:assert/strict";
import { test } from "node:test";
import { clock } from "../times";
import { milliseconds } from "../wire";

test("lengths of time are read as the server writes them", () => {
  assert.equal(milliseconds("00:00:05"), 5_000);
  assert.equal(milliseconds("00:03:00.2500000"), 180_250);
  assert.equal(milliseconds("1.02:00:00"), 93_600_000);
  assert.equal(milliseconds(undefined), 0);
});

test("turns are shown as a clock shows them", () => {
  assert.deepEqual([clock(0), clock(130), clock(3730), clock(-4)], ["0:00", "2:10", "1:02:10", "0:00"]);
});
