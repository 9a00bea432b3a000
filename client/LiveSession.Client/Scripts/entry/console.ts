import { mountCaptions, type Captions } from "../captions";
import { ConsoleKeys } from "../consoleKeys";
import { DocumentInto } from "../documents/documentInto";
import { DocumentTerms } from "../documents/documentTerms";
import { CaptionEditor } from "../editor/captionEditor";
import { LineFeed } from "../editor/lineFeed";
import { keepFocus } from "../focusKeeper";
import { bringPageBack, keepPage, watchFields } from "../keptPage";
import { listenForPresses } from "../pressed";
import { startCircuit } from "../reconnecting";
import { enhanceSettings } from "../settings";

/**
 * An element that comes to life when a console puts it into the page and is let go when the console takes it out. Its content
 * arrives with it, in the same task, but after it.
 */
abstract class Living<T extends { dispose(): void }> extends HTMLElement {
  private life: T | null = null;

  connectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected && !this.life) {
        this.life = this.begin();
      }
    });
  }

  disconnectedCallback(): void {
    this.life?.dispose();
    this.life = null;
  }

  protected abstract begin(): T;
}

customElements.define("caption-editor", class extends Living<CaptionEditor> {
  protected override begin(): CaptionEditor {
    return new CaptionEditor(this);
  }
});

customElements.define("live-captions", class extends Living<Captions> {
  protected override begin(): Captions {
    // The caption editor measures by what this reader sees.
    const tell = (name: string, detail: unknown) => document.dispatchEvent(new CustomEvent(name, { detail }));
    return mountCaptions(this.querySelector<HTMLElement>("[data-captions]")!, {
      onDraft: draft => tell("reader-draft", draft),
      onLine: line => tell("reader-line", line),
    });
  }
});

customElements.define("line-feed", class extends Living<LineFeed> {
  protected override begin(): LineFeed {
    return new LineFeed(this);
  }
});

customElements.define("document-terms", class extends Living<DocumentTerms> {
  protected override begin(): DocumentTerms {
    return new DocumentTerms(this);
  }
});

customElements.define("document-into", class extends Living<DocumentInto> {
  protected override begin(): DocumentInto {
    return new DocumentInto(this);
  }
});

customElements.define("console-keys", class extends Living<ConsoleKeys> {
  protected override begin(): ConsoleKeys {
    return new ConsoleKeys(this);
  }
});

// Another language is another page: Blazor would stay on this one, in this language, and change the address only.
document.addEventListener("click", event => {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[hreflang]");
  if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    event.stopPropagation();
    keepPage();
    location.assign(link.href);
  }
}, true);

listenForPresses();
enhanceSettings();
keepFocus();
watchFields();
bringPageBack();

// For the consoles' C#: what only the browser knows.
Object.assign(window, { liveSession: { timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone } });

startCircuit();
