using System.Text;
using System.Text.Json;
using Json.Schema;
using LiveSession.Publishing.Transcript;

namespace LiveSession.Publishing.Tests.Transcript;

public sealed class TranscriptJsonTests
{
    private static readonly TranscriptProvenance Origin = new(
        "https://live.example.org/m/wgec-5/2/transcript", new LogPosition(Guid.Parse("0199b1f0-0000-7000-8000-0000000000ee"), 412), new string('a', 64));

    private static readonly JsonSchema Schema = ReadSchema();

    [Fact]
    public async Task A_statement_has_its_speaker_times_and_lines_and_the_file_says_what_it_is()
    {
        var document = await DocumentAsync(Transcripts.Of(
            Transcripts.By("Maria Silva", Transcripts.Line(3, 5.25, "Thank you.") with { Corrected = true, Former = "Thank ewe.", Rule = AttributionRule.Floor })));

        var statement = document.GetProperty("transcript").GetProperty("data")[0];
        statement.GetProperty("statement_number").GetInt32().ShouldBe(1);
        statement.GetProperty("speaker").GetProperty("name").GetString().ShouldBe("Maria Silva");
        statement.GetProperty("paragraphs")[0].GetProperty("sentences")[0].GetRawText().ShouldBe(
            """
            {"text":"Thank you.","start":5.25,"end":12.25,"at":"2017-09-25T08:00:05.25+00:00","line":3,"track":"floor","language":"en","corrected":true,"former":"Thank ewe.","attribution":{"method":"floor"}}
            """);
        document.GetProperty("disclaimer").GetString().ShouldStartWith("This is an automatically produced rough transcript");
        document.GetProperty("status").GetString().ShouldBe("rough, 1 line corrected, complete");
        document.GetProperty("record").GetProperty("event").GetInt64().ShouldBe(412);
    }

    [Fact]
    public async Task It_keeps_to_its_schema_and_reads_back_the_same_whatever_the_words()
    {
        foreach (var transcript in RandomTranscripts.Some(seed: 400))
        {
            await HoldsAsync(transcript, "generated");
        }
    }

    [Fact]
    public async Task So_does_every_real_record()
    {
        foreach (var (file, transcript) in RealTranscripts.All())
        {
            transcript.Interventions.ShouldNotBeEmpty(file);
            await HoldsAsync(transcript, file);
        }
    }

    [Theory]
    [InlineData("\"statement_number\":1", "\"statement_number\":\"one\"")]
    [InlineData("\"line\":3,", "")]
    [InlineData("\"phase\":\"closed\"", "\"phase\":\"over\"")]
    [InlineData("\"corrected\":0", "\"corrected\":0,\"more\":1")]
    public async Task The_schema_refuses_what_is_wrong(string right, string wrong)
    {
        var json = Encoding.UTF8.GetString(await BytesAsync(Transcripts.Of(Transcripts.By("A", Transcripts.Line(3, 1, "x")))));
        json.ShouldContain(right);

        Schema.Evaluate(JsonDocument.Parse(json.Replace(right, wrong, StringComparison.Ordinal)).RootElement).IsValid.ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"livesession-transcript\",\"version\":1}")]
    public async Task What_is_no_transcript_is_refused_in_words(string content)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(content));

        await Should.ThrowAsync<TranscriptFileException>(() => TranscriptJson.ReadAsync(file, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("\"data\":[{", "\"data\":[null,{")]
    [InlineData("\"sentences\":[{", "\"sentences\":[null,{")]
    [InlineData("\"text\":\"x\"", "\"text\":null")]
    [InlineData("\"version\":1", "\"version\":2")]
    [InlineData("\"silences\":[]", "\"silences\":[{\"after\":0,\"speaker\":\"A\",\"startedAt\":\"2017-09-25T08:00:00Z\",\"seconds\":1e300}]")]
    public async Task So_is_one_with_something_missing(string right, string wrong)
    {
        var json = Encoding.UTF8.GetString(await BytesAsync(Transcripts.Of(Transcripts.By("A", Transcripts.Line(3, 1, "x")))));
        json.ShouldContain(right);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(json.Replace(right, wrong, StringComparison.Ordinal)));

        await Should.ThrowAsync<TranscriptFileException>(() => TranscriptJson.ReadAsync(file, TestContext.Current.CancellationToken));
    }

    private static async Task HoldsAsync(TranscriptView transcript, string what)
    {
        var bytes = await BytesAsync(transcript);
        using var document = JsonDocument.Parse(bytes);
        Schema.Evaluate(document.RootElement).IsValid.ShouldBeTrue(what);
        using var file = new MemoryStream(bytes);
        var read = await TranscriptJson.ReadAsync(file, TestContext.Current.CancellationToken);
        RandomTranscripts.Content(read.Transcript).ShouldBe(RandomTranscripts.Content(RandomTranscripts.Printed(transcript)), what);
        read.Provenance.ShouldBe(Origin);
        Encoding.UTF8.GetString(await BytesAsync(read.Transcript)).ShouldBe(Encoding.UTF8.GetString(bytes), what);
    }

    private static async Task<JsonElement> DocumentAsync(TranscriptView transcript) => JsonDocument.Parse(await BytesAsync(transcript)).RootElement;

    private static async Task<byte[]> BytesAsync(TranscriptView transcript)
    {
        using var stream = new MemoryStream();
        await TranscriptJson.WriteAsync(transcript, Origin, stream, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    private static JsonSchema ReadSchema()
    {
        using var schema = new StreamReader(TranscriptJson.OpenSchema());
        return JsonSchema.FromText(schema.ReadToEnd());
    }
}
