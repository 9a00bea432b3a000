/** What of a pressed key the editor looks at. */
export interface Press { key: string; code: string; ctrl: boolean; shift: boolean; alt: boolean; meta: boolean; composing: boolean }

/** What the captioner asks for with a key. `mark0` to `mark9` mark a speaker. */
export type Wish = "finish" | "flush" | "clear" | "restore" | "unpaste" | "takeBack" | "older" | "newer" | "complete" | "undoExpansion"
  | "name" | "pen" | "stop" | "resume" | "feedNext" | "feedEdit" | "help" | "glossary" | "prepared" | "chair" | `mark${number}`;

/** How the line being written stands: some keys mean something only at one of its ends. */
export interface Standing { empty: boolean; atStart: boolean; atEnd: boolean; changing: boolean; held: boolean; offered: boolean; expanded: boolean; rightToLeft: boolean; restorable: boolean; pasted: boolean }

/** What a key pressed anywhere in the console asks for; null for a key that is nobody's. */
export function wishAnywhere(press: Press): Wish | null {
  if (press.composing || press.meta) {
    return null;
  }
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1];
  if (press.alt && !press.ctrl && digit) {
    return `mark${Number(digit)}`;
  }
  if (press.alt && !press.ctrl) {
    switch (press.code) {
      case "KeyC": return "chair";
      case "KeyG": return "glossary";
      case "KeyP": return "prepared";
      default: return null;
    }
  }
  if (press.ctrl && !press.alt && press.key === "/") {
    return "help";
  }
  if (press.ctrl || press.alt) {
    return null;
  }
  switch (press.key) {
    case "F2": return "name";
    case "F4": return "pen";
    case "F8": return press.shift ? "feedEdit" : "feedNext";
    case "F9": return press.shift ? "resume" : "stop";
    default: return null;
  }
}

/** What a key pressed in the line being written asks for; null when it only writes. */
export function wishInTheLine(press: Press, line: Standing): Wish | null {
  // While a word is being composed (Chinese, Japanese, accents), every key belongs to its composition.
  if (press.composing || press.meta || press.alt) {
    return null;
  }
  switch (press.key) {
    case "Enter": return press.ctrl ? "flush" : press.shift ? null : "finish";
    case "Escape": return "clear";
    case "z": return !press.ctrl || press.shift ? null : line.pasted ? "unpaste" : line.restorable ? "restore" : null;
    case "Backspace": return press.ctrl ? null : line.expanded ? "undoExpansion" : line.atStart && line.held && !line.changing ? "takeBack" : null;
    // No line begins with it; not every captioner knows the key that works everywhere.
    case "?": return line.empty && !line.changing && !press.ctrl ? "help" : null;
    case "ArrowUp": return press.ctrl || line.empty || line.changing ? "older" : null;
    case "ArrowDown": return press.ctrl || line.changing ? "newer" : null;
    case "ArrowRight": return !line.rightToLeft && completes(press, line) ? "complete" : null;
    case "ArrowLeft": return line.rightToLeft && completes(press, line) ? "complete" : null;
    default: return null;
  }
}

function completes(press: Press, line: Standing): boolean {
  return line.offered && line.atEnd && !press.ctrl && !press.shift;
}
