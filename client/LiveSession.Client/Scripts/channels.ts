import type { Column } from "./column";
import { language, say, sayAbout } from "./words";

// Heard within this time, a channel is live; the server says the same in the first page (Captions/CaptionChannels.cs).
const live = 30_000;

/** What is known of a channel. */
export interface Channel { track: string; language: string | undefined; heardAt: number | undefined }

/** The live channel nearest to a silent one: the same language, else as spoken, else the reader's language, else any; none that is read already. */
export function nearest(channels: Channel[], chosen: string, readers: string, now: number, beside: readonly (string | undefined)[] = []): Channel | undefined {
  const primary = (tag: string) => tag.split("-")[0];
  const wanted = primary(channels.find(one => one.track === chosen)?.language ?? chosen);
  const worth = (one: Channel) =>
    (primary(one.language ?? one.track) === wanted ? 4 : 0) + (one.track === "floor" ? 2 : 0) + (primary(one.language ?? one.track) === readers ? 1 : 0);
  return channels.filter(one => one.track !== chosen && !beside.includes(one.track) && isLive(one, now)).sort((a, b) => worth(b) - worth(a))[0];
}

function isLive(channel: Channel, now: number): boolean {
  return channel.heardAt !== undefined && now - channel.heardAt < live;
}

/** Keeps the list of channels true: which is live now, which is silent, and what to read instead of a silent one. */
export class Channels {
  private readonly known = new Map<string, Channel>();

  constructor(private readonly root: HTMLDetailsElement, private readonly columns: readonly Column[], private readonly isOpen: () => boolean) {
    for (const row of this.rows()) {
      const { channel = "", heard } = row.dataset;
      this.known.set(channel, { track: channel, language: row.dataset["language"], heardAt: heard ? Number(heard) * 1000 : undefined });
    }
  }

  heard(track: string, spoken: string | undefined, now: number): void {
    const before = this.known.get(track);
    this.known.set(track, { track, language: spoken ?? before?.language, heardAt: now });
    if (!before) {
      this.addRow(track);
    }
    if (!before || !isLive(before, now)) {
      this.settle(now);
    }
  }

  /** Brings the words up to date. */
  settle(now: number): void {
    const open = this.isOpen();
    for (const row of this.rows()) {
      const channel = this.known.get(row.dataset["channel"]!)!;
      const words = open && isLive(channel, now) ? "Channel.Live" : channel.heardAt === undefined ? "Channel.None" : "Channel.Silent";
      setText(row.querySelector("[data-state]")!, say(words));
    }
    this.root.hidden = this.known.size < 2;
    this.columns.forEach(column => this.offerInstead(column, open, now));
  }

  private offerInstead(column: Column, open: boolean, now: number): void {
    const note = column.root.querySelector<HTMLElement>("[data-silent]");
    const own = column.channel === undefined ? undefined : this.known.get(column.channel);
    const instead = open && own && !isLive(own, now) ? nearest([...this.known.values()], own.track, language(), now, this.shown()) : undefined;
    if (!note || (!instead && note.hidden) || (instead && note.dataset["instead"] === instead.track && !note.hidden)) {
      return;
    }
    note.hidden = !instead;
    if (instead && own) {
      note.dataset["instead"] = instead.track;
      const link = document.createElement("a");
      // Where several are read, only the silent one changes.
      link.href = `${this.root.dataset["path"]}?${this.shown().map(one => `track=${one === own.track ? instead.track : one}`).join("&")}`;
      link.textContent = say("ReadInstead", nameOf(instead.track));
      note.replaceChildren(...sayAbout("Silent", nameOf(own.track)), " ", link);
    }
  }

  private addRow(track: string): void {
    const row = document.createElement("li");
    row.dataset["channel"] = track;
    const link = document.createElement("a");
    link.href = `${this.root.dataset["path"]}?track=${track}`;
    link.textContent = nameOf(track);
    const state = document.createElement("small");
    state.dataset["state"] = "";
    row.append(link, " ", state);
    const shown = this.shown();
    if (shown.length < 3 && !shown.includes(track)) {
      const beside = document.createElement("a");
      beside.className = "beside";
      beside.href = `${this.root.dataset["path"]}?${[...shown, track].map(one => `track=${one}`).join("&")}`;
      beside.textContent = say("Channel.Beside");
      row.append(" ", beside);
    } else {
      link.setAttribute("aria-current", "true");
    }
    this.root.querySelector("ul")!.append(row);
  }

  private shown(): (string | undefined)[] {
    return this.columns.map(column => column.channel);
  }

  private rows(): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>("[data-channel]")];
  }
}

function nameOf(track: string): string {
  if (track === "floor") {
    return say("Channel.floor");
  }
  try {
    const name = new Intl.DisplayNames([track], { type: "language" }).of(track) ?? track;
    return name.charAt(0).toLocaleUpperCase(track) + name.slice(1);
  } catch {
    return track;
  }
}

function setText(element: Element, text: string): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
