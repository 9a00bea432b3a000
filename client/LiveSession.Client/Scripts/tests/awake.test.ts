import assert from "node:assert/strict";
import { test } from "node:test";
import { Awake } from "../awake";

class Page {
  visibilityState: DocumentVisibilityState = "visible";
  private changed = (): void => undefined;

  addEventListener(_: string, changed: unknown): void {
    this.changed = changed as () => void;
  }

  show(visibilityState: DocumentVisibilityState): void {
    this.visibilityState = visibilityState;
    this.changed();
  }
}

function reading(refused = false) {
  const said: string[] = [];
  const page = new Page();
  const awake = new Awake({
    request: () => {
      said.push("lit");
      return refused ? Promise.reject(new Error("NotAllowedError")) : Promise.resolve({ release: async () => void said.push("let go") });
    },
  }, page as unknown as Document);
  return { awake, page, said };
}

const settled = () => new Promise(resolve => setTimeout(resolve));

test("the screen stays lit while the session runs and no longer", async () => {
  const { awake, said } = reading();

  awake.keep(false);
  awake.keep(true);
  awake.keep(true);
  await settled();
  awake.keep(false);
  await settled();

  assert.deepEqual(said, ["lit", "let go"]);
});

test("it is asked for again when the page is seen again, and not before", async () => {
  const { awake, page, said } = reading();
  awake.keep(true);
  await settled();

  page.show("hidden");
  page.show("visible");
  await settled();

  assert.deepEqual(said, ["lit", "lit"]);
});

test("nothing is asked for while nobody looks, or after the session", async () => {
  const { awake, page, said } = reading();
  page.show("hidden");
  awake.keep(true);
  awake.keep(false);
  page.show("visible");
  await settled();

  assert.deepEqual(said, []);
});

test("a browser that refuses is not pressed", async () => {
  const { awake, said } = reading(true);
  awake.keep(true);
  awake.keep(true);
  await settled();
  awake.keep(false);
  await settled();

  assert.deepEqual(said, ["lit"]);
});
