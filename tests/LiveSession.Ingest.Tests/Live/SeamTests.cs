using LiveSession.Ingest.Live;
using LiveSession.Ingest.Live.Posts;

namespace LiveSession.Ingest.Tests.Live;

/// <summary>Where one post ends and the next begins: what each protocol says about the space between them.</summary>
public sealed class SeamTests
{
    [Fact]
    public void Zoom_is_a_stream_and_a_word_cut_between_posts_is_whole_once_white_space_stands_at_a_seam() =>
        Said(CaptionProtocol.Zoom, "I'M SENDING ", "SEV", "ERAL CAP", "TIONS ", "NOW").ShouldBe("I'M SENDING SEVERAL CAPTIONS NOW");

    [Fact]
    public void A_post_that_keeps_the_space_at_its_own_end_is_of_a_stream() =>
        Said(CaptionProtocol.Zoom, "I'M SEND", "ING SEVERAL ", "CAPTIONS").ShouldBe("I'M SENDING SEVERAL CAPTIONS");

    [Fact]
    public void Zoom_posts_that_keep_no_seam_are_phrases() =>
        Said(CaptionProtocol.Zoom, "thank you", "madam chair", "we agree").ShouldBe("thank you madam chair we agree");

    [Fact]
    public void StreamText_is_typed_exactly_as_it_comes() =>
        Said(CaptionProtocol.StreamText, "THE MEE", "TING", " IS O", "PEN").ShouldBe("THE MEETING IS OPEN");

    [Fact]
    public void JSON_is_typed_exactly_as_it_comes() =>
        Said(CaptionProtocol.Json, """{"text":"the mee"}""", """{"text":"ting "}""", """{"edits":[{"text":"is o"},{"text":"pen"}]}""").ShouldBe("the meeting is open");

    [Fact]
    public void YouTube_entries_are_words_one_space_apart() =>
        Said(CaptionProtocol.YouTube, "2026-11-23T19:22:52.215\nOne\n2026-11-23T19:22:52.315\nTwo\n", "2026-11-23T19:22:53.215\n three\n").ShouldBe("One Two three");

    [Fact]
    public void Scripts_without_spaces_get_none() =>
        Said(CaptionProtocol.YouTube, "2026-11-23T19:22:52.215\n会議を\n2026-11-23T19:22:52.315\n開始\n", "2026-11-23T19:22:53.215\nします\n").ShouldBe("会議を開始します");

    [Fact]
    public void Webhook_phrases_stand_one_space_apart() =>
        Said(CaptionProtocol.Webhook, """{"transcript":"hello everybody"}""", """{"transcript":"and welcome"}""").ShouldBe("hello everybody and welcome");

    [Fact]
    public void Teams_posts_are_lines_of_their_own() =>
        Said(CaptionProtocol.Teams, "The meet", "ing").ShouldBe("The meet|ing");

    private static string Said(CaptionProtocol protocol, params string[] posts)
    {
        var reader = IPostReader.For(protocol)!;
        var buffer = new LineBuffer("en", reader.Cut);
        var page = new Page(buffer);
        foreach (var post in posts)
        {
            page.Write([.. reader.Read(post, buffer.Ending).Edits]);
        }

        return string.Join('|', page.Lines.Append(page.Draft).Where(line => line.Length > 0));
    }
}
