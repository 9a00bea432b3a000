/** A text as it is compared, and where each of its units stood in the original. */
export interface Folded { text: string; at: number[] }

/** Case and accents do not matter to who searches; the server folds in the same way (Core/Captions/FoldedText.cs). */
export function fold(original: string): Folded {
  let text = "";
  const at: number[] = [];
  let index = 0;
  for (const character of original) {
    for (const unit of character.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()) {
      text += unit;
      for (let half = 0; half < unit.length; half++) {
        at.push(index);
      }
    }
    index += character.length;
  }
  at.push(index);
  return { text, at };
}

/** Where words stand in a text: pairs of beginning and end. */
export function occurrences(text: string, wanted: string): [number, number][] {
  const needle = fold(wanted.trim()).text;
  if (!needle) {
    return [];
  }
  const { text: hay, at } = fold(text);
  const found: [number, number][] = [];
  for (let from = hay.indexOf(needle); from >= 0; from = hay.indexOf(needle, from + needle.length)) {
    let end = from + needle.length;
    // What was folded away after the last letter belongs to it.
    while (end < at.length - 1 && at[end] === at[end - 1]) {
      end++;
    }
    found.push([at[from]!, at[end]!]);
  }
  return found;
}
