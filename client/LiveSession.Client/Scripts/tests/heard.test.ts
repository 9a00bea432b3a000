import type { HubConnection } from "@microsoft/signalr";
import assert from "node:assert/strict";
import { test } from "node:test";
import { mountCaptions } from "../captions";

/** Any element, as far as nothing is asked of it but to be there. */
const anything: unknown = new Proxy(() => undefined, {
  get: (_, name) => name === Symbol.iterator ? [][Symbol.iterator] : name === Symbol.toPrimitive ? () => 0 : name === "length" ? 0 : anything,
  apply: () => anything,
  set: () => true,
});

test("an empty draft is nothing heard, and words are", async () => {
  const dataset = { session: "s", track: "fr" };
  const root = { dataset, querySelector: () => anything, querySelectorAll: () => [], addEventListener: () => undefined, toggleAttribute: () => undefined };
  Object.assign(globalThis, {
    addEventListener: () => undefined,
    document: anything,
    location: { hash: "", search: "" },
    HTMLElement: class { },
    ResizeObserver: class { observe() { } disconnect() { } },
    MutationObserver: class { observe() { } disconnect() { } },
    matchMedia: () => anything,
    requestAnimationFrame: () => 0,
  });
  const handlers = new Map<string, (message: unknown) => void>();
  const hub = {
    on: (method: string, handler: (message: unknown) => void) => handlers.set(method, handler),
    onclose: () => undefined,
    start: () => new Promise(() => undefined),
  };
  const heard: string[] = [];

  mountCaptions([root as unknown as HTMLElement], { onHeard: track => heard.push(track) }, () => hub as unknown as HubConnection);
  handlers.get("Drafted")!({ track: "es", revision: 3, after: 0, keep: 0, add: "", language: "es" });
  handlers.get("Drafted")!({ track: "ru", revision: 1, after: 0, keep: 0, add: "Спасибо", language: "ru" });

  assert.deepEqual(heard, ["ru"]);
});
