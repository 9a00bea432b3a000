/** When words leave: as they are typed, word by word, or only as finished lines that Enter, the sentence or the clock ends. */
export type Policy = "keystroke" | "word" | "line" | "sentence" | "timer";

export const policies: readonly Policy[] = ["keystroke", "word", "line", "sentence", "timer"];

/** How often the clock ends a line, in milliseconds. */
export const timerInterval = 4000;

const unspaced = /^(zh|ja|th|lo|km|my)\b/;
const sentenceEnds = /[.!?…؟۔।]+["'”’»)\]]*(?=\s)|[。！？]+[”’」』）]*/gu;
const shortForms = new Set(["mr", "mrs", "ms", "dr", "prof", "no", "nos", "st", "art", "arts", "para", "paras", "fig", "vol", "vs", "cf", "m", "mm", "mme", "mlle", "sr", "sra", "e.g", "i.e", "h.e", "s.e", "u.s", "u.k"]);

/** What readers see of a line that is not finished. */
export function shown(policy: Policy, text: string, whole: boolean, language: string): string {
  switch (policy) {
    case "keystroke": return text;
    case "word": return whole ? text : wholeWords(text, language);
    default: return "";
  }
}

/** The text without the word that is still being written. */
export function wholeWords(text: string, language: string): string {
  if (/[\s\p{P}]$/u.test(text) && !/[\p{L}\p{N}]['’‑-]$/u.test(text)) {
    return text;
  }
  if (unspaced.test(language)) {
    const words = Array.from(new Intl.Segmenter([language, "en"], { granularity: "word" }).segment(text));
    return text.slice(0, words[words.length - 1]?.index ?? 0);
  }
  return text.slice(0, text.search(/\S+$/) < 0 ? text.length : text.search(/\S+$/));
}

/** How many characters the finished sentences take; 0 when none is finished. */
export function finishedSentences(text: string): number {
  let length = 0;
  for (const end of text.matchAll(sentenceEnds)) {
    const before = /(\S+)$/.exec(text.slice(0, end.index))?.[1] ?? "";
    if (!(end[0] === "." && isShortForm(before))) {
      length = end.index + end[0].length;
    }
  }
  return length;
}

function isShortForm(word: string): boolean {
  const bare = word.replace(/^[("'“‘«]+/, "");
  return /^\p{Lu}$/u.test(bare) || shortForms.has(bare.toLowerCase());
}
