import { words } from "./lineElement";
import { say } from "./words";

/** What a citation says beside the words. */
export interface Source { unnamed: string; title: string; meeting: string; zone: string; address: string; language: string }
export interface CitedLine { number: number; track: string; speaker: string | undefined; at: Date; words: string }

/**
 * The words, who said them, and where they are from: session, time with its zone, and the address that stays. Several speakers are
 * quoted one by one: nobody is given the words of another, and words of nobody named are given to nobody.
 */
export function cite(source: Source, lines: CitedLine[]): string {
  const [first, last] = [lines[0]!, lines[lines.length - 1]!];
  const said = turns(lines);
  // The clock is the one of the pages: 24 hours.
  const locale = source.language === "en" ? "en-GB" : source.language;
  const time = new Intl.DateTimeFormat(locale, { timeZone: source.zone, dateStyle: "long", timeStyle: "medium" });
  const clock = new Intl.DateTimeFormat(locale, { timeZone: source.zone, timeStyle: "medium" });
  const until = last.at.getTime() === first.at.getTime() ? "" : `–${clock.format(last.at)}`;
  const zone = `${offset(first.at, source.zone)}, ${source.zone}`;
  const quoted = said.length === 1
    ? [`“${said[0]!.words.join("\n")}”`]
    : said.map(turn => `${turn.speaker ?? source.unnamed}: “${turn.words.join("\n")}”`);
  return [
    ...quoted,
    `— ${[said.length === 1 ? said[0]!.speaker : undefined, `${source.meeting}, ${source.title}`, `${time.format(first.at)}${until} (${zone})`].filter(part => part).join(", ")}`,
    `${source.address}/transcript?track=${first.track}#l${first.number}`,
  ].join("\n");
}

/** Lines of one speaker after another. */
function turns(lines: CitedLine[]): { speaker: string | undefined; words: string[] }[] {
  const found: { speaker: string | undefined; words: string[] }[] = [];
  for (const { speaker, words } of lines) {
    const last = found[found.length - 1];
    if (last && last.speaker === speaker) {
      last.words.push(words);
    } else {
      found.push({ speaker, words: [words] });
    }
  }
  return found;
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
    const chosen = [...list.querySelectorAll<HTMLElement>("p[id]")].filter(line => range.intersectsNode(words(line)))
      .map(line => ({ line, said: part(words(line), range) })).filter(({ said }) => said);
    if (chosen.length === 0) {
      return;
    }
    const { title = "", meeting = "", zone = "UTC", path = "" } = root.dataset;
    event.clipboardData?.setData("text/plain", cite(
      { unnamed: say("Unnamed"), title, meeting, zone, address: new URL(path, document.baseURI).href, language: document.documentElement.lang },
      chosen.map(({ line, said }) => ({
        number: Number(line.id.slice(1)), track: line.dataset["track"] ?? "", speaker: line.dataset["speaker"], at: new Date(Number(line.dataset["at"]) * 1000), words: said,
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
