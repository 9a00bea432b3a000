using LiveSession.Analysis;
using LiveSession.Analysis.Embedded;
using LiveSession.Analysis.Entities;
using LiveSession.Analysis.Transcripts;
using LiveSession.Client.Transcript;
using LiveSession.Core.Captions;
using LiveSession.Server.Meetings;
using LiveSession.Server.Roster;
using LiveSession.Server.Transcript;
using Microsoft.AspNetCore.Components.Authorization;
using Intervention = LiveSession.Analysis.Transcripts.Intervention;

namespace LiveSession.Server.Analysis;

/// <summary>What machines find in a session as one console sees it. Who the caller is, is asked anew each time.</summary>
internal sealed class CircuitAnalysisDesk(
    MeetingDirectory directory, Doors doors, SessionAnalyses analyses, LanguageResource resource, AuthenticationStateProvider signIn, TimeProvider time) : IAnalysisDesk
{
    private const int MostPhrases = 8;

    private static readonly TimeSpan Recently = TimeSpan.FromMinutes(10);

    public string? Trouble => resource.Service?.Standing.Away?.Message;

    public async Task<RecentView?> RecentAsync(SessionId session)
    {
        if (await FindAsync(session) is not { } place)
        {
            return null;
        }

        var state = await place.Writer.StateAsync();
        var since = (state.ClosedAt ?? time.GetUtcNow()) - Recently;
        CaptionLine[] lines = [.. state.Captions.Lines.Reverse().TakeWhile(line => line.At >= since).Where(line => line.Track == TranscriptEndpoints.FloorTrack)];
        if (lines.Length == 0)
        {
            return new RecentView([], []);
        }

        // Always on this machine: it is asked every few seconds, and forgotten.
        var own = new EmbeddedAnalyzer(Gazetteer.With(place.Meeting.Participants.Values.Select(listed => listed.Name)));
        var phrases = await new TranscriptReading(own).KeyPhrasesAsync([.. lines.Reverse().Select((line, i) => new Intervention(i, line.Speaker, line.Text, line.Language))]);
        var named = await own.AnalyzeAsync(AnalysisKind.Entities, [.. lines.Select(line => new Passage("", line.Text, line.Language))]);
        var documents = lines.Zip(named).SelectMany(pair => pair.Second.Entities.Where(entity => entity.Category == "Document")
            .Select(entity => new MentionedDocument(entity.Name ?? entity.Text, entity.Link?.AbsoluteUri, pair.First.Number, pair.First.SpokenAt)));
        return new RecentView([.. phrases.Take(MostPhrases)], [.. documents.DistinctBy(document => document.Symbol)]);
    }

    public async Task<ImmutableArray<PersonalDataView>?> PersonalDataAsync(SessionId session) =>
        await FindAsync(session) is { } place && analyses.Find(session) is { } reading ? reading.PersonalData(await place.Writer.StateAsync()) : null;

    private async Task<SessionPlace?> FindAsync(SessionId session) =>
        await directory.FindAsync(session) is { } place
        && await doors.IsSecretariatAsync((await signIn.GetAuthenticationStateAsync()).User, place.Meeting)
            ? place
            : null;
}
