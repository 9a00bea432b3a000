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
    [InlineData("""{"seq":null,"text":"a","edits":null,"spokenAt":null}""")]
    [InlineData("""{"text":"a","note":{"of":"another name"}}""")]
    public void What_is_null_is_not_there_and_other_members_are_passed_over(string post) => Read(CaptionProtocol.Json, post).Edits.ShouldBe([new SourceEdit.Insert("a")]);

    [Theory]
    [InlineData("""{"transcript":7}""", "transcript")]
    [InlineData("""{"captions":"a"}""", "captions")]
    [InlineData("""{"captions":[{"text":"a"},{"text":2}]}""", "captions[1].text")]
    [InlineData("""{"captions":["a"]}""", "captions[0]")]
    [InlineData("""{"transcript":"a","sequence":"7"}""", "sequence")]
    public void A_webhook_whose_words_cannot_be_read_says_where(string post, string member) => Read(CaptionProtocol.Webhook, post).Field.ShouldNotBeNull().Name.ShouldBe(member);

    private static PostReading Read(CaptionProtocol protocol, string post)
    {
        var reading = IPostReader.For(protocol)!.Read(post, before: null);
        (reading.Field is null || reading.Edits.IsEmpty).ShouldBeTrue();
        return reading;
    }
}
