using System.Text;
using System.Xml.Linq;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;
using LiveSession.Ingest.Live.EbuTt;
using LiveSession.Publishing.EbuTt;
using LiveSession.Publishing.Tests.Transcript;
using LiveSession.Testing.Log;

namespace LiveSession.Publishing.Tests.EbuTt;

public sealed class EbuTtLiveDocumentTests
{
    private const string Sequence = "wgec-5_1.floor";

    private static readonly XNamespace Tt = "http://www.w3.org/ns/ttml";
    private static readonly XNamespace Parameters = "urn:ebu:tt:parameters";
    private static readonly ParticipantId Ana = new(Guid.Parse("0199b1f0-0000-7000-8000-0000000000a1"));
    private static readonly ParticipantId Bo = new(Guid.Parse("0199b1f0-0000-7000-8000-0000000000b0"));

    private static readonly SessionOpened Opened = new(Transcripts.Session().Meeting, "wgec-5", 1, "Morning sitting");

    // Who writes takes the pen, with the first line at the latest.
    private static readonly LogEvent[] Begun = [Opened, new PenTaken("floor", "Ana", false)];

    public static TheoryData<string, string> States => new()
    {
        { "nothing has happened", "" },
        { "open", "" },
        { "a line", "one" },
        { "more lines than stand at once", "two|three|four" },
        { "a corrected line", "1|two" },
        { "a withdrawn line", "two" },
        { "a line that was withdrawn and has come back", "one|two" },
        { "two languages", "Merci.|\u0634\u0643\u0631\u0627" },
        { "off the record", "" },
        { "on the record again", "after" },
        { "on the record again and nothing said yet", "" },
        { "resumed", "after" },
        { "suspended", "" },
        { "closed", "" },
        { "handed over", "one|two" },
        { "taken by a station whose token is nought", "one" },
    };

    [Theory]
    [MemberData(nameof(States))]
    public void Each_state_of_a_session_is_a_valid_document_that_shows_what_stands(string state, string rows)
    {
        var document = Document(Show(EventsOf(state)));

        new TtmlSchema().Faults(document).ShouldBeEmpty();
        Read(document).Rows.Select(row => row.Text).ShouldBe(rows.Split('|', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Who_comes_later_is_shown_and_told_what_those_are_who_watched_from_the_beginning(string state, string rows)
    {
        var (watched, entered) = (Document(Show(EventsOf(state))), Document(EbuTtScene.Of("floor", Log(EventsOf(state)).Aggregate(SessionState.Empty, (session, happened) => session.Apply(happened)))));

        new TtmlSchema().Faults(entered).ShouldBeEmpty();
        Read(entered).Rows.Select(row => row.Text).ShouldBe(rows.Split('|', StringSplitOptions.RemoveEmptyEntries));
        Read(entered).Claim.ShouldBe(Read(watched).Claim);
        Read(entered).Number.ShouldBeGreaterThanOrEqualTo(Read(watched).Number);
    }

    [Fact]
    public void Each_document_has_a_higher_number_than_the_one_before_and_the_first_one_has_one_too()
    {
        var schema = new TtmlSchema();
        var (documents, scene, session) = (new List<XDocument>(), EbuTtScene.Of("floor", SessionState.Empty), SessionState.Empty);
        documents.Add(Document(scene));
        foreach (var happened in Log(EventsOf("handed over")))
        {
            session = session.Apply(happened);
            scene = scene.Apply(happened, session);
            documents.Add(Document(scene));
        }

        var numbers = documents.ConvertAll(document => Read(document).Number);
        numbers[0].ShouldBe(1);
        numbers.Distinct().ShouldBe(numbers.Distinct().Order());
        documents.ShouldAllBe(document => schema.Faults(document).Count == 0);
    }

    [Theory]
    [InlineData("a line", "one|being wr")]
    [InlineData("more lines than stand at once", "three|four|being wr")]
    [InlineData("open", "being wr")]
    [InlineData("resumed", "after|being wr")]
    [InlineData("on the record again", "after|being wr")]
    [InlineData("on the record again and nothing said yet", "")]
    [InlineData("off the record", "")]
    [InlineData("suspended", "")]
    [InlineData("closed", "")]
    public void A_line_is_shown_as_it_grows_and_what_may_have_been_said_off_the_record_is_not(string state, string rows)
    {
        var events = EventsOf(state);
        var session = Log(events).Aggregate(SessionState.Empty, (before, happened) => before.Apply(happened));
        foreach (var scene in new[] { Show(events), EbuTtScene.Of("floor", session) })
        {
            var growing = scene.Write(Edit("being"), events.Length).Write(Edit("being wr"), events.Length);

            new TtmlSchema().Faults(Document(growing)).ShouldBeEmpty();
            Read(Document(growing)).Rows.Select(row => row.Text).ShouldBe(rows.Split('|', StringSplitOptions.RemoveEmptyEntries));
            (Read(Document(growing)).Number > Read(Document(scene)).Number).ShouldBe(rows.Length > 0);
        }
    }

    [Theory]
    [InlineData("more lines than stand at once", "the finished line")]
    [InlineData("off the record", "")]
    [InlineData("suspended", "")]
    public void What_was_being_written_is_gone_with_the_event_that_ends_it(string state, string rows)
    {
        var events = EventsOf(state);
        var (scene, session) = (EbuTtScene.Of("floor", SessionState.Empty), SessionState.Empty);
        foreach (var happened in Log(events))
        {
            session = session.Apply(happened);
            scene = scene.Write(Edit("being written"), session.Cursor.Sequence - 1).Apply(happened, session);
        }

        Read(Document(scene)).Text.ShouldNotContain("being");
        Read(Document(scene)).Rows.IsEmpty.ShouldBe(rows.Length == 0);
    }

    [Fact]
    public void A_draft_of_a_line_that_is_finished_or_behind_an_event_not_seen_yet_is_not_shown()
    {
        var events = EventsOf("a line");
        var scene = Show(events);

        scene.Write(Edit("one, nearl"), events.Length - 1).ShouldBeSameAs(scene);
        scene.Write(Edit("said off the record, as this node will hear"), events.Length + 1).ShouldBeSameAs(scene);
    }

    [Fact]
    public void However_long_a_line_is_written_its_documents_are_numbered_upwards_and_below_that_of_the_line()
    {
        var scene = Show(EventsOf("a line"));
        var last = scene.Number;
        for (var letter = 0; letter < 12_000; letter++)
        {
            var next = scene.Write(Edit($"letter {letter}"), 3);
            (next.Number > last || ReferenceEquals(next, scene)).ShouldBeTrue();
            (scene, last) = (next, next.Number);
        }

        scene.Number.ShouldBeLessThan(Show(EventsOf("a corrected line")[..4]).Number);
    }

    [Fact]
    public void The_document_is_in_the_language_of_what_is_said_last()
    {
        var scene = Show(EventsOf("two languages"));
        Language(scene).ShouldBe("ar");
        Language(scene.Write(Edit("Thank", "en"), 4)).ShouldBe("en");
        Language(Show([.. EventsOf("two languages"), new CaptionLineCorrected(4, "")])).ShouldBe("fr");
        Language(EbuTtScene.Of("fr", SessionState.Empty)).ShouldBe("fr");
        Language(EbuTtScene.Of("floor", SessionState.Empty)).ShouldBe("");
    }

    [Fact]
    public void It_is_valid_and_says_the_same_whatever_the_words()
    {
        var schema = new TtmlSchema();
        var random = new Random(3370);
        for (var n = 0; n < (Environment.GetEnvironmentVariable("LIVESESSION_LONG") == "1" ? 5_000 : 200); n++)
        {
            string[] words = [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Anything(random))];
            // What is on the record has been cleaned; what is not may break nothing either.
            string[] clean = [.. words.Select(text => CaptionText.Clean(text).Text)];
            var handover = new EbuTtHandover("hall", "station", Anything(random));

            schema.Faults(Document(Scene(n, words), handover)).ShouldBeEmpty();
            var document = Document(Scene(n, clean), handover);
            schema.Faults(document).ShouldBeEmpty();
            document.Descendants().ShouldAllBe(element => element.Name.Namespace == Tt || element.Name.LocalName == "documentMetadata");
            Read(document).Rows.Select(row => row.Text).ShouldBe(clean.Where(text => text.Length > 0));
        }
    }

    [Theory]
    [InlineData("paragraph")]
    [InlineData("sequenceNumber")]
    [InlineData("authorsGroupControlToken")]
    [InlineData("timeBase")]
    public void The_schema_refuses_what_is_wrong(string what)
    {
        var document = Document(Show(EventsOf("a line")));
        switch (what)
        {
            case "paragraph":
                document.Descendants(Tt + "div").Single().Add(new XElement(Tt + "paragraph"));
                break;
            case "timeBase":
                document.Root!.SetAttributeValue(XName.Get("timeBase", "http://www.w3.org/ns/ttml#parameter"), "whenever");
                break;
            default:
                document.Root!.SetAttributeValue(Parameters + what, 0);
                break;
        }

        new TtmlSchema().Faults(document).ShouldHaveSingleItem();
    }

    private static LogEvent[] EventsOf(string state) => state switch
    {
        "nothing has happened" => [],
        "open" => [Opened],
        "a line" => [.. Begun, Line("one")],
        "more lines than stand at once" => [.. Begun, Line("one"), Line("two"), Line("three"), Line("four")],
        "a corrected line" => [.. Begun, Line("one"), Line("two"), new CaptionLineCorrected(3, "1")],
        "a withdrawn line" => [.. Begun, Line("one"), Line("two"), new CaptionLineCorrected(3, "")],
        "a line that was withdrawn and has come back" =>
            [.. Begun, Line("one"), Line("two"), new CaptionLineCorrected(3, ""), new CaptionLineCorrected(3, "one")],
        "two languages" => [.. Begun, Line("Merci.", "fr"), Line("\u0634\u0643\u0631\u0627", "ar")],
        "off the record" => [.. Begun, Line("one"), new WentOffTheRecord()],
        "on the record again" => [.. Begun, Line("one"), new WentOffTheRecord(), new WentOnTheRecord(), Line("after")],
        "on the record again and nothing said yet" => [.. Begun, Line("one"), new WentOffTheRecord(), new WentOnTheRecord(), new CaptionLineCorrected(3, "1")],
        "resumed" => [.. Begun, Line("one"), new SessionSuspended(null), new SessionResumed(), Line("after")],
        "suspended" => [.. Begun, Line("one"), new SessionSuspended(null)],
        "closed" => [.. Begun, Line("one"), new SessionClosed()],
        "handed over" => [.. Begun, Line("one"), new PenGiven("floor", Bo, "Bo", false), Line("two")],
        "taken by a station whose token is nought" => [Opened, new PenClaimed("floor", "Ana", 0), Line("one")],
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    private static CaptionLineAdded Line(string text, string language = "en") => new("floor", language, text, null, null);

    private static CaptionEdit Edit(string text, string language = "en") => new(text, null, language);

    private static string? Language(EbuTtScene scene) => (string?)Document(scene).Root!.Attribute(XNamespace.Xml + "lang");

    // As it is shown to whoever watched from the beginning.
    private static EbuTtScene Show(LogEvent[] events)
    {
        var (scene, session) = (EbuTtScene.Of("floor", SessionState.Empty), SessionState.Empty);
        foreach (var happened in Log(events))
        {
            session = session.Apply(happened);
            scene = scene.Apply(happened, session);
        }

        return scene;
    }

    private static IEnumerable<LoggedEvent> Log(LogEvent[] events)
    {
        var (log, epoch) = (Sample.Log(), Guid.CreateVersion7());
        return events.Select((happened, index) =>
            new LoggedEvent(log, new LogPosition(epoch, index + 1), Sample.Ten.AddSeconds(index), Ana, CommandId.New(), happened, ""));
    }

    private static XDocument Document(EbuTtScene scene) =>
        Document(scene, scene.OnAir is { } writer ? new EbuTtHandover(Sequence, writer.ToString(), null) : null);

    private static XDocument Document(EbuTtScene scene, EbuTtHandover? handover) =>
        XDocument.Parse(Encoding.UTF8.GetString(EbuTtLiveDocument.Write(scene, Sequence, handover)));

    private static EbuTtDocument Read(XDocument document) => EbuTtReader.Read(document.ToString(SaveOptions.DisableFormatting)).Document.ShouldNotBeNull();

    private static EbuTtScene Scene(int number, string[] words) => new("floor", number, [.. words.Select((text, index) => new EbuTtLine(index + 1, "en", text))], Ana, 1);

    private static string Anything(Random random) => string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(5) switch
    {
        0 => Transcripts.Hostile,
        1 => ((char)random.Next(1, 0xFFFF)).ToString(),
        2 => "]]>&<tt:p>",
        3 => "\u0627\u0644",
        _ => "word ",
    }));
}
