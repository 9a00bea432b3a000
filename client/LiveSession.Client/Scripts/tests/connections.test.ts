import { type HubConnection, type Subject } from "@microsoft/signalr";
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Desk } from "../editor/desk";
import { Follow } from "../follow";
import type { JoinResult, News } from "../wire";

const epoch = "5d2f6c1e-0000-7000-8000-000000000001";
const refused = { rejection: { code: 404, message: "There is no such session." } };

/** A server that answers as it is told, and what was asked of it. */
class House {
  readonly calls: string[] = [];
  readonly hubs: Hub[] = [];
  /** Whether it can be reached. */
  up = true;
  /** What it answers to Join. */
  answer: unknown = { position: { epoch, sequence: 0 }, lines: [], earlier: false, panels: [], drafts: [] };

  readonly connect = (...how: unknown[]): HubConnection => {
    this.calls.push(["connect", ...how].join(" "));
    const hub = new Hub(this);
    this.hubs.push(hub);
    return hub as unknown as HubConnection;
  };

  get last(): Hub {
    return this.hubs[this.hubs.length - 1]!;
  }

  count(call: string): number {
    return this.calls.filter(one => one.startsWith(call)).length;
  }
}

class Hub {
  private readonly handlers = new Map<string, (message: unknown) => void>();
  private closed: () => void = () => undefined;
  private write: ((error: Error) => void) | undefined;
  private standing = false;

  constructor(private readonly house: House) { }

  on(method: string, handler: (message: unknown) => void): void {
    this.handlers.set(method, handler);
  }

  onclose(closed: () => void): void {
    this.closed = closed;
  }

  async start(): Promise<void> {
    if (!this.house.up) {
      throw new Error("unreachable");
    }
    this.standing = true;
  }

  invoke(method: string, ...about: unknown[]): Promise<unknown> {
    if (method !== "Write") {
      this.house.calls.push(method);
      return Promise.resolve(this.house.answer);
    }
    (about[2] as Subject<unknown>).subscribe({
      next: edit => this.house.calls.push(`edit ${(edit as { text: string }).text}`),
      complete: () => this.house.calls.push("completed"),
      error: () => this.house.calls.push("failed"),
    });
    return new Promise((_, reject) => this.write = reject);
  }

  async stop(): Promise<void> {
    this.drop("stopped");
  }

  /** The connection ends, and with it whatever was asked on it. */
  drop(word = "dropped"): void {
    if (this.standing) {
      this.standing = false;
      this.house.calls.push(word);
      this.write?.(new Error("Invocation canceled due to the underlying connection being closed."));
      this.closed();
    }
  }

  push(method: string, message: unknown): void {
    this.handlers.get(method)!(message);
  }
}

const settle = async () => {
  for (let turn = 0; turn < 50; turn++) {
    await Promise.resolve();
  }
};

async function pass(milliseconds: number): Promise<void> {
  mock.timers.tick(milliseconds);
  await settle();
}

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  // In the middle of the jitter: what is waited is what is meant.
  mock.method(Math, "random", () => .5);
  Object.assign(globalThis, { addEventListener: () => undefined, removeEventListener: () => undefined, document: { addEventListener: () => undefined } });
  Object.defineProperty(globalThis, "navigator", { value: { onLine: true }, configurable: true });
});

afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

function reading(house: House, seen?: { epoch: string; sequence: number }) {
  const said: string[] = [];
  const follow = new Follow("session", "en", seen, {
    replace: (answer: JoinResult) => said.push(`replaced ${answer.position?.sequence}`),
    apply: items => said.push(`applied ${items.length}`),
    draft: () => undefined,
    panel: () => undefined,
    connection: (state, failures) => said.push(failures > 0 ? `${state} ${failures}` : state),
    session: () => undefined,
  }, house.connect);
  void follow.run();
  return { follow, said };
}

const news = (after: number, items: number): News => ({ epoch, after, items: Array.from({ length: items }, () => ({})) });

test("a page that was sent away never says that it is live, and asks again, but seldom", async () => {
  const house = new House();
  house.answer = refused;
  const { said } = reading(house);
  await settle();

  await pass(14_999);
  assert.equal(house.count("Join"), 1);
  await pass(1);
  assert.equal(house.count("Join"), 2);
  await pass(15_000);
  assert.equal(house.count("Join"), 3);
  assert.deepEqual(said, ["connecting", "refused 10", "refused 10", "refused 10"]);
});

test("a page that is let in again goes on, and comes back at once after the next loss", async () => {
  const house = new House();
  house.answer = refused;
  const { said } = reading(house);
  await settle();
  house.answer = new House().answer;
  await pass(15_000);

  house.last.drop();
  await settle();
  await pass(500);

  assert.deepEqual(said, ["connecting", "refused 10", "replaced 0", "live", "reconnecting", "replaced 0", "live"]);
});

test("a page whose door was closed while it read stays away", async () => {
  const house = new House();
  const { said } = reading(house);
  await settle();

  house.last.push("Closing", { reason: "revoked" });
  await settle();
  await pass(3_600_000);

  assert.equal(house.count("connect"), 1);
  assert.deepEqual(said, ["connecting", "replaced 0", "live", "revoked"]);
});

test("a server that stops says when it may be asked again", async () => {
  const house = new House();
  const { said } = reading(house);
  await settle();

  house.last.push("Closing", { reason: "stopping", reconnectAfter: "00:00:02" });
  house.last.drop();
  await settle();
  await pass(2_499);
  assert.equal(house.count("connect"), 1);
  await pass(1);

  assert.equal(house.count("connect"), 2);
  assert.deepEqual(said.slice(3), ["stopping", "stopping", "replaced 0", "live"]);
});

test("a server that is not there is asked ever more seldom, after the first time in any way that gets through", async () => {
  const house = Object.assign(new House(), { up: false });
  const { said } = reading(house);
  await settle();

  for (const wait of [1_000, 2_000, 4_000, 8_000, 15_000, 15_000]) {
    const before = house.count("connect");
    await pass(wait - 1);
    assert.equal(house.count("connect"), before);
    await pass(1);
    assert.equal(house.count("connect"), before + 1);
  }
  assert.deepEqual(house.calls.slice(0, 3), ["connect false", "connect true", "connect true"]);
  assert.deepEqual(said.slice(0, 4), ["connecting", "reconnecting 1", "reconnecting 2", "reconnecting 3"]);
});

test("after a gap the place is asked for again on the same connection", async () => {
  const house = new House();
  const { said } = reading(house, { epoch, sequence: 3 });
  house.answer = { position: { epoch, sequence: 3 }, missed: news(3, 0), lines: [], earlier: false, panels: [], drafts: [] };
  await settle();
  house.answer = { position: { epoch, sequence: 6 }, missed: news(3, 3), lines: [], earlier: false, panels: [], drafts: [] };

  house.last.push("Happened", news(5, 1));
  await settle();

  assert.deepEqual(house.calls, ["connect false", "Join", "Join"]);
  assert.deepEqual(said, ["connecting", "live", "applied 3"]);
});

function sitting(house: House) {
  house.answer = { session: { phase: "open" } };
  const said: string[] = [];
  const desk = new Desk("session", "fr", {
    joined: () => said.push("joined"), lost: () => said.push("lost"), refused: why => said.push(`refused ${why.code}`),
    revoked: () => said.push("revoked"), changed: () => undefined, acknowledged: () => undefined,
  }, house.connect);
  return { desk, said, ended: desk.start() };
}

const edit = (text: string) => ({ command: "c", text }) as never;

test("a desk that is left says so to the server before the connection goes, and nothing is reported as lost", async () => {
  const unhandled = mock.fn();
  process.on("unhandledRejection", unhandled);
  const house = new House();
  const { desk, said, ended } = sitting(house);
  await settle();
  desk.write(edit("Merci"));

  // As at a change of the channel.
  desk.stop();
  assert.deepEqual(house.calls.slice(2), ["edit Merci", "completed"]);
  await pass(0);
  await ended;
  await pass(60_000);

  assert.deepEqual(house.calls.slice(2), ["edit Merci", "completed", "stopped"]);
  assert.deepEqual(said, ["joined"]);
  process.off("unhandledRejection", unhandled);
  assert.equal(unhandled.mock.callCount(), 0);
});

test("a desk that lost its connection says so and comes back by itself", async () => {
  const house = new House();
  const { desk, said } = sitting(house);
  await settle();

  house.last.drop();
  await settle();
  await assert.rejects(desk.correct("c", 1, "better"), /offline/);
  await pass(0);

  assert.deepEqual(said, ["joined", "lost", "joined"]);
});

test("a desk that is refused asks again after a while", async () => {
  const house = new House();
  const { said } = sitting(house);
  house.answer = refused;
  await settle();

  await pass(14_999);
  assert.deepEqual(said, ["refused 404", "lost"]);
  house.answer = { session: { phase: "open" } };
  await pass(1);

  assert.deepEqual(said, ["refused 404", "lost", "joined"]);
});

test("a desk that is taken away stays away", async () => {
  const house = new House();
  const { said, ended } = sitting(house);
  await settle();

  house.last.push("Closing", { reason: "revoked" });
  house.last.drop();
  await ended;

  assert.deepEqual(said, ["joined", "revoked"]);
});
