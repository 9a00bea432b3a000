import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast, isDark } from "../contrast";

test("contrast is what the guidelines say", () => {
  assert.equal(contrast("#000000", "#ffffff").toFixed(2), "21.00");
  assert.equal(contrast("#ffffff", "#777777").toFixed(2), "4.48");
  assert.equal(contrast("#123456", "#123456"), 1);
});

test("what white stands out from better than black is dark", () => {
  assert.equal(isDark("#000080"), true);
  assert.equal(isDark("#808080"), false);
  assert.equal(isDark("#faf8f3"), false);
});
