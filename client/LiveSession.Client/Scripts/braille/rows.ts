/** A text's rows on a display of so many cells: whole words while they fit, longer ones in pieces. As Braille/BrailleRows.cs cuts. */
export function rowsOf(text: string, cells: number): string[] {
  const rows: string[] = [];
  let row: string[] = [];
  for (const word of text.split(/\s+/).filter(word => word)) {
    const letters = Array.from(word);
    for (let from = 0; from < letters.length; from += cells) {
      const piece = letters.slice(from, from + cells);
      if (row.length > 0 && row.length + 1 + piece.length > cells) {
        rows.push(row.join(""));
        row = [];
      }
      row.push(...row.length > 0 ? [" "] : [], ...piece);
    }
  }
  return row.length > 0 ? [...rows, row.join("")] : rows;
}
