using System.Net.Http.Json;
using LiveSession.Server.Tests.Host;

namespace LiveSession.Server.Tests.Captions;

public sealed class FindingTests
{
    [Fact]
    public async Task Lines_of_the_record_are_found_by_their_words_channel_and_place()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var floor = await CaptionPen.TakeUpAsync(captioner, server.Session);
        foreach (var text in new[] { "Éléonore has the floor.", "Thank you.", "Thank you, Eleonore.", "We agree." })
        {
            await floor.LineAsync(text);
        }

        await (await CaptionPen.TakeUpAsync(captioner, server.Session, "fr")).LineAsync("Merci, ÉLÉONORE.", language: "fr");

        (await FindAsync(captioner, server, "q=eleonore")).ShouldBe(["Éléonore has the floor.", "Thank you, Eleonore.", "Merci, ÉLÉONORE."]);
        (await FindAsync(captioner, server, "q=ÉLÉONORE&track=fr")).ShouldBe(["Merci, ÉLÉONORE."]);
        (await FindAsync(captioner, server, "q=thank&take=1")).ShouldBe(["Thank you, Eleonore."]);
        (await FindAsync(captioner, server, "track=floor&after=0&take=2")).ShouldBe(["Éléonore has the floor.", "Thank you."]);
        (await FindAsync(captioner, server, "after=99")).ShouldBeEmpty();
        (await FindAsync(captioner, server, "q=nothing")).ShouldBeEmpty();
    }

    private static async Task<IEnumerable<string>> FindAsync(Visitor visitor, RunningServer server, string query) =>
        (await visitor.Http.GetFromJsonAsync<CaptionLineView[]>(
            new Uri($"/api/sessions/{server.Session}/lines?{query}", UriKind.Relative), ProtocolJson.Options, TestContext.Current.CancellationToken))!.Select(line => line.Text);
}
