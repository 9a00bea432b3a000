using System.Collections.Frozen;
using LiveSession.Core.Agenda;
using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Meetings;
using LiveSession.Core.Relays;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;
using LiveSession.Core.Transcript;

namespace LiveSession.Core.Log;

/// <summary>
/// The names under which event types are stored. A name is for ever: renaming the C# type leaves it as it is, and an event with
/// another meaning gets a new name.
/// </summary>
public static class EventNames
{
    private static readonly FrozenDictionary<string, Type> Types = new Dictionary<string, Type>
    {
        ["log-restored"] = typeof(LogRestored),
        ["record-sealed"] = typeof(RecordSealed),
        ["redactions-signed"] = typeof(RedactionsSigned),
        ["record-key-made"] = typeof(RecordKeyMade),
        ["session-opened"] = typeof(SessionOpened),
        ["session-suspended"] = typeof(SessionSuspended),
        ["session-resumed"] = typeof(SessionResumed),
        ["session-closed"] = typeof(SessionClosed),
        ["went-off-the-record"] = typeof(WentOffTheRecord),
        ["went-on-the-record"] = typeof(WentOnTheRecord),
        ["agenda-item-taken-up"] = typeof(AgendaItemTakenUp),
        ["floor-requested"] = typeof(FloorRequested),
        ["floor-request-withdrawn"] = typeof(FloorRequestWithdrawn),
        ["floor-request-moved"] = typeof(FloorRequestMoved),
        ["floor-requested-late"] = typeof(FloorRequestedLate),
        ["floor-request-admitted"] = typeof(FloorRequestAdmitted),
        ["queue-set-aside"] = typeof(QueueSetAside),
        ["speakers-list-closed"] = typeof(SpeakersListClosed),
        ["speakers-list-reopened"] = typeof(SpeakersListReopened),
        ["floor-granted"] = typeof(FloorGranted),
        ["floor-yielded"] = typeof(FloorYielded),
        ["speaking-time-set"] = typeof(SpeakingTimeSet),
        ["turn-extended"] = typeof(TurnExtended),
        ["turn-clock-paused"] = typeof(TurnClockPaused),
        ["turn-clock-resumed"] = typeof(TurnClockResumed),
        ["statement-handed-in"] = typeof(StatementHandedIn),
        ["statement-withdrawn"] = typeof(StatementWithdrawn),
        ["procedure-set"] = typeof(ProcedureSet),
        ["gavel-taken"] = typeof(GavelTaken),
        ["gavel-handed-over"] = typeof(GavelHandedOver),
        ["duty-entrusted"] = typeof(DutyEntrusted),
        ["duty-withdrawn"] = typeof(DutyWithdrawn),
        ["caption-line-added"] = typeof(CaptionLineAdded),
        ["caption-line-corrected"] = typeof(CaptionLineCorrected),
        ["words-redacted"] = typeof(WordsRedacted),
        ["pen-taken"] = typeof(PenTaken),
        ["pen-offered"] = typeof(PenOffered),
        ["pen-given"] = typeof(PenGiven),
        ["pen-claimed"] = typeof(PenClaimed),
        ["pen-taken-over"] = typeof(PenTakenOver),
        ["takeover-set"] = typeof(TakeoverSet),
        ["caption-source-issued"] = typeof(CaptionSourceIssued),
        ["caption-source-revoked"] = typeof(CaptionSourceRevoked),
        ["personal-data-decided"] = typeof(PersonalDataDecided),
        ["analysis-dismissed"] = typeof(AnalysisDismissed),
        ["analysis-restored"] = typeof(AnalysisRestored),
        ["glossary-changed"] = typeof(GlossaryChanged),
        ["meeting-registered"] = typeof(MeetingRegistered),
        ["meeting-created"] = typeof(MeetingCreated),
        ["meeting-described"] = typeof(MeetingDescribed),
        ["procedure-adopted"] = typeof(ProcedureAdopted),
        ["session-scheduled"] = typeof(SessionScheduled),
        ["session-rescheduled"] = typeof(SessionRescheduled),
        ["session-cancelled"] = typeof(SessionCancelled),
        ["agenda-set"] = typeof(AgendaSet),
        ["participant-listed"] = typeof(ParticipantListed),
        ["participant-removed"] = typeof(ParticipantRemoved),
        ["invitation-issued"] = typeof(InvitationIssued),
        ["invitation-redeemed"] = typeof(InvitationRedeemed),
        ["invitation-revoked"] = typeof(InvitationRevoked),
        ["relay-added"] = typeof(RelayAdded),
        ["relay-started"] = typeof(RelayStarted),
        ["relay-stopped"] = typeof(RelayStopped),
        ["relay-removed"] = typeof(RelayRemoved),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Type, string> Names = Types.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>All stored names.</summary>
    public static IReadOnlyList<string> All => Types.Keys;

    /// <summary>The stored name of an event's type.</summary>
    public static string NameOf(LogEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return Names[happened.GetType()];
    }

    /// <summary>The type stored under a name; null when there is none.</summary>
    public static Type? TypeOf(string name) => Types.GetValueOrDefault(name);
}
