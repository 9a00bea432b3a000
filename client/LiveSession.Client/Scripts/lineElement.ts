import { reword, rewrite } from "./rewording";
import { say } from "./words";
import type { Line } from "./wire";

// The paragraphs of captions, as CaptionLine.razor writes them too: name, words in one text node, mark of a correction.

/** A line of the record. */
export function lineElement(line: Line): HTMLElement {
  const shown = paragraph(line.language, line.text);
  shown.id = `l${line.number}`;
  shown.dataset["track"] = line.track;
  shown.dataset["at"] = String(Math.floor(Date.parse(line.at) / 1000));
  if (line.speaker) {
    shown.dataset["speaker"] = line.speaker;
  }
  if (line.corrected) {
    mark(shown, line.former);
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
  return line.appendChild(document.createTextNode(""));
}

/** Changes a line that was aired: its changed words only, and once more quietly that it was changed. */
export function correctLine(line: HTMLElement, text: string, former: string | undefined): void {
  const aired = former ?? words(line).data;
  if (words(line).data !== text) {
    reword(words(line), text);
  }
  if (!line.querySelector(".corrected")) {
    mark(line, aired);
  }
}

export function writeDraft(draft: HTMLElement, text: string): void {
  rewrite(words(draft), text);
}

/** Names the speaker of a line where the line before is another's. */
export function nameSpeaker(line: HTMLElement, speaker: string | undefined, before: string | undefined): void {
  const shown = line.querySelector(".speaker");
  if (!speaker || speaker === before) {
    shown?.nextElementSibling?.remove();
    shown?.remove();
  } else if (!shown) {
    const name = document.createElement("bdi");
    name.className = "speaker";
    name.textContent = speaker;
    // The style sheet hides the break; it parts the name from the words where there is none.
    line.prepend(name, document.createElement("br"));
  } else if (shown.textContent !== speaker) {
    shown.textContent = speaker;
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

function mark(line: HTMLElement, former: string | undefined): void {
  if (former === undefined) {
    const small = document.createElement("small");
    small.className = "corrected";
    small.textContent = say("Corrected");
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
  words.textContent = former;
  popover.append(say("Former"), " ", words);
  button.setAttribute("popovertarget", popover.id);
  line.append(button, popover);
}
