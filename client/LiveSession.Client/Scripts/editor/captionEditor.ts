import { takeEarlyKeys } from "../earlyKeys";
import { takesLetters } from "../keys";
import { newCommandId, type CommandResult, type Session } from "../protocol";
import { steadyNow } from "../steadyTime";
import { isolated, language as pageLanguage, say } from "../words";
import { Air } from "./air";
import { Changes } from "./changes";
import { rememberedChoice } from "./choices";
import { Claim } from "./claim";
import { Composer } from "./composer";
import { Desk } from "./desk";
import { EditorKeys } from "./editorKeys";
import { EditorView } from "./editorView";
import { Facts } from "./facts";
import { HeldView } from "./heldView";
import { Interruptions } from "./interruptions";
import { Journal, type Line } from "./journal";
import type { Wish } from "./keymap";
import { splitLongLine } from "./lines";
import { MarksView } from "./marksView";
import { Meters } from "./metersView";
import { OutboxDesk } from "./outboxDesk";
import { policies } from "./policy";
import { openPanel, pressPen } from "./rail";
import { refusal } from "./refusal";
import { SpeakerKeys } from "./speakers";
import { besideTheLamp, lamp, stopWords } from "./standing";
import { storage } from "./storage";
import { ShortForms } from "./shortForms";
import { Typing, type PreparedLine } from "./typing";

const restAfter = 1500;
const ofTheLine: readonly Wish[] = ["finish", "flush", "clear", "restore", "unpaste", "takeBack", "older", "newer", "complete", "undoExpansion", "feedNext", "feedEdit"];

/**
 * The captioner's editor. It owns its part of the page and its own connection, so that neither a new rendering nor a lost circuit
 * touches what is being written. What is written goes through the composer (hold, take back, stop) and from there on air.
 */
export class CaptionEditor {
  private readonly view: EditorView;
  private readonly held: HeldView;
  private readonly marks: MarksView;
  private readonly box: OutboxDesk;
  private readonly meters: Meters;
  private readonly journal: Journal;
  private readonly composer: Composer;
  private readonly air: Air;
  private readonly changes: Changes;
  private readonly claim = new Claim();
  private readonly keys = new SpeakerKeys();
  private readonly facts: Facts;
  private readonly forms: ShortForms;
  private readonly track: string;
  private readonly typing: Typing;
  private readonly interruptions: Interruptions;
  private readonly keysHeard: EditorKeys;
  private readonly beat: number;
  private asking = false;
  private readonly gone = new AbortController();

  constructor(private readonly root: HTMLElement) {
    const { session = "", track = "floor", me = "", limit = "2000" } = root.dataset;
    this.track = track;
    this.view = new EditorView(root);
    this.held = new HeldView(root, this.view.text);
    this.marks = new MarksView(root);
    this.composer = new Composer(newCommandId, (line, language) => splitLongLine(line, Number(limit), language));
    this.journal = new Journal(storage(), `${session}:${track}:${me}`);
    this.air = new Air(events => new Desk(session, track, events), track, this.journal, Number(limit), {
      changed: () => {
        this.changes.settle();
        this.show();
      },
      session: (before, after, again) => this.sessionChanged(before, after, again),
      penCame: () => this.interruptions.penCame(),
      penWent: () => this.interruptions.penWent(),
      recorded: (line, result) => this.recorded(line, result),
      answered: () => this.box.answered(),
    });
    this.meters = new Meters(this.view, this.air.delay, this.gone.signal);
    this.changes = new Changes(session, track, this.composer, this.air, this.view, () => this.typing.pump(), open => this.keysHeard.release(open));
    this.facts = new Facts(root, () => this.show());
    this.forms = new ShortForms(this.view, this.facts, () => this.typing.typed());
    this.typing = new Typing(this.composer, this.air, this.journal, this.view, this.changes, this.forms, this.meters, () => this.show());
    this.interruptions = new Interruptions(this.composer, this.air, this.view, this.changes, this.forms, this.meters, this.typing);
    this.box = new OutboxDesk(root, this.view, this.air, this.changes, this.typing);
    this.keysHeard = new EditorKeys(this.view, () => ({
      changing: this.changes.current !== null, held: this.composer.lines.length > 0, offered: this.forms.offered,
      expanded: this.forms.expanded, restorable: this.typing.restorable, pasted: this.typing.unpastable,
    }), this.changes, wish => this.grant(wish), kind => this.typing.typed(kind), this.gone.signal);
    // First how long to hold, then what there is to hold.
    this.choose();
    this.recall();
    this.listen();
    takeEarlyKeys().forEach(key => this.typing.press(key));
    this.typing.pump();
    void this.claim.take(`ls-editor:${session}:${track}`, () => this.begin(), () => this.wait(), () => this.ask());
    if (!takesLetters(document.activeElement) && matchMedia("(pointer: fine)").matches) {
      this.view.text.focus();
    }
    this.beat = window.setInterval(() => this.everySecond(), 1000);
  }

  dispose(): void {
    clearInterval(this.beat);
    this.typing.dispose();
    this.gone.abort();
    this.facts.dispose();
    this.claim.dispose();
    this.air.dispose();
  }

  /** Another tab writes here: what is not sent is that tab's, until it is closed. */
  private wait(): void {
    this.asking = false;
    this.air.elsewhere = true;
    this.composer.empty();
    this.changes.forget();
    this.view.put("");
    this.show();
  }

  /** Whether another tab writes here is not known yet: nothing is sent or kept, and what was written stays where it is. */
  private ask(): void {
    this.asking = true;
    this.air.elsewhere = true;
    this.show();
  }

  /** What an earlier visit or another tab did not send, in front of what was written here. */
  private recall(): void {
    const { kept } = this.journal;
    this.typing.recall(kept);
    if (kept.stopped) {
      this.air.stop();
    }
  }

  private begin(): void {
    if (this.air.elsewhere && !this.asking) {
      this.air.outbox.reload();
      this.recall();
    }
    this.asking = false;
    this.air.elsewhere = false;
    this.air.start();
    this.typing.pump();
  }

  private choose(): void {
    let chosen = false;
    const changed = () => chosen && this.typing.pump();
    rememberedChoice(this.view, "language", `ls-caption-language:${this.track}`, this.track === "floor" ? pageLanguage() : this.track, changed);
    rememberedChoice(this.view, "hold", "ls-caption-hold", null, seconds => {
      this.composer.hold = Number(seconds) * 1000;
      changed();
    });
    rememberedChoice(this.view, "policy", "ls-caption-policy", null, name => {
      this.typing.policy = policies.find(policy => policy === name) ?? "keystroke";
      changed();
    });
    chosen = true;
  }

  private listen(): void {
    const { text } = this.view;
    const { signal } = this.gone;
    document.addEventListener("say-line", event => this.typing.sayLine(event as CustomEvent<PreparedLine>), { signal });
    this.view.on("send", () => this.grant("finish"));
    this.view.on("flush", () => this.grant("flush"));
    this.view.on("clear", () => this.grant("clear"));
    this.view.on("take-back", () => this.grant("takeBack"));
    this.view.on("cancel", () => this.changes.leave());
    this.view.on("stop", () => this.grant("stop"));
    this.view.on("resume", () => this.grant("resume"));
    this.view.on("complete", () => this.grant("complete"));
    this.view.on("unpaste", () => this.grant(this.typing.together ? "unpaste" : "restore"));
    this.held.onChange(id => !this.changes.opening && this.changes.change({ kind: "held", id }));
    this.marks.onMark(wish => this.grant(wish));
    this.marks.onName(name => {
      this.typing.speaker = name === "" ? null : name;
      this.typing.pump();
    }, () => text.focus());
  }

  private grant(wish: Wish): void {
    // A button that is pressed before the line it is meant for is open says nothing about the other one.
    if (this.changes.opening && ofTheLine.includes(wish)) {
      return;
    }
    switch (wish) {
      case "finish": return this.typing.finish();
      case "flush": return this.typing.flush();
      case "clear": return this.changes.current ? this.changes.leave() : this.typing.clear();
      case "restore": return this.typing.restore();
      case "unpaste": return this.typing.unpaste();
      case "takeBack": return this.typing.takeBack();
      case "older": return this.changes.walk(-1);
      case "newer": return this.changes.walk(1);
      case "complete": return this.forms.complete();
      case "undoExpansion": return this.forms.undo();
      case "name": return this.marks.askForName();
      case "pen": return this.passThePen();
      case "stop": return this.typing.stop();
      case "resume": return this.typing.resume();
      case "feedNext":
      case "feedEdit": return void document.dispatchEvent(new CustomEvent("feed-line", { detail: wish === "feedEdit" }));
      case "help":
      case "glossary":
      case "prepared": return openPanel(this.root, wish, () => this.view.text.focus());
      case "chair": return this.speaks(say("Editor.Chair"));
      default: return this.mark(Number(wish.slice("mark".length)));
    }
  }

  /** What the lamp shows is what the key is about: the button beside it comes by another connection, and may be a moment late. */
  private passThePen(): void {
    const answer = this.air.passThePen(newCommandId());
    if (!answer) {
      return pressPen(this.root);
    }
    answer.then(({ rejection }) => rejection && this.view.trouble(refusal(rejection)), () => pressPen(this.root));
  }

  private mark(digit: number): void {
    const mark = this.keys.find(digit);
    if (digit !== 0 && !mark) {
      return;
    }
    this.speaks(!mark ? say("Editor.Unknown") : mark.hasTheFloor ? null : mark.name);
  }

  private speaks(speaker: string | null): void {
    this.typing.speaker = speaker;
    this.view.text.focus();
    this.typing.pump();
  }

  private recorded(line: Line, result: CommandResult): void {
    this.meters.recorded(steadyNow() - line.writtenAt);
    if (result.position) {
      this.changes.recorded(line.id, result.position.sequence, line.text);
    }
    if (result.notice) {
      this.view.notice(refusal(result.notice));
    }
  }

  private sessionChanged(before: Session | null, after: Session | null, again: boolean): void {
    const off = after?.offTheRecord === true;
    if (off !== (before?.offTheRecord === true)) {
      this.interruptions.recordChanged(off, again ? "nothing" : before || (this.typing.lastAt === 0 && this.air.barred === null) ? "all" : "kept");
    }
    if (before && after && before.floor.turnCount !== after.floor.turnCount) {
      this.typing.speaker = null;
    }
    this.typing.pump();
  }

  private everySecond(): void {
    this.typing.tick(steadyNow());
    this.show();
  }

  private show(): void {
    const now = steadyNow();
    const { air, view } = this;
    const readers = this.facts.readers;
    const live = say("Editor.Live", view.languageName, isolated(this.root.dataset["trackName"] ?? this.track));
    const { situation } = air;
    const shown = lamp(situation, live);
    view.live(shown, besideTheLamp(shown, situation, readers), air.stopped, stopWords(situation));
    this.keys.update(air.session, this.composer.text === "" && now - this.typing.lastAt >= restAfter);
    const [chosen, holder] = [this.typing.marked, air.session?.floor.speaking?.speaker.name ?? null];
    const running = air.session?.phase === "open" || air.session?.phase === "suspended";
    this.marks.show(this.keys.marks, chosen, holder, running && chosen === null && holder === null, this.keys.waiting);
    view.mode(this.changes.label, this.changes.withdraws, air.session?.offTheRecord === true);
    this.root.toggleAttribute("data-unsafe", !this.journal.safe);
    this.box.show(this.journal.safe, this.meters.recordedAfter);
    this.typing.showPasted();
    this.held.show(this.composer, !this.changes.current, this.changes.heldId, this.typing.stays, now);
    this.meters.show(now, { hold: this.composer.hold, live: air.live, silent: air.session?.silentTracks?.some(silent => silent.track === this.track) ?? false });
  }
}
