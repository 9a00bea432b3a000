using System.Text.Json;
using LiveSession.Client.Transcript;
using LiveSession.Server.Analysis;
using LiveSession.Server.Meetings;
using LiveSession.Server.Sessions;
using LiveSession.Server.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Analysis;

/// <summary>A server with an open session, a captioner who writes, and whoever reads what machines found.</summary>
internal sealed class ReadSession : IAsyncDisposable
{
    private Visitor? _captioner;
    private CaptionPen? _pen;

    public required RunningServer Server { get; init; }

    public string Path { get; private set; } = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ReadSession> OpenAsync(params string[] settings)
    {
        var server = await RunningServer.StartAsync(["--Analysis:Interval=00:00:00.1", .. settings]);
        await server.OpenSessionAsync();
        var place = (await server.Services.GetRequiredService<MeetingDirectory>().FindAsync(server.Session))!;
        return new ReadSession { Server = server, Path = $"/m/{place.Meeting.Slug}/{place.Planned.Number}" };
    }

    /// <summary>A line of captions, as recorded.</summary>
    public async Task<CommandResult> SayAsync(string text, string? speaker = null, string language = "en")
    {
        _captioner ??= await Server.VisitAsync(Role.Captioner);
        _pen ??= await CaptionPen.TakeUpAsync(_captioner, Server.Session);
        var said = await _pen.LineAsync(text, language: language, speaker: speaker);
        said.Rejection.ShouldBeNull();
        return said;
    }

    /// <summary>Ends the session: from then on nothing grows.</summary>
    public async Task CloseAsync()
    {
        await using var chair = await Server.VisitAsync(Role.Chair);
        var floor = await chair.ConnectAsync("/hubs/floor");
        (await floor.SendCommandAsync(nameof(IFloorHub.CloseSession), Server.Session)).Rejection.ShouldBeNull();
    }

    public async Task<CommandResult> DecideAsync(SessionCommand command) => await Server.Services.GetRequiredService<SessionCommands>().RunAsync(
        (await (await SignedIn.AsAsync(Server, Role.Secretariat)).GetAuthenticationStateAsync()).User, Server.Session, CommandId.New(), command, Role.Secretariat);

    public async Task<IAnalysisDesk> DeskAsync(Role? role) => ActivatorUtilities.CreateInstance<CircuitAnalysisDesk>(Server.Services, await SignedIn.AsAsync(Server, role));

    /// <summary>The analysis as anybody may have it, once it is as expected.</summary>
    public async Task<JsonElement> AnalysisAsync(Func<JsonElement, bool> expected)
    {
        await using var reader = await Server.VisitAsync(null);
        return await UntilAsync(async () =>
        {
            using var answer = await reader.Http.GetAsync(new Uri(Path + "/analysis.json", UriKind.Relative), Cancellation);
            return answer.IsSuccessStatusCode && JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement is var analysis && expected(analysis)
                ? analysis
                : (JsonElement?)null;
        });
    }

    public static string[] Phrases(JsonElement analysis, int intervention) =>
        [.. analysis.GetProperty("interventions")[intervention].GetProperty("keyPhrases").EnumerateArray().Select(phrase => phrase.GetString()!)];

    /// <summary>Asks until there is an answer; gives up after a time in which there must be one.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T?>> look)
        where T : struct
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (await look() is { } seen)
            {
                return seen;
            }

            await Task.Delay(20, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_captioner is not null)
        {
            await _captioner.DisposeAsync();
        }

        await Server.DisposeAsync();
    }
}
