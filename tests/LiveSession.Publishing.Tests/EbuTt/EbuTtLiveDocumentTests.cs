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
    public void Who_comes_later_is_told_the_same_number_and_the_same_one_on_air(string state, string rows)
    {
        rows.ShouldNotBeNull();
        var (watched, entered) = (Document(Show(EventsOf(state))), Document(EbuTtScene.Of("floor", Log(EventsOf(state)).Aggregate(SessionState.Empty, (session, happened) => session.Apply(happened)))));

        new TtmlSchema().Faults(entered).ShouldBeEmpty();
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
        "suspended" => [.. Begun, Line("one"), new SessionSuspended(null)],
        "closed" => [.. Begun, Line("one"), new SessionClosed()],
        "handed over" => [.. Begun, Line("one"), new PenGiven("floor", Bo, "Bo", false), Line("two")],
        "taken by a station whose token is nought" => [Opened, new PenClaimed("floor", "Ana", 0), Line("one")],
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    private static CaptionLineAdded Line(string text, string language = "en") => new("floor", language, text, null, null);

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
