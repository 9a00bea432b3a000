import { commonStart, reword, rewrite } from "./rewording";
import { say } from "./words";
import type { Line } from "./wire";

// The paragraphs of captions, as CaptionLine.razor writes them too: name, words in one text node, mark of a correction.

/** A line of the record. What was being written of it becomes it, and the words that stay are not touched. */
export function lineElement(line: Line, draft?: HTMLElement): HTMLElement {
  const shown = draft ?? paragraph(line.language, line.text);
  if (draft) {
    draft.removeAttribute("class");
    draft.removeAttribute("title");
    draft.lang = line.language;
    reword(words(draft), line.text);
  }
  shown.id = `l${line.number}`;
  shown.dataset["track"] = line.track;
  shown.dataset["at"] = String(Math.floor(Date.parse(line.at) / 1000));
  if (line.speaker) {
    shown.dataset["speaker"] = line.speaker;
  }
  if (line.corrected) {
    mark(shown, line.text, line.former);
  }
  return shown;
}

/** A line being written. */
export function draftElement(language: string | undefined): HTMLElement {
  const shown = paragraph(language, "");
  shown.className = "draft";
  shown.title = say("Writing");
  return shown;
}

/** The text node of a line. */
export function words(line: HTMLElement): Text {
  for (const node of line.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      return node as Text;
    }
  }
  return line.insertBefore(document.createTextNode(""), line.querySelector(".corrected"));
}

/** The words first aired of lines that were withdrawn, in case they come back. */
const aired = new WeakMap<HTMLElement, string>();

/** Changes a line that was aired: its changed words only, and once more quietly that it was changed. Without words it is withdrawn. */
export function correctLine(line: HTMLElement, text: string, former: string | undefined): void {
  const before = former ?? line.querySelector(".former del")?.textContent ?? aired.get(line)
    ?? (line.querySelector(".corrected") ? undefined : words(line).data);
  if (words(line).data !== text) {
    reword(words(line), text);
  }
  if (text === "" && before !== undefined) {
    aired.set(line, before);
  }
  mark(line, text, before);
}

/** Whether a line is the one that was being written: at least half of the words stand at its beginning. */
export function finishes(line: Line, draft: HTMLElement): boolean {
  const { data } = words(draft);
  return 2 * commonStart(data, line.text) >= data.length;
}

export function writeDraft(draft: HTMLElement, text: string): void {
  rewrite(words(draft), text);
}

/** Names the speaker of a line where the line before is another's. Words of nobody named must not read as the words of the one before. */
export function nameSpeaker(line: HTMLElement, speaker: string | undefined, before: string | undefined): void {
  const shown = line.querySelector(".speaker");
  const wanted = speaker || say("Unnamed");
  if (speaker ? speaker === before : !before) {
    shown?.nextElementSibling?.remove();
    shown?.remove();
  } else if (!shown) {
    const name = document.createElement("bdi");
    name.className = speaker ? "speaker" : "speaker unnamed";
    name.textContent = wanted;
    // The style sheet hides the break; it parts the name from the words where there is none.
    line.prepend(name, document.createElement("br"));
  } else if (shown.textContent !== wanted) {
    shown.className = speaker ? "speaker" : "speaker unnamed";
    shown.textContent = wanted;
  }
}

function paragraph(language: string | undefined, text: string): HTMLElement {
  const shown = document.createElement("p");
  if (language) {
    shown.lang = language;
  }
  shown.dir = "auto";
  shown.append(document.createTextNode(text));
  return shown;
}

type Mark = "withdrawn" | "former" | "corrected";

function mark(line: HTMLElement, text: string, former: string | undefined): void {
  const wanted: Mark = text === "" ? "withdrawn" : former !== undefined && former !== text ? "former" : "corrected";
  const shown = line.querySelector(".corrected");
  // Words that come back to what they were leave the mark that tells of it: nothing goes that somebody may have opened.
  if (shown && (markOf(shown) === wanted || (markOf(shown) === "former" && wanted === "corrected"))) {
    return;
  }
  shown?.remove();
  line.querySelector(".former")?.remove();
  if (wanted !== "former") {
    const small = document.createElement("small");
    small.className = wanted === "withdrawn" ? "corrected withdrawn" : "corrected";
    small.textContent = say(wanted === "withdrawn" ? "Withdrawn" : "Corrected");
    line.append(small);
    return;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "corrected";
  button.textContent = say("Corrected");
  const popover = document.createElement("span");
  popover.className = "former";
  popover.popover = "auto";
  popover.id = `c${line.id.slice(1)}`;
  const words = document.createElement("del");
  words.textContent = former!;
  popover.append(say("Former"), " ", words);
  button.setAttribute("popovertarget", popover.id);
  line.append(button, popover);
}

function markOf(shown: Element): Mark {
  return shown.classList.contains("withdrawn") ? "withdrawn" : shown.tagName === "BUTTON" ? "former" : "corrected";
}
