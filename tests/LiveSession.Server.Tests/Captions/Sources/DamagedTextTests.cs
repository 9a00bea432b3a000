using LiveSession.Ingest.Live;
using LiveSession.Server.Captions.Sources;
using LiveSession.Server.Tests.Host;
using LiveSession.Testing.Log;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Server.Tests.Captions.Sources;

/// <summary>What captioning software does to words on their way, as far as its captioner is told.</summary>
public sealed class DamagedTextTests
{
    [Theory]
    [InlineData("DÃ©lÃ©guÃ©\n", TextDamages.TwiceEncoded)]
    [InlineData("D&eacute;l&eacute;gu&eacute; and a good deal more than what the captioner is shown of it, which is no more than the last words that came, so that they know where their software is now\n", TextDamages.Escaped)]
    [InlineData("hello \u202Eevil\u202C\n", TextDamages.Directions)]
    [InlineData("one\u0000two\n", TextDamages.ControlCharacters)]
    [InlineData("D\uFFFDl\uFFFDgu\uFFFD\n", TextDamages.Replaced)]
    [InlineData("Délégué « du » Brésil\n", TextDamages.None)]
    public async Task Software_that_damages_letters_is_noticed(string body, TextDamages damage)
    {
        await using var server = await StartAsync();
        var (secret, id) = await server.IssueSourceAsync(CaptionProtocol.Zoom, language: "fr");

        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 1, "fr"), body);

        Find(server, id).DamagedAt.Keys.ShouldBe(damage is TextDamages.None ? [] : [damage]);
    }

    [Fact]
    public async Task What_was_noticed_once_stays_of_when_it_was_noticed()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await RunningServer.StartAsync(new InMemorySessionLog(), builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await server.OpenSessionAsync();
        var (secret, id) = await server.IssueSourceAsync(CaptionProtocol.Zoom, language: "fr");
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 1, "fr"), "DÃ©lÃ©guÃ© du Brésil, je vous remercie de votre déclaration\n");
        var noticed = Find(server, id).DamagedAt[TextDamages.TwiceEncoded];

        clock.Advance(TimeSpan.FromSeconds(30));
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 4, "fr"), "Merci\n");

        Find(server, id).DamagedAt.ShouldHaveSingleItem().Value.ShouldBe(noticed);
        Find(server, id).MissedAt.ShouldNotBeNull().ShouldBeGreaterThan(noticed + TimeSpan.FromSeconds(29));
    }

    [Fact]
    public async Task What_a_protocol_writes_that_way_is_no_damage()
    {
        await using var server = await StartAsync();
        var (json, own) = await server.IssueSourceAsync(CaptionProtocol.Json, language: "fr");
        var (youTube, entries) = await server.IssueSourceAsync(CaptionProtocol.YouTube, "YouTube", "fr", "fr");

        await RawHttp.SendAsync(server.Address, $"POST /api/captions?token={json} HTTP/1.1\nHost: x\nContent-Length: {{length}}\n", """{"text":"D\u00e9l\u00e9gu\u00e9\n"}""");
        await RawHttp.SendAsync(server.Address, $"POST /closedcaption?seq=1&cid={youTube} HTTP/1.1\nHost: x\nContent-Length: {{length}}\n", "2017-09-25T10:00:00.000\none<br>two\n");

        (await server.LinesAsync()).ShouldBe(["Délégué"]);
        Find(server, own).DamagedAt.ShouldBeEmpty();
        Find(server, entries).DamagedAt.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("fr-CA", null, "fr")]
    [InlineData("en-US", "en-US", "en-US")]
    [InlineData("jp-JP", "ja-JP", "ja-JP")]
    [InlineData("english", "english", "fr")]
    [InlineData("!", "!", "fr")]
    public async Task The_captioner_is_told_what_language_their_software_names_where_it_is_another_or_none(string named, string? told, string recorded)
    {
        await using var server = await StartAsync();
        var (secret, id) = await server.IssueSourceAsync(CaptionProtocol.Zoom, language: "fr");

        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 1, named), "Bonjour\n");

        Find(server, id).OtherLanguage.ShouldBe(told);
        (await server.StoredTextAsync()).ShouldContain($"\"language\":\"{recorded}\"");
    }

    private static async Task<RunningServer> StartAsync()
    {
        var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        return server;
    }

    private static LiveSource Find(RunningServer server, CaptionSourceId id) => server.Services.GetRequiredService<SourceDesk>().Find(id).ShouldNotBeNull();
}
