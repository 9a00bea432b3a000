using System.Net;
using System.Text;
using System.Text.Json;
using LiveSession.Publishing.Bundle;
using LiveSession.Publishing.Transcript;
using LiveSession.Server.Meetings;
using LiveSession.Server.Tests.Analysis;
using LiveSession.Server.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Transcript;

public sealed class RedactionTests
{
    private const string Said = "Call me at home, 917 1234 56, tonight.";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Redacted_words_are_in_no_form_of_the_record_and_the_bundle_verifies()
    {
        await using var session = await ReadSession.OpenAsync();
        var line = (await session.SayAsync(Said)).Position!.Value.Sequence;
        await session.CloseAsync();
        await UntilAsync(session, state => state.Seal is not null);
        using var before = await HttpOf(session, null);
        (await before.GetStringAsync(Address(session, "/transcript.txt"), Cancellation)).ShouldContain("917 1234");

        (await RedactAsync(session, line, "917 1234 56", "Personal data")).StatusCode.ShouldBe(HttpStatusCode.Found);

        await UntilAsync(session, state => state.Publication.SignedRedactions == 1);
        using var http = await HttpOf(session, null);
        foreach (var address in TranscriptFormat.All.Select(format => $"/transcript.{format.Ending}").Append("/transcript.jsonl").Append("/transcript").Append(""))
        {
            var form = Encoding.UTF8.GetString(await http.GetByteArrayAsync(Address(session, address), Cancellation));
            form.ShouldNotContain("917 1234", customMessage: address);
        }

        (await http.GetStringAsync(Address(session, "/transcript"), Cancellation)).ShouldContain("Personal data");
        (await http.GetStringAsync(Address(session, "/transcript.txt"), Cancellation)).ShouldContain("words of 1 line redacted");
        (await http.GetStringAsync(Address(session, "/transcript.json"), Cancellation)).ShouldContain("\"redactions\"");
        (await http.GetStringAsync(new Uri($"/api/sessions/{session.Server.Session}/lines", UriKind.Relative), Cancellation)).ShouldNotContain("917 1234");
        var keys = BundleKeys.Read(await http.GetByteArrayAsync(new Uri("/keys.json", UriKind.Relative), Cancellation));
        using var bundle = new MemoryStream(await http.GetByteArrayAsync(Address(session, "/transcript.zip"), Cancellation));
        var report = await BundleVerifier.VerifyAsync(bundle, keys, Cancellation);
        report.Faults.ShouldBeEmpty();
        report.SealedEvents.ShouldNotBeNull();
        report.Redactions.ShouldHaveSingleItem().Reason.ShouldBe("Personal data");
    }

    [Fact]
    public async Task Whoever_follows_sees_the_words_go_and_whoever_comes_later_never_gets_them()
    {
        await using var session = await ReadSession.OpenAsync();
        await using var reader = await session.Server.VisitAsync(null);
        var hub = await reader.ConnectAsync("/hubs/session");
        var line = (await session.SayAsync(Said)).Position!.Value;

        (await RedactAsync(session, line.Sequence, "917 1234 56", "Personal data")).StatusCode.ShouldBe(HttpStatusCode.Found);

        var place = (await session.Server.Services.GetRequiredService<MeetingDirectory>().FindAsync(session.Server.Session))!;
        (await place.Writer.StateAsync()).Captions.FindLine(line.Sequence)!.Text.ShouldBe("Call me at home, \u2588\u2588\u2588\u2588\u2588\u2588\u2588 \u2588\u2588\u2588, tonight.");
        foreach (var seen in new LogPosition?[] { null, new LogPosition(line.Epoch, line.Sequence - 1), line })
        {
            var joined = await hub.JoinAsync(session.Server.Session, seen);
            JsonSerializer.Serialize(joined, ProtocolJson.Options).ShouldNotContain("917 1234");
        }
    }

    [Fact]
    public async Task What_was_found_in_the_words_is_found_no_more_and_no_file_keeps_it()
    {
        await using var session = await ReadSession.OpenAsync();
        var line = (await session.SayAsync("The ombudsperson Wilhelmina Quist lives in Reykjavik. Wilhelmina Quist lives alone.")).Position!.Value.Sequence;
        await session.CloseAsync();
        await session.AnalysisAsync(found => found.GetRawText().Contains("Quist", StringComparison.OrdinalIgnoreCase));

        (await RedactAsync(session, line, "The ombudsperson Wilhelmina Quist lives in Reykjavik. Wilhelmina Quist lives alone.", "Court order")).StatusCode.ShouldBe(HttpStatusCode.Found);

        await session.AnalysisAsync(found => !found.GetRawText().Contains("Quist", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_page_shows_the_words_again_with_what_was_wrong_with_the_reason()
    {
        await using var session = await ReadSession.OpenAsync();
        var line = (await session.SayAsync(Said)).Position!.Value.Sequence;
        using var http = await HttpOf(session, Role.Secretariat);

        var page = await http.GetStringAsync(Address(session, $"/transcript/redact?line={line}&part=1&offset=17&length=11"), Cancellation);
        page.ShouldContain("<mark>917 1234 56</mark>");
        var refused = await RedactAsync(session, line, "917 1234 56", "His number is 917 1234 56");

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync(Cancellation)).ShouldContain("The reason repeats the words");
        (await http.GetStringAsync(Address(session, "/transcript"), Cancellation)).ShouldContain("917 1234 56");
    }

    [Theory]
    [InlineData("line=999")]
    [InlineData("line=2&offset=-1")]
    [InlineData("line=2&offset=30&length=30")]
    [InlineData("line=2&offset=2147483647&length=2147483647")]
    [InlineData("line=2&part=2")]
    [InlineData("line=2&length=0")]
    public async Task A_place_that_is_not_there_is_not_found(string place)
    {
        await using var session = await ReadSession.OpenAsync();
        await session.SayAsync(Said);
        using var http = await HttpOf(session, Role.Secretariat);

        (await http.GetAsync(Address(session, $"/transcript/redact?{place}"), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Uri Address(ReadSession session, string path) => new(session.Path + path, UriKind.Relative);

    private static async Task<HttpClient> HttpOf(ReadSession session, Role? role) => (await session.Server.VisitAsync(role)).Http;

    private static async Task<HttpResponseMessage> RedactAsync(ReadSession session, long line, string words, string reason)
    {
        using var http = await HttpOf(session, Role.Secretariat);
        var offset = Said.IndexOf(words, StringComparison.Ordinal);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["line"] = $"{line}",
            ["offset"] = $"{Math.Max(0, offset)}",
            ["words"] = words,
            ["reason"] = reason,
        });
        return await http.PostAsync(Address(session, "/transcript/redact"), form, Cancellation);
    }

    private static async Task UntilAsync(ReadSession session, Func<Core.Sessions.SessionState, bool> reached)
    {
        var writer = session.Server.Services.GetRequiredService<MeetingDirectory>().WriterOf(session.Server.Session);
        while (!reached(await writer.FreshStateAsync()))
        {
            await Task.Yield();
            Cancellation.ThrowIfCancellationRequested();
        }
    }
}
