import assert from "node:assert/strict";
import { test } from "node:test";
import { SteadyClock } from "../steadyTime";

test("A device's clock that is set back holds nothing up, and one that slept is believed", () => {
  const device = { wall: 1_000_000, ran: 50 };
  const clock = new SteadyClock(() => device.wall, () => device.ran);
  const pass = (wall: number, ran = wall): number => {
    device.wall += wall;
    device.ran += ran;
    return clock.now() - 1_000_000;
  };

  assert.equal(pass(1000), 1000);
  assert.equal(pass(-600_000 + 1000, 1000), 2000);
  assert.equal(pass(1000), 3000);

  // The page's own count stands still while the device sleeps.
  assert.equal(pass(3_600_000, 5), 3_603_000);
  assert.equal(pass(1000), 3_604_000);
});
