/** One tab writes on a track: two would send the same journal twice. */
export class Claim {
  private release: (() => void) | null = null;

  /** `mine` is called when this tab may write, `theirs` while another does. */
  async take(name: string, mine: () => void, theirs: () => void): Promise<void> {
    if (!("locks" in navigator)) {
      mine();
      return;
    }
    const held = new Promise<void>(resolve => this.release = resolve);
    const begin = async (): Promise<void> => {
      mine();
      await held;
    };
    let taken = false;
    await navigator.locks.request(name, { ifAvailable: true }, async lock => {
      taken = lock !== null;
      await (taken ? begin() : theirs());
    });
    if (!taken) {
      await navigator.locks.request(name, begin);
    }
  }

  dispose(): void {
    this.release?.();
  }
}
