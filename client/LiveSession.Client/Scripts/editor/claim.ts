/** How long nobody gets the writing of a tab that is gone: it may be loading again, and comes back to its own. */
const grace = 3000;
/** How long a tab that was loaded again waits for its own. */
const patience = 1500;
/** How often it says that it is back: another tab may just be getting the writing. */
const again = 50;

/** Where the browser keeps who is who: the tab's own store outlives a reload, the shared one says which tab wrote last. */
interface Stores {
  own: Pick<Storage, "getItem" | "setItem">;
  shared: Pick<Storage, "getItem" | "setItem">;
}

/** One tab writes on a track: two would send the same journal twice. A tab that is loaded again goes on writing, whoever waits. */
export class Claim {
  private release: (() => void) | null = null;
  private over = false;

  constructor(
    private readonly locks: LockManager | null = "locks" in navigator ? navigator.locks : null,
    private readonly stores: Stores | null = browserStores(), private readonly wait = grace) { }

  /** `mine` is called when this tab may write, `theirs` while another does, `asking` while it is not known: a copy of a tab looks like one that is back. */
  async take(name: string, mine: () => void, theirs: () => void, asking: () => void): Promise<void> {
    if (!this.locks) {
      mine();
      return;
    }
    const channel = new BroadcastChannel(name);
    const held = new Promise<void>(resolve => this.release = resolve);
    const begin = async (): Promise<void> => {
      if (!this.over) {
        this.wrote(name);
        channel.onmessage = ({ data }) => data !== taken && !this.over && channel.postMessage(taken);
        mine();
        await held;
      }
    };
    try {
      if (!await this.free(name, begin) && !(this.isWriter(name) && await this.back(name, channel, begin, asking))) {
        if (!this.over) {
          theirs();
        }
        while (!await this.next(name, channel, begin)) {
          // A tab came back that was loading again: this one goes on waiting.
        }
      }
    } finally {
      channel.close();
    }
  }

  dispose(): void {
    this.over = true;
    this.release?.();
  }

  private free(name: string, begin: () => Promise<void>): Promise<boolean> {
    return this.locks!.request(name, { ifAvailable: true }, async lock => {
      await (lock && begin());
      return lock !== null;
    });
  }

  private async back(name: string, channel: BroadcastChannel, begin: () => Promise<void>, asking: () => void): Promise<boolean> {
    if (!this.over) {
      asking();
    }
    const givingUp = new AbortController();
    const giveUp = (): void => givingUp.abort();
    const waiting = setTimeout(giveUp, patience);
    channel.onmessage = ({ data }) => data === taken && giveUp();
    const call = (): void => channel.postMessage(this.stores?.own.getItem(tab));
    const calling = setInterval(call, again);
    call();
    try {
      await this.locks!.request(name, { signal: givingUp.signal }, () => {
        clearInterval(calling);
        clearTimeout(waiting);
        return begin();
      });
      return true;
    } catch {
      // Whoever writes is there: this tab was copied from it, or comes too late.
      return false;
    } finally {
      clearInterval(calling);
      clearTimeout(waiting);
    }
  }

  /** Waits until the one who writes is gone, and stays gone; says whether this tab wrote. */
  private next(name: string, channel: BroadcastChannel, begin: () => Promise<void>): Promise<boolean> {
    return this.locks!.request(name, async () => {
      const returned = await new Promise<boolean>(resolve => {
        channel.onmessage = ({ data }) => data === this.stores?.shared.getItem(writer(name)) && resolve(true);
        setTimeout(() => resolve(false), this.over ? 0 : this.wait);
      });
      channel.onmessage = null;
      await (returned || begin());
      return !returned;
    });
  }

  private isWriter(name: string): boolean {
    const own = this.stores?.own.getItem(tab) ?? null;
    return own !== null && own === this.stores?.shared.getItem(writer(name));
  }

  private wrote(name: string): void {
    try {
      const own = this.stores?.own.getItem(tab) ?? crypto.randomUUID();
      this.stores?.own.setItem(tab, own);
      this.stores?.shared.setItem(writer(name), own);
    } catch {
      // A full store: the tab is a stranger when it is loaded again.
    }
  }
}

const tab = "ls-tab";
/** What the tab that writes answers to one that believes to be back. */
const taken = "taken";

function writer(name: string): string {
  return `ls-writer:${name}`;
}

function browserStores(): Stores | null {
  try {
    return { own: sessionStorage, shared: localStorage };
  } catch {
    return null;
  }
}
