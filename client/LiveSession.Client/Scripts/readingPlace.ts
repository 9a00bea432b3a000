const nearTheEnd = 24;

/** What the place's owner is told. */
export interface PlaceOwner {
  /** The reader left the end, or came back to it. */
  moved(following: boolean): void;
  /** The lines, in order. */
  lines(): ArrayLike<HTMLElement>;
}

/** The line being read: where on the page it begins, and how much of it is above the place where it is read. */
interface Anchor { line: HTMLElement; top: number; at: number; part: number }

/**
 * Where the reader is in a list of lines that grows. At the end, the end stays in sight; anywhere else the line being read stays
 * where it is, whatever is added, corrected or taken away around it, in the pane or above it.
 */
export class ReadingPlace {
  following = true;
  private paused = false;
  private held = false;
  private top = 0;
  private anchor: Anchor | undefined;
  private readonly resized: ResizeObserver;
  private readonly chosen = () => this.restore(true);
  private width = 0;
  private height = 0;
  private view = 0;

  constructor(private readonly scroller: HTMLElement, private readonly list: HTMLElement, private readonly owner: PlaceOwner) {
    scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.resized = new ResizeObserver(() => this.restore());
    this.resized.observe(scroller);
    this.resized.observe(list);
    // Before the browser scrolls by itself, because the words take less room.
    addEventListener("ls-settings", this.chosen);
  }

  dispose(): void {
    this.resized.disconnect();
    removeEventListener("ls-settings", this.chosen);
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
    this.settle();
    this.toEnd();
    this.owner.moved(true);
  }

  /** Goes to a line and stays there. */
  show(line: HTMLElement): void {
    // Only the list scrolls, never the page around it.
    const [inside, outside] = [line.getBoundingClientRect(), this.scroller.getBoundingClientRect()];
    this.scroller.scrollTop += inside.top - outside.top - Math.max(0, (outside.height - inside.height) / 2);
    this.note();
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
      this.scrollBy(() => this.drift());
      const { line, top, at, part } = this.anchor;
      this.anchor.part = part && (at - top) / line.offsetHeight;
    } else {
      this.remember();
    }
    this.note();
  }

  toEnd(): void {
    this.held = false;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.note();
  }

  /** Lines went or other ones came: nothing is held open any more, unless for somebody who reads back. */
  settle(): void {
    if (this.following) {
      this.list.style.minBlockSize = "";
    }
  }

  private leave(): void {
    this.following = false;
    this.remember();
    this.owner.moved(false);
  }

  private scrolled(): void {
    if (this.height !== this.scroller.scrollHeight || this.view !== this.scroller.clientHeight) {
      // The browser scrolled, because there is less to scroll: that is not the reader's doing.
      this.restore();
      return;
    }
    const by = this.scroller.scrollTop - this.top;
    if (Math.abs(by) <= 1) {
      return;
    }
    this.remember();
    this.top = this.scroller.scrollTop;
    if (this.paused) {
      return;
    }
    // Only the reader scrolls up; a page that grew under the reader is followed.
    if (by > 0 && !this.following && this.atEnd()) {
      this.resume();
    } else if (this.following && !this.atEnd()) {
      if (by < 0) {
        this.leave();
      } else if (!this.held) {
        this.toEnd();
      }
    }
  }

  private atEnd(): boolean {
    const last = this.list.lastElementChild;
    return this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < nearTheEnd
      // Where room is kept after the last line, the end is the line's.
      || (this.list.style.minBlockSize !== "" && !this.following && !!last && last.getBoundingClientRect().bottom <= this.scroller.getBoundingClientRect().bottom);
  }

  private remember(): void {
    const line = this.atTheEye();
    if (!line) {
      this.anchor = undefined;
      return;
    }
    const { top, height } = line.getBoundingClientRect();
    // Of a line that fills the pane, what is read is in its middle.
    const above = Math.max(0, this.scroller.getBoundingClientRect().top - top);
    this.anchor = { line, top: top + scrollY, at: top + above + scrollY, part: above > 1 && height ? above / height : 0 };
  }

  /** After the window, the text size or a font changed; chosen by the reader, the line being read is kept in sight too. */
  private restore(chosen = false): void {
    if (chosen || this.width !== this.scroller.clientWidth) {
      chosen = true;
      this.width = this.scroller.clientWidth;
      this.held = false;
      this.list.style.minBlockSize = "";
    }
    if (this.following) {
      if (!this.held) {
        this.toEnd();
      }
    } else if (this.anchor?.line.isConnected) {
      const anchor = this.anchor;
      const pane = this.scroller.getBoundingClientRect();
      const edge = pane.top + scrollY;
      if (chosen && (anchor.at < edge || anchor.at >= edge + pane.height)) {
        anchor.at = edge;
      }
      this.scrollBy(() => this.heightOf(anchor.line) + anchor.part * anchor.line.offsetHeight - anchor.at);
      anchor.top = anchor.part || chosen ? this.heightOf(anchor.line) : anchor.top;
    }
    this.note();
  }

  /** Scrolls as far as it takes, with room after the last line where there is too little to scroll. */
  private scrollBy(left: () => number): void {
    this.scroller.scrollTop += left();
    const more = left();
    if (more > 1) {
      this.list.style.minBlockSize = `${this.list.offsetHeight + more + nearTheEnd}px`;
      this.scroller.scrollTop += more;
    }
  }

  private note(): void {
    this.top = this.scroller.scrollTop;
    this.height = this.scroller.scrollHeight;
    this.view = this.scroller.clientHeight;
  }

  /** How far the line being read is from where it was. */
  private drift(): number {
    return this.anchor
      ? this.heightOf(this.anchor.line) - this.anchor.top
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
