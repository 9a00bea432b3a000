import "./page";
import { makeOneStop } from "../stops";

// An hour's words with a link for each speaker and a mark for each correction: whoever goes on to what follows must not pass them all.
const record = document.querySelector<HTMLElement>("[data-record]");
if (record) {
  record.tabIndex = 0;
  redactSelected(record);
  makeOneStop(record, record, stop => stop.scrollIntoView({ block: "nearest" }));
}

/** R takes the selected words of one passage to the page where the secretariat says why they are redacted. */
function redactSelected(record: HTMLElement): void {
  const { redact } = record.dataset;
  if (!redact) {
    return;
  }
  document.addEventListener("keydown", event => {
    const place = event.key.toLowerCase() === "r" && !event.ctrlKey && !event.metaKey && !event.altKey ? selected(record) : undefined;
    if (place) {
      event.preventDefault();
      location.assign(`${redact}?${new URLSearchParams(place).toString()}`);
    }
  });
}

function selected(record: HTMLElement): Record<string, string> | undefined {
  const selection = getSelection();
  const range = selection && !selection.isCollapsed ? selection.getRangeAt(0) : undefined;
  // The words stand first in their paragraph; marks and links follow.
  const said = range?.startContainer;
  const passage = said?.parentElement?.closest<HTMLElement>("p[id^=l]");
  if (!range || !(said instanceof Text) || !passage || passage.firstChild !== said || !record.contains(passage) || !passage.contains(range.endContainer)) {
    return undefined;
  }
  const end = range.endContainer === said ? range.endOffset : said.length;
  const [line, part] = passage.id.slice(1).split("-");
  return { line: line!, part: part ?? "1", offset: String(range.startOffset), length: String(end - range.startOffset) };
}
