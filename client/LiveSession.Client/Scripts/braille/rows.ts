// What a screen reader puts into the row itself, to say that it can be pressed: "btn" and a space.
const said = 4;
const capital = /\p{Lu}/u;
const digit = /\p{Nd}/u;
const syllable = /[\u1100-\u11ff\u2e80-\u2fdf\u3005\u3007\u3041-\u30fa\u30fd-\u30ff\u3131-\u318e\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{323af}]/u;
// ASCII, and Greek, Cyrillic, Hebrew, Arabic, Devanagari, Bengali: an alphabet in braille of its own.
const oneCell = /[\0-\x7f\u0370-\u052f\u0590-\u06ff\u0750-\u077f\u0900-\u09ff]/u;

/**
 * The cells a character takes at most in six-dot braille: a capital has its sign before it, a number one before its first digit, a
 * character of Chinese, Japanese or Korean up to three cells, and a letter with an accent, or a sign beyond ASCII, two.
 */
function cellsOf(letter: string, before: string | undefined): number {
  return syllable.test(letter) ? 3
    : digit.test(letter) ? (before !== undefined && digit.test(before) ? 1 : 2)
    : (oneCell.test(letter) ? 1 : 2) + (capital.test(letter) ? 1 : 0);
}

/** A text's rows on a display of so many cells: whole words while they fit, longer ones in pieces. As Braille/BrailleRows.cs cuts. */
export function rowsOf(text: string, cells: number): string[] {
  const room = cells - said;
  const rows: string[] = [];
  let [row, taken] = ["", 0];
  for (const word of text.split(/\s+/).filter(word => word)) {
    for (const piece of piecesOf(word, room)) {
      if (row && taken + 1 + piece.cells > room) {
        rows.push(row);
        [row, taken] = ["", 0];
      }
      taken += (row ? 1 : 0) + piece.cells;
      row += (row ? " " : "") + piece.text;
    }
  }
  return row ? [...rows, row] : rows;
}

function piecesOf(word: string, room: number): { text: string; cells: number }[] {
  const pieces = [{ text: "", cells: 0 }];
  let before: string | undefined;
  for (const letter of word) {
    let last = pieces[pieces.length - 1]!;
    if (last.text && last.cells + cellsOf(letter, before) > room) {
      pieces.push(last = { text: "", cells: 0 });
      before = undefined;
    }
    last.cells += cellsOf(letter, before);
    last.text += letter;
    before = letter;
  }
  return pieces;
}
