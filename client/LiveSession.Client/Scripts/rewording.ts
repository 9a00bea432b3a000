/** A piece of a text that becomes another. */
export interface Change { at: number; length: number; text: string }

// Words, the spaces between them, and the characters of scripts that put no spaces between words.
const pieces = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|\s+|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/gu;

/** What to change in a text to make it another, word by word and from its end; words that stand in both are left alone. */
export function changes(before: string, after: string): Change[] {
  const [old, now] = [before.match(pieces) ?? [], after.match(pieces) ?? []];
  const common = commonLengths(old, now);
  const found: Change[] = [];
  let [i, j, at] = [0, 0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && old[i] === now[j]) {
      at += old[i]!.length;
      i++;
      j++;
      continue;
    }
    const change: Change = { at, length: 0, text: "" };
    while ((i < old.length || j < now.length) && !(i < old.length && old[i] === now[j])) {
      if (j >= now.length || (i < old.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
        change.length += old[i++]!.length;
      } else {
        change.text += now[j++]!;
      }
    }
    at += change.length;
    found.push(change);
  }
  return found.reverse();
}

/** The words a correction put in and those it took out, in order. */
export function changedWords(before: string, after: string): { now: string; was: string } {
  const found = changes(before, after).reverse();
  const together = (parts: string[]) => parts.map(part => part.trim()).filter(part => part).join(" … ");
  const raw = { now: together(found.map(one => one.text)), was: together(found.map(one => before.slice(one.at, one.at + one.length))) };
  // A comma or full stop that both carry says nothing.
  const bare = { now: raw.now.replace(/[.,;:]+$/u, ""), was: raw.was.replace(/[.,;:]+$/u, "") };
  return bare.now === bare.was ? raw : bare;
}

/** Rewords a text node: a selection, a search's marks and a screen reader's cursor stay with the words that stay. */
export function reword(node: Text, text: string): void {
  for (const change of changes(node.data, text)) {
    node.replaceData(change.at, change.length, change.text);
  }
}

/** Replaces what differs in one go: a line being written changes at its end, ten times a second. */
export function rewrite(node: Text, text: string): void {
  const old = node.data;
  const start = commonStart(old, text);
  if (start < old.length || start < text.length) {
    node.replaceData(start, old.length - start, text.slice(start));
  }
}

/** How many characters two texts begin with alike. */
export function commonStart(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) {
    start++;
  }
  return start;
}

/** How many pieces two rests have in common, for every pair of rests. */
function commonLengths(old: string[], now: string[]): Uint16Array[] {
  const common = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      common[i]![j] = old[i] === now[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  return common;
}
