using LiveSession.Ingest.Live;
using LiveSession.Ingest.Live.Posts;

namespace LiveSession.Ingest.Tests.Live;

/// <summary>JSON posts that are not as they must be: refused by the name of the member, and nothing of them is taken or made to fit.</summary>
public sealed class JsonPostTests
{
    [Theory]
    [InlineData("""{"text":7}""", "text")]
    [InlineData("""{"text":["a"]}""", "text")]
    [InlineData("""{"text":"half \ud83d of it"}""", "text")]
    [InlineData("""{"seq":"7","text":"a"}""", "seq")]
    [InlineData("""{"seq":-1,"text":"a"}""", "seq")]
    [InlineData("""{"seq":1.5,"text":"a"}""", "seq")]
    [InlineData("""{"text":"a","speaker":{"name":"France"}}""", "speaker")]
    [InlineData("""{"text":"a","language":7}""", "language")]
    [InlineData("""{"text":"a","language":"no tag!"}""", "language")]
    [InlineData("""{"text":"a","spokenAt":"yesterday"}""", "spokenAt")]
    [InlineData("""{"text":"a","controlToken":"3"}""", "controlToken")]
    [InlineData("""{"edits":{"text":"a"}}""", "edits")]
    [InlineData("""{"edits":[{"text":"a"},"b"]}""", "edits[1]")]
    [InlineData("""{"edits":[{"text":"a"},{"erase":"2"}]}""", "edits[1].erase")]
    [InlineData("""{"edits":[{"erase":10001}]}""", "edits[0].erase")]
    [InlineData("""{"edits":[{"newLine":"yes"}]}""", "edits[0].newLine")]
    [InlineData("""{"edits":[{"clear":1}]}""", "edits[0].clear")]
    [InlineData("""{"edits":[{"text":"a"}],"text":"b"}""", "text")]
    public void A_member_that_is_wrong_is_named(string post, string member) => Read(CaptionProtocol.Json, post).Field.ShouldNotBeNull().Name.ShouldBe(member);

    [Fact]
    public void A_speaker_may_be_as_long_as_names_are_and_no_longer()
    {
        Read(CaptionProtocol.Json, $$"""{"speaker":"{{new string('x', 160)}}"}""").Field.ShouldBeNull();
        Read(CaptionProtocol.Json, $$"""{"speaker":"{{new string('x', 161)}}"}""").Field.ShouldBe(new FaultyField("speaker", "text of at most 160 characters"));
    }

    [Theory]
    [InlineData("""{"edits":[{"tekst":"a"}]}""", "edits[0].tekst")]
    [InlineData("""{"edits":[{"text":"a"},{"Text":"b"}]}""", "edits[1].Text")]
    [InlineData("""{"edits":[{"seq":7,"text":"a"}]}""", "edits[0].seq")]
    [InlineData("""{"text":"a","sequence":7}""", "sequence")]
    [InlineData("""{"text":"a","note":null}""", "note")]
    [InlineData("""{"text":"a","":1}""", "")]
    public void A_member_of_another_name_is_refused_with_the_names_there_are(string post, string member)
    {
        var fault = Read(CaptionProtocol.Json, post).Field.ShouldNotBeNull();

        fault.Name.ShouldBe(member);
        fault.Wanted.ShouldEndWith("language, speaker, clear, erase, text, newLine");
    }

    [Theory]
    [InlineData("""{"text":"a","text":"b"}""", "text")]
    [InlineData("""{"edits":[{"erase":1,"erase":2}]}""", "edits[0].erase")]
    public void Of_two_members_of_one_name_neither_is_read(string post, string member) =>
        Read(CaptionProtocol.Json, post).Field.ShouldBe(new FaultyField(member, "there once"));

    [Fact]
    public void A_name_that_is_too_long_to_be_told_is_told_in_part() =>
        Read(CaptionProtocol.Json, $$"""{"{{new string('x', 5_000)}}":1}""").Field.ShouldNotBeNull().Name.Length.ShouldBeLessThan(100);

    [Theory]
    [InlineData("[]")]
    [InlineData("[{\"text\":\"a\"}]")]
    [InlineData("\"a\"")]
    [InlineData("null")]
    [InlineData("{\"text\":\"a\"} {}")]
    [InlineData(" ")]
    public void What_is_no_JSON_object_is_refused(string post) => Read(CaptionProtocol.Json, post).Fault.ShouldNotBeNull();

    [Theory]
    [InlineData("""{"seq":null,"text":"a","edits":null,"spokenAt":null}""")]
    public void What_is_null_is_not_there(string post) => Read(CaptionProtocol.Json, post).Edits.ShouldBe([new SourceEdit.Insert("a")]);

    [Theory]
    [InlineData("""{"transcript":7}""", "transcript")]
    [InlineData("""{"captions":"a"}""", "captions")]
    [InlineData("""{"captions":[{"text":"a"},{"text":2}]}""", "captions[1].text")]
    [InlineData("""{"captions":["a"]}""", "captions[0]")]
    [InlineData("""{"transcript":"a","sequence":"7"}""", "sequence")]
    [InlineData("""{"transcirpt":"a","sequence":0}""", "transcirpt")]
    [InlineData("""{"sequence":0,"Transcript":"a"}""", "Transcript")]
    [InlineData("""{"source":"lcyt","sequence":1,"caption":[{"text":"a"}]}""", "caption")]
    [InlineData("""{"source":"lcyt","captions":[{"text":"a"},{"txt":"b","captionLang":"fr"}]}""", "captions[1].text")]
    public void A_webhook_whose_words_cannot_be_read_says_where(string post, string member) => Read(CaptionProtocol.Webhook, post).Field.ShouldNotBeNull().Name.ShouldBe(member);

    [Fact]
    public void The_language_of_one_caption_is_not_that_of_the_next()
    {
        var buffer = new LineBuffer("es");

        string[] Languages(string post) =>
            [.. buffer.Apply(Read(CaptionProtocol.Webhook, post).Edits).OfType<LineChange.Finished>().Select(line => line.Language)];

        Languages("""{"captions":[{"text":"a","captionLang":"en"},{"text":"b"}]}""").ShouldBe(["en", "es"]);
        Languages("""{"captions":[{"text":"c","captionLang":"fr"}]}""").ShouldBe(["fr"]);
        Languages("""{"captions":[{"text":"d"}]}""").ShouldBe(["es"]);
        Languages("""{"captions":[{"text":"e","captionLang":"fr"}]}""").ShouldBe(["fr"]);
        buffer.Apply(Read(CaptionProtocol.Webhook, """{"transcript":"f"}""").Edits);
        buffer.Finish().ShouldHaveSingleItem().ShouldBeOfType<LineChange.Finished>().Language.ShouldBe("es");
    }

    [Theory]
    [InlineData("""{"transcript":"a","sequence":0,"confidence":0.9}""", "a")]
    [InlineData("""{"source":"lcyt","sequence":3,"captions":[{"text":"a","composedText":"b a","timestamp":"2026-11-23T19:22:52.215","translations":{"fr":"b"},"captionLang":"en-US"}]}""", "a")]
    [InlineData("""{"source":"lcyt","sequence":3,"captions":[{"text":null}]}""", "")]
    [InlineData("""{"sequence":3}""", "")]
    [InlineData("{}", "")]
    public void What_other_software_sends_beside_its_words_is_passed_over(string post, string words)
    {
        var reading = Read(CaptionProtocol.Webhook, post);

        reading.Field.ShouldBeNull();
        string.Concat(reading.Edits.OfType<SourceEdit.Insert>().Select(insert => insert.Text)).ShouldBe(words);
    }

    [Theory]
    [InlineData(CaptionProtocol.Json, """{"text":"a","\ud83d":1}""")]
    [InlineData(CaptionProtocol.Json, """{"edits":[{"\udc4d":"a"}]}""")]
    [InlineData(CaptionProtocol.Webhook, """{"\ud83d\ud83d\ud83d":1,"transcript":"a"}""")]
    [InlineData(CaptionProtocol.Webhook, """{"captions":[{"\ud83d":"a"}]}""")]
    public void A_name_that_holds_half_a_character_is_no_reason_to_fail(CaptionProtocol protocol, string post) => Read(protocol, post).Fault.ShouldNotBeNull();

    private static PostReading Read(CaptionProtocol protocol, string post)
    {
        var reading = IPostReader.For(protocol)!.Read(post, before: null);
        (reading.Field is null || reading.Edits.IsEmpty).ShouldBeTrue();
        return reading;
    }
}
