import { isolated, say } from "../words";
import { documentText, Unreadable } from "./documentText";

/** A field that opens a document: its text is handed on, or it is said why there is none. The same file can be opened again. */
export function onOpened(field: HTMLInputElement, told: HTMLElement, use: (text: string, name: string) => string): void {
  field.addEventListener("change", () => {
    const file = field.files?.[0];
    if (file) {
      void read(file, use).then(words => told.textContent = words);
      field.value = "";
    }
  });
}

async function read(file: File, use: (text: string, name: string) => string): Promise<string> {
  try {
    return use(await documentText(file), file.name);
  } catch (fault) {
    return say(`Document.${fault instanceof Unreadable ? fault.why : "Damaged"}`, isolated(file.name));
  }
}
