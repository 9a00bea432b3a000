// The end of a sentence: its mark, what may close it, and the space after it; Chinese and Japanese put no space.
const end = /[.!?…؟۔।]+["'”’»)\]]*(?=\s|$)|[。！？]+[”』」）]*/gu;

/** The finished sentences of a text, and the rest that is not finished. */
export function split(text: string): { sentences: string[]; rest: string } {
  const sentences: string[] = [];
  let from = 0;
  for (const match of text.matchAll(end)) {
    const to = match.index + match[0].length;
    sentences.push(text.slice(from, to).trim());
    from = to;
  }
  return { sentences, rest: text.slice(from).trim() };
}

/** Every sentence of a text; an unfinished one counts. */
export function all(text: string): string[] {
  const { sentences, rest } = split(text);
  return rest ? [...sentences, rest] : sentences;
}
