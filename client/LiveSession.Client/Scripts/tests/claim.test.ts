import assert from "node:assert/strict";
import { test } from "node:test";
import { Claim } from "../editor/claim";

/** The locks of one browser: one holder of each name, the others in a queue. */
class Locks {
  private readonly queues = new Map<string, (() => void)[]>();

  request(name: string, options: unknown, callback?: unknown): Promise<unknown> {
    const run = (callback ?? options) as (lock: object | null) => Promise<unknown>;
    const { ifAvailable, signal } = (callback ? options : {}) as { ifAvailable?: boolean; signal?: AbortSignal };
    const queue = this.queues.get(name) ?? [];
    this.queues.set(name, queue);
    if (ifAvailable && queue.length > 0) {
      return run(null);
    }
    return new Promise((resolve, reject) => {
      const begin = (): void => void run({}).then(resolve, reject).finally(() => {
        queue.shift();
        queue[0]?.();
      });
      queue.push(begin);
      if (queue[0] === begin) {
        return begin();
      }
      signal?.addEventListener("abort", () => {
        const at = queue.indexOf(begin);
        if (at > 0) {
          queue.splice(at, 1);
          reject(new Error("aborted"));
        }
      });
    });
  }
}

class Store {
  private readonly held = new Map<string, string>();

  constructor(from?: Store) {
    from?.held.forEach((value, key) => this.held.set(key, value));
  }

  getItem(key: string): string | null {
    return this.held.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.held.set(key, value);
  }
}

/** A browser with tabs on the same track; what each of them may do is written down. */
class Browser {
  readonly said: string[] = [];
  private readonly locks = new Locks();
  private readonly shared = new Store();

  open(name: string, own = new Store(), stored = true): { claim: Claim; own: Store } {
    const claim = new Claim(this.locks as unknown as LockManager, stored ? { own, shared: this.shared } : null, 200);
    const say = (what: string) => () => void this.said.push(`${name} ${what}`);
    void claim.take("editor", say("writes"), say("waits"), say("asks"));
    return { claim, own };
  }

  /** The first tab writes, the second waits, the first is closed and the second writes. */
  async handOver(): Promise<{ first: { own: Store }; second: { claim: Claim } }> {
    const first = this.open("first");
    const second = this.open("second");
    await this.until("second waits");
    first.claim.dispose();
    await this.until("second writes");
    return { first, second };
  }

  async until(last: string): Promise<void> {
    for (let tries = 0; this.said.at(-1) !== last; tries++) {
      assert.ok(tries < 400, `${last}: ${this.said.join(", ")}`);
      await new Promise(resolve => setTimeout(resolve, 10));
    }
  }
}

test("the tab that is written in goes on after it is loaded again, and the others go on waiting", async () => {
  const browser = new Browser();
  const first = browser.open("first");
  const others = [browser.open("second"), browser.open("third")];
  await browser.until("third waits");

  first.claim.dispose();
  const again = browser.open("first again", first.own);
  await browser.until("first again writes");
  again.claim.dispose();
  await browser.until("second writes");

  assert.deepEqual(browser.said, ["first writes", "second waits", "third waits", "first again asks", "first again writes", "second writes"]);
  others.forEach(tab => tab.claim.dispose());
});

test("a tab that is closed leaves the writing to the next", async () => {
  const browser = new Browser();
  const { second } = await browser.handOver();

  assert.deepEqual(browser.said, ["first writes", "second waits", "second writes"]);
  second.claim.dispose();
});

test("a copy of the tab that is written in takes nothing from it, and is told so at once", async () => {
  const browser = new Browser();
  const first = browser.open("first");
  const begun = performance.now();
  const copy = browser.open("copy", new Store(first.own));
  await browser.until("copy waits");

  assert.ok(performance.now() - begun < 1000);
  assert.deepEqual(browser.said, ["first writes", "copy asks", "copy waits"]);
  first.claim.dispose();
  await browser.until("copy writes");
  copy.claim.dispose();
});

test("a tab that the browser lets keep nothing waits while another writes", async () => {
  const browser = new Browser();
  const first = browser.open("first");
  const second = browser.open("second", new Store(), false);
  await browser.until("second waits");

  assert.deepEqual(browser.said, ["first writes", "second waits"]);
  first.claim.dispose();
  await browser.until("second writes");
  second.claim.dispose();
});

test("a tab that comes back after another began to write waits", async () => {
  const browser = new Browser();
  const { first, second } = await browser.handOver();
  const late = browser.open("late", first.own);
  await browser.until("late waits");

  second.claim.dispose();
  await browser.until("late writes");
  late.claim.dispose();
});
