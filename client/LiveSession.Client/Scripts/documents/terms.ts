/** A name found in a document, with the letters it is known by where the document gives them. */
export interface Term { form: string; words: string }

const most = 60;
const longest = 120;
const capital = "\\p{Lu}[\\p{L}\\p{M}\\p{N}’'\\-]*";
/** Words that stand small within a name: Working Group *on* Enhanced Cooperation, Union internationale *des* télécommunications. */
const small = "(?:of|on|the|for|in|to|with|de|du|des|la|le|les|sur|pour|à|aux|au|en|dans|del|los|las|el|para|sobre|по|в|на)";
const lower = "\\p{Ll}[\\p{L}\\p{M}’'\\-]*";

/** Working Group on Enhanced Cooperation (WGEC) */
const abbreviated = new RegExp(`((?:${capital}|${lower})(?:[ \\-](?:${capital}|${lower})){1,11}) \\((\\p{Lu}[\\p{Lu}\\p{N}\\-/]{1,9})s?\\)`, "gu");
/** Two words or more with capitals, small ones among them. */
const name = new RegExp(`${capital}(?: (?:${small} ){0,3}${capital}){1,7}`, "gu");
const begins = /(?:^|[.!?:;\n]\s*|["“«(]\s*)$/u;

/**
 * The names of a document that a captioner may want as words of the meeting: those that stand with their abbreviation, then those with capitals that
 * come again, the most frequent first. What begins a sentence may be no name: it counts where it stands within one as well, or without its first word.
 */
export function termsOf(text: string): Term[] {
  const found = new Map<string, Term>();
  for (const [, before = "", form = ""] of text.matchAll(abbreviated)) {
    const words = spelled(before, form);
    if (words && !found.has(key(words))) {
      found.set(key(words), { form: form.toLowerCase(), words });
    }
  }
  const counted = new Map<string, { words: string; times: number; within: number }>();
  const count = (words: string, within: boolean): void => {
    const seen = counted.get(key(words)) ?? { words, times: 0, within: 0 };
    counted.set(key(words), { words: seen.words, times: seen.times + 1, within: seen.within + (within ? 1 : 0) });
  };
  for (const match of text.matchAll(name)) {
    const words = match[0].replace(/[’']s$/u, "");
    const first = begins.test(text.slice(Math.max(0, match.index - 8), match.index));
    count(words, !first);
    const rest = words.slice(words.indexOf(" ") + 1);
    if (first && rest.includes(" ")) {
      count(rest, true);
    }
  }
  [...counted.values()]
    .filter(({ words, times, within }) => times > 1 && within > 0 && words.length <= longest && !found.has(key(words)))
    .sort((one, other) => other.times - one.times)
    .forEach(({ words }) => found.set(key(words), { form: "", words }));
  return [...found.values()].slice(0, most);
}

/** The end of what stands before an abbreviation that begins with its letters, in their order; null where nothing does. */
function spelled(before: string, form: string): string | null {
  const words = before.split(" ");
  const letters = Array.from(form.replace(/[^\p{L}]/gu, "").toLowerCase());
  for (let start = words.length - 1; start >= 0; start--) {
    const initials = words.slice(start).flatMap(word => word.split("-")).map(word => word.replace(/^[dl][’']/iu, "")[0]?.toLowerCase() ?? "");
    if (initials[0] === letters[0] && inOrder(letters, initials) && words.length - start > 1) {
      return words.slice(start).join(" ");
    }
  }
  return null;
}

function inOrder(letters: string[], initials: string[]): boolean {
  let at = 0;
  initials.forEach(initial => at += initial === letters[at] ? 1 : 0);
  return at >= letters.length;
}

const key = (words: string): string => words.toLowerCase().normalize("NFC");
