/** The part of the browser's wake lock that is used here. */
export interface Screen {
  request(type: "screen"): Promise<{ release(): Promise<void> }>;
}

/**
 * Keeps the screen lit while captions run: who reads them touches nothing, and a phone would lock itself. The browser takes that back when the
 * page is hidden, and then it is asked for anew when the page is seen again; it may also say no, to save its battery, and is not pressed.
 */
export class Awake {
  private wanted = false;
  private held: Promise<{ release(): Promise<void> } | undefined> | undefined;

  constructor(
    private readonly screen: Screen | undefined = "wakeLock" in navigator ? navigator.wakeLock : undefined,
    private readonly seen: Pick<Document, "visibilityState" | "addEventListener"> = document) {
    seen.addEventListener("visibilitychange", () => this.wanted && this.ask());
  }

  /** Whether the screen is to stay lit. */
  keep(wanted: boolean): void {
    if (wanted === this.wanted) {
      return;
    }
    this.wanted = wanted;
    if (wanted) {
      this.ask();
    } else {
      void this.held?.then(lock => lock?.release());
      this.held = undefined;
    }
  }

  private ask(): void {
    if (this.seen.visibilityState === "visible") {
      this.held = this.screen?.request("screen").catch(() => undefined);
    }
  }
}
