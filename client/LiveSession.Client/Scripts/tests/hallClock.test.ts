import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "../hallClock";

void test("What is left is counted down, what is over up, and without a limit what was spent", () => {
  const figures = (limit: number, ...spent: number[]) => spent.map(seconds => Object.values(read(seconds, limit)).join(" ").trim());

  assert.deepEqual(figures(300, 0, 65.2, 210, 211, 270, 271, 299.5, 300, 301, 3900),
    ["5:00 left", "3:55 left", "1:30 left", "1:29 left soon", "0:30 left soon", "0:29 left last", "0:01 left last", "0:00 left last", "0:01 over over", "1:00:00 over over"]);
  assert.deepEqual(figures(0, 0, 59.9, 3600), ["0:00 spent", "0:59 spent", "1:00:00 spent"]);
});
