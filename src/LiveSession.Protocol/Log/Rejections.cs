using System.Globalization;

namespace LiveSession.Protocol;

/// <summary>
/// Every refusal and notice the product gives. 1xx: doors and the log; 2xx: the floor; 3xx: captions; 4xx: the session and its
/// agenda; 5xx: the meeting, its roster and invitations. A code is never reused for another meaning.
/// </summary>
public static class Rejections
{
    /// <summary>The caller's role does not include this command.</summary>
    public static Rejection NotAllowed { get; } = new(101, "Your role in this meeting does not allow that.");

    /// <summary>No such session, or not one the caller may know of.</summary>
    public static Rejection UnknownSession { get; } = new(102, "There is no such session.");

    /// <summary>No such meeting, or not one the caller may know of.</summary>
    public static Rejection UnknownMeeting { get; } = new(103, "There is no such meeting.");

    /// <summary>The command id was used by somebody else.</summary>
    public static Rejection CommandIdTaken { get; } = new(104, "That command id was already used by another participant.");

    /// <summary>The archive could not be written; nothing was recorded.</summary>
    public static Rejection ArchiveUnavailable(string reason) =>
        new(105, $"The archive cannot be written ({reason}). Perhaps nothing was recorded; please try again: nothing is recorded twice.", reason);

    /// <summary>An argument was missing, malformed or too long.</summary>
    public static Rejection BadArgument(string what) => new(106, $"That cannot be read: {what}.", what);

    /// <summary>Too many commands in a short time from one source.</summary>
    public static Rejection TooFast(int perSecond) =>
        new(107, $"Too fast: at most {perSecond} a second. Nothing was recorded; please send it again.", perSecond.ToString(CultureInfo.InvariantCulture));

    /// <summary>The server is stopping and takes no more commands.</summary>
    public static Rejection Stopping { get; } = new(108, "This server is stopping; please reconnect.");

    /// <summary>The participant waits in the queue already.</summary>
    public static Rejection AlreadyInQueue { get; } = new(201, "You are in the speaking queue already.");

    /// <summary>The participant named is not waiting.</summary>
    public static Rejection NotInQueue { get; } = new(202, "That participant is not in the speaking queue.");

    /// <summary>Nobody waits.</summary>
    public static Rejection QueueEmpty { get; } = new(203, "Nobody is in the speaking queue.");

    /// <summary>The chair acted on a turn that is over: somebody else acted first.</summary>
    public static Rejection FloorHasMoved(string? holder) => holder is null
        ? new(204, "The floor has moved on: nobody has it now.")
        : new(204, $"The floor has moved on: {holder} has it now.", holder);

    /// <summary>Nobody has the floor, so it cannot be ended.</summary>
    public static Rejection NobodyHasTheFloor { get; } = new(205, "Nobody has the floor.");

    /// <summary>The participant has the floor already.</summary>
    public static Rejection AlreadySpeaking { get; } = new(206, "You have the floor already.");

    /// <summary>Only the speaker can yield.</summary>
    public static Rejection NotYourTurn { get; } = new(207, "You do not have the floor.");

    /// <summary>A name and an affiliation are needed to ask for the floor.</summary>
    public static Rejection NameNeeded { get; } = new(208, "Please give your name and whom you speak for.");

    /// <summary>A note, name or affiliation is too long.</summary>
    public static Rejection TextTooLong(int most) =>
        new(209, $"That is too long: at most {most} characters.", most.ToString(CultureInfo.InvariantCulture));

    /// <summary>The speaking time is outside what can be set.</summary>
    public static Rejection SpeakingTimeOutOfRange { get; } = new(210, "The speaking time must be between 10 seconds and 2 hours, or none.");

    /// <summary>The queue holds as many requests as it can.</summary>
    public static Rejection QueueFull(int most) =>
        new(211, $"The speaking queue is full: {most} are waiting.", most.ToString(CultureInfo.InvariantCulture));

    /// <summary>A reply or right of reply before anybody has spoken.</summary>
    public static Rejection NothingToAnswer { get; } = new(212, "Nobody has spoken yet, so there is nothing to reply to.");

    /// <summary>An observer asked for what the rules of procedure keep for members.</summary>
    public static Rejection KindForMembers { get; } = new(
        213, "Points of order, interposed questions and rights of reply are for members (rules 71 and 73 of the General Assembly and their sisters).");

    /// <summary>The queue stands in the order wanted, or the list of speakers is open or closed already.</summary>
    public static Rejection QueueUnchanged { get; } = new(214, "The queue stands like that already.");

    /// <summary>A request would pass another that is more urgent, or fall behind one that is less.</summary>
    public static Rejection OrderOfUrgency { get; } = new(
        215, "Points of order come first, then questions to the speaker, then speeches that were interrupted (rule 71 of the General Assembly and its sisters).");

    /// <summary>The list of speakers is closed, and no more requests can be kept.</summary>
    public static Rejection ListClosed { get; } = new(216, "The list of speakers is closed (rule 73 of the General Assembly and its sisters).");

    /// <summary>A notice: the list of speakers is closed and the request was kept for the chair.</summary>
    public static Rejection KeptForTheChair { get; } = new(
        217, "The list of speakers is closed. Your request is kept for the chair, who may still call you.");

    /// <summary>The list of speakers cannot close so far ahead.</summary>
    public static Rejection ClosingOutOfRange { get; } = new(218, "The list of speakers closes at once or within 24 hours.");

    /// <summary>Nobody spoke who could be put back into the queue.</summary>
    public static Rejection NobodySpoke { get; } = new(219, "Nobody has spoken yet.");

    /// <summary>A turn without a limit cannot be extended.</summary>
    public static Rejection NothingToExtend { get; } = new(220, "This turn has no time limit, so it needs no more time.");

    /// <summary>The clock runs already, or stands already.</summary>
    public static Rejection ClockUnchanged { get; } = new(221, "That is how the clock stands already.");

    /// <summary>Somebody else presides.</summary>
    public static Rejection GavelHeld(string name) =>
        new(222, $"{name} presides now; one person does at a time (rules 17 and 18 of the ECOSOC functional commissions).", name);

    /// <summary>Whoever presides is not gone for long enough, or others come first.</summary>
    public static Rejection GavelNotYet(int seconds) => new(
        223, $"The gavel can be taken once whoever presides is gone for {seconds} seconds: those whom the roster names before you come first.",
        seconds.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether whoever presides is gone is not known: they may be connected to a server that this one does not hear.</summary>
    public static Rejection GavelHolderUnseen(string name) => new(
        234, $"Whether {name} is gone is not known, because this server does not hear the others. {name} can hand the gavel over, or the secretariat gives {name} another role.", name);

    /// <summary>The caller presides already.</summary>
    public static Rejection GavelYours { get; } = new(224, "You preside already.");

    /// <summary>The gavel changed hands since the screen was drawn.</summary>
    public static Rejection GavelMoved { get; } = new(225, "The gavel has changed hands since.");

    /// <summary>The gavel was handed to somebody who may not preside.</summary>
    public static Rejection NobodyToPreside { get; } = new(226, "The gavel goes to somebody whom the roster names as chair.");

    /// <summary>A duty was meant for somebody the secretariat did not list.</summary>
    public static Rejection DutyForListed { get; } = new(227, "Duties are for people whom the secretariat put on the roster.");

    /// <summary>Somebody has the duty already.</summary>
    public static Rejection DutyUnchanged(string name) => new(228, $"{name} does that already.", name);

    /// <summary>A duty for too short or too long.</summary>
    public static Rejection DutyOutOfRange { get; } = new(229, "A duty lasts from 1 minute to 24 hours, or until it is withdrawn.");

    /// <summary>Nobody of that name has the duty.</summary>
    public static Rejection NoSuchDuty { get; } = new(230, "That participant does not have that duty.");

    /// <summary>The rules in force keep a kind of speech for members.</summary>
    public static Rejection KindForMembersHere(string source) => new(231, $"That kind of speech is for members ({source}).", source);

    /// <summary>The rules in force do not know a kind of speech.</summary>
    public static Rejection KindUnknownHere(string source) => new(232, $"The rules in force have no such kind of speech ({source}).", source);

    /// <summary>The rules named are in force already.</summary>
    public static Rejection ProcedureUnchanged { get; } = new(233, "Those rules are in force already.");

    /// <summary>The text of a statement is longer than the limit.</summary>
    public static Rejection StatementTooLong(int most) =>
        new(235, string.Create(CultureInfo.InvariantCulture, $"The text is too long: at most {most} characters fit."), most.ToString(CultureInfo.InvariantCulture));

    /// <summary>The same text was handed in already.</summary>
    public static Rejection StatementUnchanged { get; } = new(236, "That text was handed in already.");

    /// <summary>No text was handed in that could be taken back.</summary>
    public static Rejection NoStatement { get; } = new(237, "There is no such text: it was taken back already, or never handed in.");

    /// <summary>Another captioner writes on this track.</summary>
    public static Rejection PenHeld(string holder) =>
        new(301, $"{holder} has the pen. Ask for it, or take it.", holder);

    /// <summary>The line is longer than the limit.</summary>
    public static Rejection LineTooLong(int length, int most) =>
        new(302, string.Create(CultureInfo.InvariantCulture, $"The line has {length} characters; at most {most} fit. Send it in parts."), most.ToString(CultureInfo.InvariantCulture));

    /// <summary>Nothing is left of the line once it is cleaned.</summary>
    public static Rejection LineEmpty { get; } = new(303, "The line is empty.");

    /// <summary>The line named in a correction does not exist.</summary>
    public static Rejection UnknownLine { get; } = new(304, "There is no such caption line.");

    /// <summary>The session is off the record: lines are shown as drafts only.</summary>
    public static Rejection OffTheRecord { get; } = new(305, "The session is off the record: captions are shown, but not kept.");

    /// <summary>The track name is malformed.</summary>
    public static Rejection BadTrack { get; } = new(306, "A caption track is named by 1 to 35 lower-case letters, digits and hyphens.");

    /// <summary>The language is not a BCP 47 tag.</summary>
    public static Rejection BadLanguage { get; } = new(307, "A language is named by a tag such as en, fr, ar or zh-Hans.");

    /// <summary>Only the captioner with the pen can offer it.</summary>
    public static Rejection NoPen { get; } = new(308, "You do not have the pen.");

    /// <summary>A notice: characters that cannot be shown safely were taken out of a line that was recorded.</summary>
    public static Rejection CharactersRemoved(int count) =>
        new(309, string.Create(CultureInfo.InvariantCulture, $"{count} control or direction-override characters were removed from the line."), count.ToString(CultureInfo.InvariantCulture));

    /// <summary>The address of a caption source that was never issued or was withdrawn: the answer is the same.</summary>
    public static Rejection UnknownSource { get; } = new(320, "This caption address is not known here. Ask for a new one.");

    /// <summary>The caption source was withdrawn already.</summary>
    public static Rejection SourceRevoked { get; } = new(321, "This caption source was withdrawn already.");

    /// <summary>A control token that is not above the one on air.</summary>
    public static Rejection TokenNotHigher(string holder) =>
        new(322, $"{holder} is on air; the pen goes to a higher control token.", holder);

    /// <summary>Whoever has the pen is not silent, or the pen of the track is not taken over by silence.</summary>
    public static Rejection NotSilent(string holder) => new(323, $"{holder} is on air and not silent.", holder);

    /// <summary>The silence before a takeover is outside what can be set.</summary>
    public static Rejection TakeoverOutOfRange { get; } = new(324, "The silence before a takeover must be between 2 seconds and 5 minutes, or none.");

    /// <summary>What a caption source posted is larger than it may be.</summary>
    public static Rejection PostTooLarge(int most) =>
        new(325, string.Create(CultureInfo.InvariantCulture, $"The post is too large: at most {most} bytes."), most.ToString(CultureInfo.InvariantCulture));

    /// <summary>What a caption source posted cannot be read.</summary>
    public static Rejection UnreadablePost(string why) => new(326, $"The post cannot be read: {why}.", why);

    /// <summary>The pen can be given to a captioner of the roster or to a caption source of the session only.</summary>
    public static Rejection NobodyToWrite { get; } = new(327, "The pen goes to captioners and to caption sources of this session.");

    /// <summary>The address belongs to a source of another protocol.</summary>
    public static Rejection OtherProtocol(string protocol) => new(328, $"This caption source is set up for {protocol}.", protocol);

    /// <summary>An EBU-TT Live document that is none.</summary>
    public static Rejection UnreadableDocument(string why) => new(330, $"The EBU-TT Live document cannot be read: {why}.", why);

    /// <summary>An EBU-TT Live document of another sequence than the one the connection was opened for.</summary>
    public static Rejection OtherSequence(string sequence) =>
        new(331, $"The document does not belong to the sequence {sequence} that the address names.", sequence);

    /// <summary>A caption source has more connections open than it may.</summary>
    public static Rejection TooManyConnections(int most) =>
        new(332, $"Too many connections of one caption source: at most {most}.", most.ToString(CultureInfo.InvariantCulture));

    /// <summary>The server takes no stenography software over TCP.</summary>
    public static Rejection StenoOff { get; } =
        new(335, "This server has no port for stenography software. Use livesession bridge, or ask the operator for one.");

    /// <summary>Every port for stenography software is handed out.</summary>
    public static Rejection NoStenoPort { get; } =
        new(336, "All ports for stenography software are taken. Withdraw one that is not needed any more.");

    /// <summary>Software wrote from an address that is not on the operator's list.</summary>
    public static Rejection StenoAddressRefused(string address) =>
        new(337, $"Nothing is taken from {address}: the operator of this server has to allow it.", address);

    /// <summary>Other software is connected to the port, or too much from this address.</summary>
    public static Rejection StenoPortBusy(string address) =>
        new(338, $"{address} was turned away: other software is connected, or too many connections come from there.", address);

    /// <summary>What came over TCP is not what stenography software sends.</summary>
    public static Rejection NotStenography(string what) => new(339, $"This is not what stenography software sends, but {what}.", what);

    /// <summary>A member of a JSON post is not what it must be; none of the post was taken.</summary>
    public static Rejection FaultyField(string field, string wanted) => new(340, $"The post cannot be read: {field} must be {wanted}.", field);

    /// <summary>A post that ended before the length its software announced; none of it was taken.</summary>
    public static Rejection PostCutShort(int announced) => new(
        341, string.Create(CultureInfo.InvariantCulture, $"The post was cut: less came than the {announced} bytes its software announced."),
        announced.ToString(CultureInfo.InvariantCulture));

    /// <summary>A post is packed in a way that is not unpacked here.</summary>
    public static Rejection UnknownPacking(string packing) =>
        new(342, $"The post is packed as {packing}, which is not read here: send it as it is, or packed as gzip, deflate or br.", packing);

    /// <summary>A post says it is written in an encoding that is not read here, and is not UTF-8.</summary>
    public static Rejection UnknownCharset(string charset) => new(343, $"The post is written in {charset}, which is not read here: send UTF-8.", charset);

    /// <summary>A post of more lines than a source may write in a second; none of it was taken.</summary>
    public static Rejection PostTooManyLines(int most) =>
        new(344, string.Create(CultureInfo.InvariantCulture, $"The post holds too many lines: at most {most}."), most.ToString(CultureInfo.InvariantCulture));

    /// <summary>Another relay of the session was added since its relays were compared with the one to add.</summary>
    public static Rejection RelaysChanged { get; } = new(345, "Another relay was added at the same moment. Look whether it is the same, and add yours again.");

    /// <summary>Too much of a post cannot be read as UTF-8, or is what only programs write; none of it was taken.</summary>
    public static Rejection NotText { get; } = new(346, "The post is not text: too much of it cannot be read as UTF-8, and nothing of it was taken.");

    /// <summary>A short form of the glossary is no single word, or too long.</summary>
    public static Rejection BadShortForm(string form) => new(350, $"A short form is one word of at most 40 letters, without brackets, quotation marks or the marks that end a word; “{form}” is not.", form);

    /// <summary>A short form was given two meanings at once.</summary>
    public static Rejection ShortFormTwice(string form) => new(351, $"The short form “{form}” stands there twice.", form);

    /// <summary>The glossary says all of that already.</summary>
    public static Rejection GlossaryUnchanged { get; } = new(352, "The glossary stands like that already.");
    /// <summary>What was pasted is not the address of a caption service.</summary>
    public static Rejection RelayAddressUnreadable { get; } =
        new(370, "That is not an address captions can be relayed to. Copy the whole address that the service gives out for captions.");

    /// <summary>The address is not one of https.</summary>
    public static Rejection RelayNotSecure { get; } = new(371, "Captions are relayed to addresses that begin with https only.");

    /// <summary>The host is neither that of a known service nor on the operator's list.</summary>
    public static Rejection RelayHostNotAllowed(string host) =>
        new(372, $"Captions may not be relayed to {host}. The operator of this server can allow it.", host);

    /// <summary>Which service the address belongs to cannot be told from it.</summary>
    public static Rejection RelayServiceUnknown { get; } = new(373, "Which service is this? Choose it from the list.");

    /// <summary>There is no such relay.</summary>
    public static Rejection UnknownRelay { get; } = new(374, "There is no such relay any more.");

    /// <summary>A session has as many relays as it takes.</summary>
    public static Rejection TooManyRelays(int most) =>
        new(375, $"A session takes at most {most} relays.", most.ToString(CultureInfo.InvariantCulture));

    /// <summary>The session is relayed to that address already: its lines would stand there twice.</summary>
    public static Rejection RelayTwice { get; } = new(376, "Captions are relayed to that address already.");

    /// <summary>The host is known, and its caption service answers at another port.</summary>
    public static Rejection RelayPortNotAllowed(string host, int port) => new(
        377, string.Create(CultureInfo.InvariantCulture, $"Captions are not relayed to {host}:{port}: a caption service's address has none. Copy it as it was given out."),
        string.Create(CultureInfo.InvariantCulture, $"{host}:{port}"));

    /// <summary>The session has not been opened.</summary>
    public static Rejection SessionNotOpen { get; } = new(401, "The session is not open yet.");

    /// <summary>The session is suspended.</summary>
    public static Rejection SessionSuspended { get; } = new(402, "The session is suspended.");

    /// <summary>The session was closed; its record is complete.</summary>
    public static Rejection SessionClosed { get; } = new(403, "The session is closed.");

    /// <summary>The session is open already.</summary>
    public static Rejection SessionAlreadyOpen { get; } = new(404, "The session is open already.");

    /// <summary>The session is not suspended.</summary>
    public static Rejection SessionNotSuspended { get; } = new(405, "The session is not suspended.");

    /// <summary>The agenda has no such item.</summary>
    public static Rejection UnknownAgendaItem { get; } = new(406, "The agenda has no such item.");

    /// <summary>The item is being discussed already.</summary>
    public static Rejection ItemAlreadyTakenUp { get; } = new(407, "That item is being discussed already.");

    /// <summary>The session is on the record already, or off it already.</summary>
    public static Rejection RecordUnchanged { get; } = new(408, "That is how the record stands already.");

    /// <summary>Nothing is left of the words that were to be redacted.</summary>
    public static Rejection AlreadyRedacted { get; } = new(409, "Those words were redacted already.");

    /// <summary>The reason of a redaction is missing or too long.</summary>
    public static Rejection RedactionReason(int most) => new(
        410, string.Create(CultureInfo.InvariantCulture, $"Say in at most {most} characters why the words are redacted: it stays in the record in their place."),
        most.ToString(CultureInfo.InvariantCulture));

    /// <summary>The reason of a redaction has the words in it that are to go.</summary>
    public static Rejection ReasonRepeatsWords { get; } = new(411, "The reason repeats the words: it stays in the record, where everybody can read it. Say it in other words.");

    /// <summary>Words of the line were redacted: it cannot be corrected any more.</summary>
    public static Rejection LineRedacted { get; } = new(412, "Words of that line were redacted. It cannot be corrected any more.");

    /// <summary>The line was corrected while its words were being redacted.</summary>
    public static Rejection LineChanged { get; } = new(413, "The line was changed meanwhile. Look at it again: nothing was redacted.");

    /// <summary>The words that were decided on are not there, or no longer.</summary>
    public static Rejection NoSuchPlace { get; } = new(420, "Those words are not in the line (any more). See what it says now, and choose them again.");

    /// <summary>It was decided like that before.</summary>
    public static Rejection ChoiceUnchanged { get; } = new(421, "That was decided already.");

    /// <summary>The short name is malformed.</summary>
    public static Rejection BadSlug { get; } = new(501, "The short name takes 2 to 60 lower-case letters, digits and hyphens.");

    /// <summary>Another meeting has that short name.</summary>
    public static Rejection SlugTaken { get; } = new(502, "Another meeting has that short name.");

    /// <summary>Something that must be filled in is not.</summary>
    public static Rejection Missing(string what) => new(503, $"Please fill in: {what}.", what);

    /// <summary>A session must end after it starts.</summary>
    public static Rejection EndsBeforeItStarts { get; } = new(504, "A session must end after it starts.");

    /// <summary>The time zone is unknown.</summary>
    public static Rejection UnknownTimeZone(string zone) => new(505, $"There is no time zone {zone}.", zone);

    /// <summary>Nobody of that id is on the roster.</summary>
    public static Rejection UnknownParticipant { get; } = new(506, "Nobody of that name is on the roster.");

    /// <summary>The link was never issued, or mistyped.</summary>
    public static Rejection UnknownInvitation { get; } = new(507, "This link is not known here. Ask the secretariat for a new one.");

    /// <summary>The link has expired.</summary>
    public static Rejection InvitationExpired { get; } = new(508, "This link has expired. Ask the secretariat for a new one.");

    /// <summary>The link was revoked.</summary>
    public static Rejection InvitationRevoked { get; } = new(509, "This link was withdrawn. Ask the secretariat for a new one.");

    /// <summary>The link was opened as often as it may be.</summary>
    public static Rejection InvitationUsedUp { get; } = new(510, "This link has been used as often as it may be. Ask the secretariat for a new one.");

    /// <summary>A session that was opened cannot be cancelled.</summary>
    public static Rejection SessionHasBegun { get; } = new(511, "That session has begun; it cannot be cancelled.");

    /// <summary>A list is longer than a meeting takes.</summary>
    public static Rejection TooMany(string what, int most) =>
        new(512, $"Too many {what}: at most {most}.", most.ToString(CultureInfo.InvariantCulture));
}
