/** A change of less than this is the device's clock being put right little by little. */
const jump = 1000;

/**
 * Milliseconds as Date.now() counts them, which never go back when the device's clock is set back: what waits would wait that much
 * longer. They do follow it forwards: a device that slept wakes to a clock that stood still otherwise.
 */
export class SteadyClock {
  private readonly origin: number;
  private offset: number;
  private slept = 0;

  constructor(private readonly wall: () => number, private readonly run: () => number) {
    this.origin = this.offset = wall() - run();
  }

  now(): number {
    const offset = this.wall() - this.run();
    if (Math.abs(offset - this.offset) > jump) {
      this.slept += Math.max(0, offset - this.offset);
      this.offset = offset;
    }
    return this.origin + this.run() + this.slept;
  }
}

const steady = new SteadyClock(() => Date.now(), () => performance.now());

/** The steady time now, in milliseconds; whole, as Date.now() gives them. */
export const steadyNow = (): number => Math.round(steady.now());
