import { part } from "../editor/part";
import { isolated, say } from "../words";
import { onOpened } from "./openedFile";

/** A text field that can be filled from a document: it is read in the browser, and looked over there before it is sent. */
export class DocumentInto {
  constructor(root: HTMLElement) {
    const area = root.querySelector("textarea")!;
    part(root, "opening").hidden = false;
    onOpened(part<HTMLInputElement>(root, "file"), part(root, "opened"), (text, name) => {
      area.value = text;
      area.dispatchEvent(new Event("change", { bubbles: true }));
      area.focus();
      area.setSelectionRange(0, 0);
      return say("Document.Opened", isolated(name));
    });
  }

  dispose(): void {
    // It hears its own elements only.
  }
}
