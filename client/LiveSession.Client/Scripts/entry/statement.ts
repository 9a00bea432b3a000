import { DocumentInto } from "../documents/documentInto";
import { enhanceSettings } from "../settings";
import { keepTime } from "../times";

enhanceSettings();
keepTime(document);
for (const root of document.querySelectorAll<HTMLElement>("document-into")) {
  new DocumentInto(root);
}
