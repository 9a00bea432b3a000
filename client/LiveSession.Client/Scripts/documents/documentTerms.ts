import { isolated, say } from "../words";
import { onOpened } from "./openedFile";
import { termsOf } from "./terms";

/** Opens a document and hands the names in it to the glossary beside it, as proposals: a row each, its short form first where the document gives one. */
export class DocumentTerms {
  constructor(root: HTMLElement) {
    const found = root.querySelector<HTMLTextAreaElement>("textarea")!;
    onOpened(root.querySelector<HTMLInputElement>("input[type=file]")!, root.querySelector<HTMLElement>("[role=status]")!, (text, name) => {
      const terms = termsOf(text);
      if (terms.length === 0) {
        return say("Document.NoTerms", isolated(name));
      }
      found.value = terms.map(({ form, words }) => `${form}\t${words}`).join("\n");
      found.dispatchEvent(new Event("change", { bubbles: true }));
      // The glossary says how many of them are new.
      return "";
    });
  }

  dispose(): void {
    // What it listens to goes with it.
  }
}
