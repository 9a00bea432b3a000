import { takesLetters } from "../keys";
import { newCommandId, type CommandResult, type Session } from "../protocol";
import { language as pageLanguage, say } from "../words";
import { Air } from "./air";
import { Changes } from "./changes";
import { Claim } from "./claim";
import { Composer, type Marking } from "./composer";
import { EditorView } from "./editorView";
import { Facts } from "./facts";
import { HeldView } from "./heldView";
import { Journal, type Line } from "./journal";
import { wishAnywhere, wishInTheLine, type Wish } from "./keymap";
import { linesOf } from "./lines";
import { MarksView } from "./marksView";
import { Meters } from "./metersView";
import { OutboxView } from "./outboxView";
import { policies, shown, wholeWords, finishedSentences, timerInterval, type Policy } from "./policy";
import { openPanel, pressPen } from "./rail";
import { refusal } from "./refusal";
import { SpeakerKeys } from "./speakers";
import { lamp } from "./standing";
import { remember, remembered, storage } from "./storage";
import { ShortForms } from "./shortForms";

const restAfter = 1500;
const languageKey = "ls-caption-language";
const holdKey = "ls-caption-hold";
const policyKey = "ls-caption-policy";

/**
 * The captioner's editor. It owns its part of the page and its own connection, so that neither a new rendering nor a lost circuit
 * touches what is being written. What is written goes through the composer (hold, take back, stop) and from there on air.
 */
export class CaptionEditor {
  private readonly view: EditorView;
  private readonly held: HeldView;
  private readonly marks: MarksView;
  private readonly box: OutboxView;
  private readonly meters: Meters;
  private readonly journal: Journal;
  private readonly composer = new Composer(newCommandId);
  private readonly air: Air;
  private readonly changes: Changes;
  private readonly claim = new Claim();
  private readonly keys = new SpeakerKeys();
  private readonly facts: Facts;
  private readonly forms: ShortForms;
  private readonly track: string;
  private policy: Policy = "keystroke";
  private speaker: string | null = null;
  private composing = false;
  private lastAt = 0;
  private begunAt = Date.now();
  private timer = 0;
  private readonly beat: number;
  private readonly gone = new AbortController();

  constructor(private readonly root: HTMLElement) {
    const { session = "", track = "floor", me = "", now = "", limit = "2000" } = root.dataset;
    this.track = track;
    this.view = new EditorView(root);
    this.held = new HeldView(root, this.view.text);
    this.marks = new MarksView(root);
    this.box = new OutboxView(root);
    this.journal = new Journal(storage(), `${session}:${track}:${me}`);
    this.air = new Air(session, track, this.journal, Number(limit), now === "" ? 0 : Date.parse(now) - Date.now(), {
      changed: () => this.show(),
      session: (before, after) => this.sessionChanged(before, after),
      recorded: (line, result) => this.recorded(line, result),
      answered: () => this.answered(),
    });
    this.meters = new Meters(this.view, this.air.delay, this.gone.signal);
    this.changes = new Changes(session, track, this.composer, this.air, this.view, () => this.pump());
    this.facts = new Facts(root, () => this.show());
    this.forms = new ShortForms(this.view, this.facts, () => this.typed());
    this.composer.load(this.journal.kept, Date.now());
    if (this.composer.stopped) {
      this.air.stop();
    }
    this.view.put(this.composer.text);
    this.choose();
    this.listen();
    this.pump();
    void this.claim.take(`ls-editor:${session}:${track}`, () => this.begin(), () => {
      this.air.elsewhere = true;
      this.show();
    });
    if (!takesLetters(document.activeElement) && matchMedia("(pointer: fine)").matches) {
      this.view.text.focus();
    }
    this.beat = window.setInterval(() => this.everySecond(), 1000);
  }

  dispose(): void {
    clearInterval(this.beat);
    clearTimeout(this.timer);
    this.gone.abort();
    this.facts.dispose();
    this.claim.dispose();
    this.air.dispose();
  }

  private begin(): void {
    this.air.elsewhere = false;
    this.show();
    this.air.start();
  }

  private choose(): void {
    this.view.choose("language", remembered(`${languageKey}:${this.track}`) ?? (this.track === "floor" ? pageLanguage() : this.track));
    this.view.choose("hold", remembered(holdKey));
    this.view.choose("policy", remembered(policyKey));
    this.setHold(this.view.chosen("hold"));
    this.setPolicy(this.view.chosen("policy"));
    this.view.onChoice("language", chosen => {
      remember(`${languageKey}:${this.track}`, chosen);
      this.pump();
    });
    this.view.onChoice("hold", chosen => {
      remember(holdKey, chosen);
      this.setHold(chosen);
      this.pump();
    });
    this.view.onChoice("policy", chosen => {
      remember(policyKey, chosen);
      this.setPolicy(chosen);
      this.pump();
    });
  }

  private setHold(seconds: string): void {
    this.composer.hold = this.air.hold = Number(seconds) * 1000;
  }

  private setPolicy(name: string): void {
    this.policy = policies.find(policy => policy === name) ?? "keystroke";
  }

  private listen(): void {
    const { text } = this.view;
    const { signal } = this.gone;
    text.addEventListener("input", event => !this.composing && this.typed(event as InputEvent));
    text.addEventListener("compositionstart", () => this.composing = true);
    text.addEventListener("compositionend", () => {
      this.composing = false;
      this.typed();
    });
    text.addEventListener("keydown", event => this.keyInTheLine(event));
    text.addEventListener("paste", event => this.paste(event));
    (this.root.closest("main") ?? this.root).addEventListener("keydown", event => this.keyAnywhere(event as KeyboardEvent), { signal });
    document.addEventListener("say-line", event => this.sayLine(event as CustomEvent<{ text: string; edit: boolean }>), { signal });
    this.view.on("send", () => this.grant("finish"));
    this.view.on("flush", () => this.grant("flush"));
    this.view.on("clear", () => this.grant("clear"));
    this.view.on("take-back", () => this.grant("takeBack"));
    this.view.on("cancel", () => this.changes.leave());
    this.view.on("stop", () => this.grant("stop"));
    this.view.on("resume", () => this.grant("resume"));
    this.view.on("complete", () => this.grant("complete"));
    this.view.on("pause", () => this.air.outbox.pause(!this.air.outbox.paused));
    this.view.on("discard", () => this.discard());
    this.view.on("again", () => this.air.outbox.sendRefusedAgain());
    this.view.on("back", () => this.giveBack());
    this.held.onChange(id => this.changes.change({ kind: "held", id }));
    this.marks.onMark(digit => this.mark(digit));
    this.marks.onName(name => {
      this.speaker = name === "" ? null : name;
      this.pump();
    }, () => text.focus());
  }

  private keyAnywhere(event: KeyboardEvent): void {
    const asksForHelp = event.key === "?" && !takesLetters(document.activeElement) && remembered("ls-keys-off") !== "off";
    this.granted(event, asksForHelp ? "help" : wishAnywhere(pressOf(event)));
  }

  private keyInTheLine(event: KeyboardEvent): void {
    const { value } = this.view.text;
    this.granted(event, wishInTheLine(pressOf(event), {
      empty: value === "", atStart: this.view.caretAt(0), atEnd: this.view.caretAt(value.length),
      changing: this.changes.current !== null, held: this.composer.lines.length > 0,
      offered: this.forms.offered, expanded: this.forms.expanded, rightToLeft: this.view.rightToLeft,
      restorable: this.composer.restorable,
    }));
  }

  private granted(event: KeyboardEvent, wish: Wish | null): void {
    if (wish !== null && !event.defaultPrevented) {
      event.preventDefault();
      this.grant(wish);
    }
  }

  private grant(wish: Wish): void {
    switch (wish) {
      case "finish": return this.finish();
      case "flush": return this.flush();
      case "clear": return this.changes.current ? this.changes.leave() : this.clear();
      case "restore": return void (this.composer.restore(Date.now()) && this.refill());
      case "takeBack": return void (this.composer.takeBack() && this.refill(0));
      case "older": return this.changes.walk(-1);
      case "newer": return this.changes.walk(1);
      case "complete": return this.forms.complete();
      case "undoExpansion": return this.forms.undo();
      case "name": return this.marks.askForName();
      case "pen": return pressPen(this.root);
      case "stop": return this.stop();
      case "resume": return this.resume();
      case "feedNext":
      case "feedEdit": return void document.dispatchEvent(new CustomEvent("feed-line", { detail: wish === "feedEdit" }));
      case "help":
      case "glossary":
      case "prepared": return openPanel(this.root, wish, () => this.view.text.focus());
      default: return this.mark(Number(wish.slice("mark".length)));
    }
  }

  private mark(digit: number): void {
    const mark = this.keys.find(digit);
    if (digit !== 0 && !mark) {
      return;
    }
    this.speaker = !mark ? say("Editor.Unknown") : mark.hasTheFloor ? null : mark.name;
    this.view.text.focus();
    this.pump();
  }

  private typed(event?: InputEvent): void {
    this.lastAt = Date.now();
    this.view.trouble("");
    this.forms.typed(event);
    if (this.changes.current) {
      this.show();
      return;
    }
    if (this.composer.text === "") {
      this.begunAt = this.lastAt;
    }
    this.composer.edit(this.view.text.value, this.lastAt);
    if (this.policy === "sentence" && this.air.barred === null) {
      this.finishFirst(finishedSentences(this.composer.text));
    }
    this.pump();
  }

  /** The first characters are a line by themselves; the caret stays where it is in the rest. */
  private finishFirst(length: number): void {
    if (length === 0 || this.view.text.selectionStart < length) {
      return;
    }
    const behind = this.composer.text.length - this.view.text.selectionStart;
    this.count(this.composer.text.slice(0, length));
    this.composer.finishFirst(length, this.marking, Date.now());
    this.begunAt = Date.now();
    this.view.put(this.composer.text, Math.max(0, this.composer.text.length - behind));
  }

  private finish(): void {
    if (this.changes.current) {
      void this.changes.send(linesOf(this.view.text.value).join(" "));
      return;
    }
    if (this.isBarred()) {
      return;
    }
    this.count(this.composer.text);
    this.composer.finish(this.marking, Date.now());
    this.refill();
  }

  private flush(): void {
    if (!this.changes.current && !this.isBarred()) {
      this.air.deliver(this.composer.flush(Date.now()));
      this.pump();
    }
  }

  private clear(): void {
    this.composer.clear();
    this.refill();
  }

  private stop(): void {
    this.composer.stop();
    this.air.stop();
    this.pump();
  }

  private resume(): void {
    this.composer.resume(Date.now());
    this.air.resume();
    this.pump();
    this.view.text.focus();
  }

  private paste(event: ClipboardEvent): void {
    const pasted = event.clipboardData?.getData("text/plain") ?? "";
    if (this.changes.current || linesOf(pasted).length < 2) {
      return;
    }
    event.preventDefault();
    const { text } = this.view;
    const whole = text.value.slice(0, text.selectionStart) + pasted + text.value.slice(text.selectionEnd);
    const lines = linesOf(whole);
    const now = Date.now();
    if (this.air.barred !== null) {
      this.composer.edit(lines.join(" "), now);
    } else {
      const rest = /[\r\n]\s*$/.test(whole) ? "" : lines.pop() ?? "";
      this.count(lines.join(" "));
      this.composer.add(lines, this.marking, now);
      this.composer.edit(rest, now);
    }
    this.refill();
  }

  /** A line of the prepared text: sent, or put into the editor to be changed first. */
  private sayLine(event: CustomEvent<{ text: string; edit: boolean }>): void {
    const { text, edit } = event.detail;
    if (this.changes.current || (!edit && this.isBarred())) {
      return;
    }
    event.preventDefault();
    if (edit) {
      this.composer.edit([this.composer.text.trim(), text].filter(each => each !== "").join(" "), Date.now());
    } else {
      this.count(text);
      this.composer.add([text], this.marking, Date.now());
    }
    this.lastAt = Date.now();
    this.refill();
  }

  private isBarred(): boolean {
    const barred = this.air.barred;
    this.view.trouble(barred ?? "");
    return barred !== null;
  }

  private get marking(): Marking {
    return { language: this.view.language, ...(this.speaker ? { speaker: this.speaker } : {}) };
  }

  private count(text: string): void {
    this.meters.rate.add(text, this.view.language, Date.now());
  }

  /** Shows what the composer holds, after it was changed by something else than typing. */
  private refill(caret?: number): void {
    this.view.put(this.composer.text, caret);
    this.forms.forget();
    this.view.text.focus();
    this.pump();
  }

  /** Lets leave what may, and comes back when the next may. */
  private pump(): void {
    clearTimeout(this.timer);
    const now = Date.now();
    if (this.air.barred === null) {
      this.air.deliver(this.composer.release(now));
      const due = this.composer.due();
      this.timer = due === null ? 0 : window.setTimeout(() => this.pump(), Math.max(0, due - now));
    }
    const { text, whole, marking } = this.composer.onAir;
    const as = marking ?? this.marking;
    this.air.show(shown(this.policy, text, whole, as.language), as, (this.composer.lines[0]?.words ?? this.composer.words).newestAired);
    this.journal.kept = this.composer.keep();
    this.show();
  }

  private recorded(line: Line, result: CommandResult): void {
    this.meters.recorded(Date.now() - line.writtenAt);
    if (result.position) {
      this.changes.aired.add({ number: result.position.sequence, text: line.text });
    }
    if (result.notice) {
      this.view.trouble(refusal(result.notice));
    }
  }

  private answered(): void {
    const { refused, unanswered } = this.air.outbox;
    if (this.view.text.value === "" && refused.length === 1 && unanswered === 0 && !this.changes.current) {
      this.view.trouble(refusal(refused[0]!.rejection));
      this.giveBack();
    }
  }

  /** Thousands of lines are not thrown away by one slip: the button asks, and forgets that it asked. */
  private discard(): void {
    if (this.box.sureToDiscard) {
      this.box.askToDiscard(null);
      this.air.outbox.discardWaiting();
    } else {
      this.box.askToDiscard(this.air.outbox.waiting.length);
      setTimeout(() => this.box.askToDiscard(null), 10_000);
    }
  }

  private giveBack(): void {
    const lines = this.air.outbox.takeRefused();
    this.composer.edit([...lines.map(line => line.text), this.composer.text].filter(each => each !== "").join(" "), Date.now());
    this.refill();
  }

  private sessionChanged(before: Session | null, after: Session | null): void {
    if (before && after && before.floor.turnCount !== after.floor.turnCount) {
      this.speaker = null;
    }
    this.pump();
  }

  private everySecond(): void {
    const now = Date.now();
    if (this.policy === "timer" && !this.composing && !this.changes.current && this.air.barred === null
      && this.composer.text.trim() !== "" && now - this.begunAt >= timerInterval) {
      this.finishFirst(wholeWords(this.composer.text, this.view.language).length);
      this.pump();
    }
    this.show();
  }

  private show(): void {
    const now = Date.now();
    const { air, view } = this;
    const readers = this.facts.readers;
    const live = say("Editor.Live", view.languageName, this.root.dataset["trackName"] ?? this.track)
      + (readers === null ? "" : ` · ${say("Editor.Reading", readers)}`);
    view.live(lamp(air.situation, live), air.stopped);
    this.keys.update(air.session, this.composer.text === "" && now - this.lastAt >= restAfter);
    this.marks.show(this.keys.marks, this.speaker, air.session?.floor.speaking?.speaker.name ?? null, this.keys.waiting);
    view.mode(this.changes.label, air.session?.offTheRecord === true);
    this.box.show(air.outbox, this.journal.safe, air.online, this.meters.recordedAfter);
    this.held.show(this.composer, !this.changes.current, this.changes.heldId, now);
    this.meters.show(now, { hold: this.composer.hold, live: air.live, speaking: air.session?.floor.speaking !== undefined });
  }
}

function pressOf(event: KeyboardEvent) {
  return {
    key: event.key, code: event.code, ctrl: event.ctrlKey, shift: event.shiftKey, alt: event.altKey, meta: event.metaKey,
    // Safari ends the composition before it tells of the key that ended it.
    composing: event.isComposing || event.keyCode === 229,
  };
}
