import { circuitLost } from "../reconnecting";
import { Glossary, type Entry } from "./glossary";

/** What the console's C# knows and the editor uses: how many read, and the words of the meeting. Followed as it changes. */
export class Facts {
  glossary = new Glossary([]);
  private readonly element: HTMLElement | null;
  private readonly observer: MutationObserver;

  constructor(root: HTMLElement, private readonly changed: () => void) {
    this.element = root.closest("main")?.querySelector<HTMLElement>("[data-caption-facts]") ?? null;
    this.observer = new MutationObserver(() => this.read());
    if (this.element) {
      this.observer.observe(this.element, { attributes: true });
      this.learn();
    }
  }

  /** Null where it is not known: a console that lost its circuit would go on saying an old number. */
  get readers(): number | null {
    const readers = this.element?.dataset["readers"];
    return circuitLost() || !readers ? null : Number(readers);
  }

  dispose(): void {
    this.observer.disconnect();
  }

  private read(): void {
    this.learn();
    this.changed();
  }

  private learn(): void {
    const { entries = "[]", vocabulary = "[]" } = this.element?.dataset ?? {};
    this.glossary = new Glossary(JSON.parse(entries) as Entry[], JSON.parse(vocabulary) as string[]);
  }
}
