using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Log;

namespace LiveSession.Core.Tests.Captions;

public sealed class CaptionStreamsTests
{
    [Fact]
    public void What_is_said_on_the_floor_is_in_the_stream_of_its_language_too()
    {
        var streams = Fold(Line("floor", "en-GB", "Good morning."), Line("floor", "fr", "Bonjour."));

        Text(streams, null).ShouldBe("Good morning.\nBonjour.\n");
        Text(streams, "en").ShouldBe("Good morning.\n");
        Text(streams, "fr-FR").ShouldBe("Bonjour.\n");
        Text(streams, "floor").ShouldBe("Good morning.\nBonjour.\n");
        Text(streams, "ru").ShouldBe("");
    }

    [Fact]
    public void A_channel_of_a_language_takes_its_stream_over()
    {
        var streams = Fold(Line("floor", "fr", "Bonjour."), Line("fr", "fr", "Merci."), Line("floor", "fr", "Encore."));

        Text(streams, "fr").ShouldBe("Bonjour.\nMerci.\n");
        Text(streams, null).ShouldBe("Bonjour.\nEncore.\n");
    }

    [Fact]
    public void The_speaker_is_whoever_had_the_floor() =>
        Text(Fold(new FloorGranted(1, Cast.Rosa), Line("floor", "en", "Thank you.")), null).ShouldBe(">> Rosa Quispe: Thank you.\n");

    [Fact]
    public void A_correction_reaches_every_stream_the_line_is_in()
    {
        var streams = Fold(Line("floor", "en", "Won"), new CaptionLineCorrected(2, "One"));

        Text(streams, null).ShouldBe("Won\n\b\b\b\bOne\n");
        Text(streams, "en").ShouldBe(Text(streams, null));
    }

    [Fact]
    public void Redacted_words_are_taken_off_the_screens_of_those_who_have_them_though_the_log_has_blocks_there_already()
    {
        var streams = Fold(Line("floor", "en", "Good ███████."), Line("floor", "en", "Next."), new WordsRedacted(2, 5, 7, "A name", []));

        // Back over the second line, and over the first as far as its words.
        Text(streams, null).ShouldBe("Good ███████.\nNext.\n" + new string('\b', "███████.\nNext.\n".Length) + "███████.\nNext.\n");
    }

    [Fact]
    public void Reading_the_log_again_and_following_it_give_the_same_stream()
    {
        LogEvent[] happened = [Line("floor", "en", "One"), new FloorGranted(1, Cast.Rosa), Line("floor", "en", "Twoo"), new CaptionLineCorrected(4, "Two")];

        var (followed, log, final) = Play(happened);
        var again = log.Aggregate(CaptionStreams.Empty, (streams, one) => streams.Apply(one, final));

        Text(again, null).ShouldBe(Text(followed, null));
        again.Apply(log[0], final).ShouldBe(again);
    }

    private static CaptionLineAdded Line(string track, string language, string text) => new(track, language, text, null, null);

    private static string Text(CaptionStreams streams, string? language) => streams.Of(language).Read(0, int.MaxValue).Text;

    private static CaptionStreams Fold(params LogEvent[] happened) => Play(happened).Streams;

    private static (CaptionStreams Streams, List<LoggedEvent> Log, CaptionState Captions) Play(LogEvent[] happened)
    {
        var (given, streams, log) = (Given.OpenSession(), CaptionStreams.Empty, new List<LoggedEvent>());
        foreach (var one in happened)
        {
            var logged = Given.Next(LogId.Of(Cast.Session), given.State.Cursor, given.Now, Cast.Chair.Id, CommandId.New(), one);
            given = given.And(one);
            streams = streams.Apply(logged, given.State.Captions);
            log.Add(logged);
        }

        return (streams, log, given.State.Captions);
    }
}
