import { words } from "./lineElement";

/** What a citation says beside the words. */
export interface Source { words: string; title: string; meeting: string; zone: string; address: string; language: string }
export interface CitedLine { number: number; track: string; speaker: string | undefined; at: Date }

/** The words, and where they are from: session, speaker, time with its zone, and the address that stays. */
export function cite(source: Source, lines: CitedLine[]): string {
  const [first, last] = [lines[0]!, lines[lines.length - 1]!];
  const speakers = [...new Set(lines.map(line => line.speaker).filter(speaker => speaker))].join(", ");
  const time = new Intl.DateTimeFormat(source.language, { timeZone: source.zone, dateStyle: "long", timeStyle: "medium" });
  const clock = new Intl.DateTimeFormat(source.language, { timeZone: source.zone, timeStyle: "medium" });
  const until = last.at.getTime() === first.at.getTime() ? "" : `–${clock.format(last.at)}`;
  const zone = `${offset(first.at, source.zone)}, ${source.zone}`;
  return [
    `“${source.words}”`,
    `— ${[speakers, `${source.meeting}, ${source.title}`, `${time.format(first.at)}${until} (${zone})`].filter(part => part).join(", ")}`,
    `${source.address}/transcript?track=${first.track}#l${first.number}`,
  ].join("\n");
}

/** Whoever copies captions gets their source with them. */
export function citeWhenCopied(root: HTMLElement): void {
  const list = root.querySelector<HTMLElement>(".lines")!;
  list.addEventListener("copy", event => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed) {
      return;
    }
    const range = selection.getRangeAt(0);
    const chosen = [...list.querySelectorAll<HTMLElement>("p[id]")].filter(line => range.intersectsNode(words(line)));
    const text = chosen.map(line => part(words(line), range)).filter(said => said).join("\n");
    if (!text) {
      return;
    }
    const { title = "", meeting = "", zone = "UTC", path = "" } = root.dataset;
    event.clipboardData?.setData("text/plain", cite(
      { words: text, title, meeting, zone, address: new URL(path, document.baseURI).href, language: document.documentElement.lang },
      chosen.map(line => ({
        number: Number(line.id.slice(1)), track: line.dataset["track"] ?? "", speaker: line.dataset["speaker"], at: new Date(Number(line.dataset["at"]) * 1000),
      }))));
    event.preventDefault();
  });
}

function part(node: Text, range: Range): string {
  const start = range.startContainer === node ? range.startOffset : 0;
  const end = range.endContainer === node ? range.endOffset : node.length;
  return node.data.slice(start, end).trim();
}

function offset(at: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(at);
  return parts.find(one => one.type === "timeZoneName")!.value.replace("GMT", "UTC");
}
