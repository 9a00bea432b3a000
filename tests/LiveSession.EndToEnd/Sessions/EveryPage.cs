using System.Collections.Immutable;
using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;

namespace LiveSession.EndToEnd.Sessions;

/// <summary>A server that has every page there is in every state: not open, open, suspended, closed, off the record; with and without a link.</summary>
public sealed class EveryPage : IAsyncLifetime
{
    private ServerProcess? _server;
    private SeededMeeting? _meeting;

    public ServerProcess Server => _server!;

    public SeededMeeting Meeting => _meeting!;

    /// <summary>The pages by name, each with the link its visitor opened first and a text that is there once the page stands.</summary>
    public static ImmutableSortedDictionary<string, (Func<SeededMeeting, string?> Link, Func<SeededMeeting, string> Path, string Text)> All { get; } =
        new Dictionary<string, (Func<SeededMeeting, string?> Link, Func<SeededMeeting, string> Path, string Text)>
        {
            ["home"] = (_ => null, _ => "/", "In session now"),
            ["meeting"] = (_ => null, meeting => meeting.Page, "Participants"),
            ["session not open"] = (_ => null, meeting => meeting.SessionPage(4), "Not open yet"),
            ["session open"] = (_ => null, meeting => meeting.SessionPage(1), "In session"),
            ["session suspended"] = (_ => null, meeting => meeting.SessionPage(2), "Suspended"),
            ["session closed"] = (_ => null, meeting => meeting.SessionPage(3), "Closed"),
            ["session of a member"] = (meeting => meeting.Links[MeetingPlan.Member], meeting => meeting.SessionPage(1), "You are in the queue"),
            ["session in columns"] = (_ => null, meeting => $"{meeting.SessionPage(1)}?track=floor&track=fr", "Nous appuyons"),
            ["session in French"] = (_ => null, meeting => $"{meeting.SessionPage(1)}?lang=fr", "En séance"),
            ["session rolling"] = (_ => null, meeting => $"{meeting.SessionPage(1)}?lines=2", "In session"),
            ["session as a wall"] = (_ => null, meeting => $"{meeting.SessionPage(1)}?lines=wall&size=300&theme=night", "In session"),
            ["session at 500 %"] = (_ => null, meeting => $"{meeting.SessionPage(1)}?size=500&theme=sepia&letters=wider&leading=wider", "In session"),
            ["braille"] = (_ => null, meeting => $"{meeting.SessionPage(1)}/braille", "rows unread"),
            ["braille not open"] = (_ => null, meeting => $"{meeting.SessionPage(4)}/braille", "nothing more yet"),
            ["braille in French"] = (_ => null, meeting => $"{meeting.SessionPage(1)}/braille?lang=fr", "non lue"),
            ["transcript"] = (_ => null, meeting => $"{meeting.SessionPage(3)}/transcript", "Rough transcript"),
            ["transcript growing"] = (_ => null, meeting => $"{meeting.SessionPage(1)}/transcript", "still going on"),
            ["floor report"] = (_ => null, meeting => $"{meeting.SessionPage(3)}/floor-report", "How the floor was shared"),
            ["floor report in French"] = (_ => null, meeting => $"{meeting.SessionPage(1)}/floor-report?lang=fr", "répartie jusqu’à présent"),
            ["invitation"] = (_ => null, meeting => meeting.ChairLink, "This link is for"),
            ["invitation refused"] = (_ => null, _ => "/i/unknown", "This link opens nothing"),
            ["not found"] = (_ => null, _ => "/m/nothing", "There is nothing here"),
            ["console without link"] = (_ => null, meeting => $"{meeting.SessionPage(1)}/chair", "Not open to you"),
            ["console of another role"] = (meeting => meeting.CaptionerLink, meeting => $"{meeting.SessionPage(1)}/chair", "Your role in this meeting"),
            ["captioner"] = (meeting => meeting.CaptionerLink, meeting => $"{meeting.SessionPage(1)}/captions", "You are live"),
            ["captioner not open"] = (meeting => meeting.CaptionerLink, meeting => $"{meeting.SessionPage(4)}/captions", "The session is not open yet"),
            ["captioner suspended"] = (meeting => meeting.CaptionerLink, meeting => $"{meeting.SessionPage(2)}/captions", "the session is suspended"),
            ["captioner closed"] = (meeting => meeting.CaptionerLink, meeting => $"{meeting.SessionPage(3)}/captions", "The session is closed; its record is complete"),
            ["captioner off the record"] = (meeting => meeting.CaptionerLink, meeting => $"{meeting.SessionPage(5)}/captions", "Off the record: readers see your words"),
            ["chair"] = (meeting => meeting.ChairLink, meeting => $"{meeting.SessionPage(1)}/chair", "Give the floor to"),
            ["chair not open"] = (meeting => meeting.ChairLink, meeting => $"{meeting.SessionPage(4)}/chair", "Open the session"),
            ["chair suspended"] = (meeting => meeting.ChairLink, meeting => $"{meeting.SessionPage(2)}/chair", "Resume the session"),
            ["chair closed"] = (meeting => meeting.ChairLink, meeting => $"{meeting.SessionPage(3)}/chair", "Read the transcript"),
            ["secretariat"] = (meeting => meeting.SecretariatLink, meeting => $"{meeting.SessionPage(1)}/secretariat", "Personal data before publication"),
            ["secretariat closed"] = (meeting => meeting.SecretariatLink, meeting => $"{meeting.SessionPage(3)}/secretariat", "Personal data before publication"),
            ["desk"] = (meeting => meeting.SecretariatLink, _ => "/desk", "New meeting"),
            ["desk new meeting"] = (meeting => meeting.SecretariatLink, _ => "/desk?new=1", "Create the meeting"),
            ["poster"] = (meeting => meeting.SecretariatLink, meeting => $"/desk/{meeting.State.Slug}/poster/1", "Read along, live"),
            ["statement"] = (meeting => meeting.Links[MeetingPlan.Member], meeting => $"{meeting.SessionPage(1)}/statement", "What you are going to say"),
            ["statement without a name"] = (_ => null, meeting => $"{meeting.SessionPage(1)}/statement?lang=fr", "Remettre votre déclaration"),
            ["redaction"] = (meeting => meeting.SecretariatLink, meeting => $"{meeting.SessionPage(3)}/transcript/redact?line=10&offset=0&length=9", "Redact words"),
            ["desk captions elsewhere"] = (meeting => meeting.SecretariatLink, meeting => $"/desk/{meeting.State.Slug}/elsewhere/1", "Over a video stream"),
            ["embedded"] = (_ => null, meeting => $"{meeting.SessionPage(1)}/embed", "We support the agenda."),
            ["projector"] = (_ => null, meeting => $"{meeting.SessionPage(1)}/projector?captions=on", "In session"),
            ["projector not open"] = (_ => null, meeting => $"{meeting.SessionPage(4)}/projector", "Not open yet"),
            ["confidence"] = (_ => null, meeting => $"{meeting.SessionPage(1)}/confidence?lang=fr", "En séance"),
            ["overlay"] = (_ => null, meeting => $"{meeting.SessionPage(1)}/overlay?hide=0&lines=3", "شكراً لكم."),
            ["desk of the meeting"] = (meeting => meeting.SecretariatLink, meeting => $"/desk/{meeting.State.Slug}", "Participants as CSV"),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Executable is null)
        {
            return;
        }

        var hosted = await HostedMeeting.StartAsync(
            new MeetingPlan { Sessions = ["Morning", "Afternoon", "Evening", "Tomorrow", "Informal"] },
            async (seed, meeting) =>
            {
                await seed.HappenAsync(meeting, 1, [.. Spoken(meeting)]);
                await seed.HappenAsync(meeting, 2, [.. Spoken(meeting), new SuspendSession(TimeProvider.System.GetUtcNow().AddHours(1))]);
                await seed.HappenAsync(meeting, 3, [.. Spoken(meeting), new CloseSession()]);
                await seed.HappenAsync(meeting, 5, [.. Spoken(meeting), new GoOffTheRecord()]);
            });
        (_server, _meeting) = (hosted.Server, hosted.Meeting);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    // Somebody has the floor, two wait, and there are lines in three scripts, one of them corrected.
    private static IEnumerable<SessionCommand> Spoken(SeededMeeting meeting) =>
    [
        new OpenSession(),
        new SetSpeakingTime(TimeSpan.FromMinutes(3)),
        new TakeUpItem(meeting.State.Agenda[0].Id),
        new AddCaptionLine("floor", "en", "Good morning. The meeting is called to order."),
        new RequestFloorFor(null, "Jonas Lindqvist", "Sweden", Place.Hall),
        new RequestFloorFor(meeting.Participant("Lin Hua").Id, "", "", Place.Remote, "On the second item"),
        new RequestFloorFor(meeting.Participant(MeetingPlan.Member).Id, "", "", Place.Hall),
        new GiveFloorToNext(0),
        new AddCaptionLine("floor", "en", "Thank you, Chair. We suport the agenda."),
        new AddCaptionLine("fr", "fr", "Merci. Nous appuyons l’ordre du jour."),
        new AddCaptionLine("floor", "ar", "شكراً لكم. نوافق على جدول الأعمال."),
        new CorrectCaptionLine(10, "Thank you, Chair. We support the agenda."),
    ];
}
