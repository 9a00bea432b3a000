const nearTheEnd = 24;

/** What the place's owner is told. */
export interface PlaceOwner {
  /** The reader left the end, or came back to it. */
  moved(following: boolean): void;
  /** The lines, in order. */
  lines(): ArrayLike<HTMLElement>;
}

/**
 * Where the reader is in a list of lines that grows. At the end, the end stays in sight; anywhere else the line being read stays
 * where it is, whatever is added, corrected or taken away around it, in the pane or above it.
 */
export class ReadingPlace {
  following = true;
  private paused = false;
  private held = false;
  private top = 0;
  private anchor: { line: HTMLElement; offset: number } | undefined;
  private readonly resized: ResizeObserver;
  private width = 0;

  constructor(private readonly scroller: HTMLElement, private readonly list: HTMLElement, private readonly owner: PlaceOwner) {
    scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.resized = new ResizeObserver(() => this.restore());
    this.resized.observe(scroller);
    this.resized.observe(list);
  }

  dispose(): void {
    this.resized.disconnect();
  }

  /** Stays here, whatever the scroll position. */
  pause(): void {
    this.paused = true;
    this.leave();
  }

  /** Back to the end, and following it. */
  resume(): void {
    this.paused = false;
    this.following = true;
    this.toEnd();
    this.owner.moved(true);
  }

  /** Goes to a line and stays there. */
  show(line: HTMLElement): void {
    // Only the list scrolls, never the page around it.
    const [inside, outside] = [line.getBoundingClientRect(), this.scroller.getBoundingClientRect()];
    this.scroller.scrollTop += inside.top - outside.top - Math.max(0, (outside.height - inside.height) / 2);
    this.top = this.scroller.scrollTop;
    this.leave();
  }

  /** Runs a change at the end of the list. */
  grow(change: () => void): void {
    if (this.following) {
      change();
      this.toEnd();
    } else {
      this.hold(change);
    }
  }

  /** Runs a change among lines that are there: no line above it moves, even at the end, until more is said. */
  hold(change: () => void): void {
    if (this.following) {
      this.held = true;
      // A line that becomes shorter must not pull down the ones above.
      this.list.style.minBlockSize = `${this.list.offsetHeight}px`;
    }
    if (this.following || Math.abs(this.drift()) > 1) {
      this.remember();
    }
    change();
    if (this.anchor?.line.isConnected) {
      // Back to where the line was, not by how far it went: fractions of pixels would add up.
      this.scroller.scrollTop += this.drift();
    } else {
      this.remember();
    }
    this.top = this.scroller.scrollTop;
  }

  toEnd(): void {
    this.held = false;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.top = this.scroller.scrollTop;
  }

  /** Lines went or other ones came: nothing is held open any more. */
  settle(): void {
    this.list.style.minBlockSize = "";
  }

  private leave(): void {
    this.following = false;
    this.remember();
    this.owner.moved(false);
  }

  private scrolled(): void {
    const atEnd = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < nearTheEnd;
    if (Math.abs(this.scroller.scrollTop - this.top) > 1) {
      this.remember();
    }
    if (this.paused) {
      return;
    }
    // Only the reader scrolls up; a page that grew under the reader is followed.
    const up = this.scroller.scrollTop < this.top - 1;
    this.top = this.scroller.scrollTop;
    if (atEnd && !this.following) {
      this.resume();
    } else if (!atEnd && this.following) {
      if (up) {
        this.leave();
      } else if (!this.held) {
        this.toEnd();
      }
    }
  }

  private remember(): void {
    const line = this.atTheEye();
    this.anchor = line ? { line, offset: this.heightOf(line) } : undefined;
  }

  /** After the window, the text size or a font changed. */
  private restore(): void {
    if (this.width !== this.scroller.clientWidth) {
      this.width = this.scroller.clientWidth;
      this.settle();
    }
    if (this.following) {
      if (!this.held) {
        this.toEnd();
      }
    } else if (this.anchor?.line.isConnected) {
      this.scroller.scrollTop += this.drift();
      this.top = this.scroller.scrollTop;
    }
  }

  /** How far the line being read is from where it was. */
  private drift(): number {
    return this.anchor
      ? this.heightOf(this.anchor.line) - this.anchor.offset
      : Infinity;
  }

  /**
   * Where on the page a line stands. Not where in the pane: what comes and goes above the pane makes it shorter or longer at its
   * beginning, and the words stay under the eye. Scrolling the page moves nothing within it.
   */
  private heightOf(line: HTMLElement): number {
    return line.getBoundingClientRect().top + scrollY;
  }

  /** The first line that begins in sight; where one line fills the pane, that one. */
  private atTheEye(): HTMLElement | undefined {
    const lines = this.owner.lines();
    const edge = this.scroller.getBoundingClientRect().top;
    let low = 0;
    let high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (lines[middle]!.getBoundingClientRect().bottom <= edge + 1) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const first = lines[low];
    const next = lines[low + 1];
    return first && next && first.getBoundingClientRect().top < edge - 1
      && next.getBoundingClientRect().top < edge + this.scroller.clientHeight ? next : first;
  }
}
