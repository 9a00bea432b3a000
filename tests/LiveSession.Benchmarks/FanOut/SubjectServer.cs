using System.Diagnostics;
using System.Text.RegularExpressions;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Benchmarks.FanOut;

/// <summary>A server whose delivery is measured, in a process of its own.</summary>
internal abstract class SubjectServer : IAsyncDisposable
{
    public abstract string Name { get; }

    public abstract int ProcessId { get; }

    public abstract Uri Address { get; }

    public abstract string Session { get; }

    /// <summary>Hands a line to the server; does not wait for it to be delivered.</summary>
    public abstract Task SayAsync(string text);

    public abstract ValueTask DisposeAsync();
}

/// <summary>The product: a captioner writes, the line is archived, readers get it.</summary>
internal sealed class ProductServer : SubjectServer
{
    private readonly ServerProcess _server;
    private readonly SeededMeeting _meeting;
    private readonly CaptionerClient _captioner;

    private ProductServer(ServerProcess server, SeededMeeting meeting, CaptionerClient captioner) =>
        (_server, _meeting, _captioner) = (server, meeting, captioner);

    public override string Name => "LiveSession";

    public override int ProcessId => _server.ProcessId;

    public override Uri Address => _server.Address;

    public override string Session => _meeting.Session().ToString();

    public static async Task<SubjectServer> StartAsync()
    {
        SeededMeeting meeting = null!;
        var server = await ServerProcess.StartAsync(
            async folder =>
            {
                meeting = await ArchiveSeed.FoundAsync(folder);
                await using var seed = ArchiveSeed.In(folder);
                await seed.HappenAsync(meeting, 1, new OpenSession());
            },
            "--Connections:PerAddress=100000");
        var captioner = await CaptionerClient.SitDownAsync(await OpenedLink.OpenAsync(server.Address, meeting.CaptionerLink), meeting.Session());
        return new ProductServer(server, meeting, captioner);
    }

    public override Task SayAsync(string text)
    {
        _ = _captioner.SendAsync(text);
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await _captioner.DisposeAsync();
        await _server.DisposeAsync();
    }
}

/// <summary>Stock SignalR.</summary>
internal sealed partial class StockSubject : SubjectServer
{
    private readonly Process _process;
    private readonly HubConnection _connection;
    private readonly Guid _epoch = Guid.CreateVersion7();
    private long _sequence = 1;

    private StockSubject(Process process, Uri address, HubConnection connection) => (_process, Address, _connection) = (process, address, connection);

    public override string Name => "stock SignalR";

    public override int ProcessId => _process.Id;

    public override Uri Address { get; }

    public override string Session { get; } = SessionId.New().ToString();

    public static async Task<SubjectServer> StartAsync()
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [typeof(StockServer).Assembly.Location, "--role", "stock"]) { RedirectStandardOutput = true, RedirectStandardError = true },
            EnableRaisingEvents = true,
        };
        process.Start();
        var output = new ProcessOutput();
        output.Listen(process);
        var address = new Uri((await output.ExpectAsync(Listening(), TimeSpan.FromSeconds(30))).Groups["address"].Value);
        var connection = new HubConnectionBuilder().WithUrl(new Uri(address, "/hubs/session"))
            .AddJsonProtocol(options => ProtocolJson.Apply(options.PayloadSerializerOptions)).Build();
        await connection.StartAsync();
        return new StockSubject(process, address, connection);
    }

    public override Task SayAsync(string text)
    {
        var line = new CaptionLineView(_sequence + 1, "floor", "en", text, null, DateTimeOffset.UtcNow);
        return _connection.SendAsync("Say", Session, new SessionNews(_epoch, _sequence++, [new NewsItem(line)]));
    }

    public override async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://\S+)")]
    private static partial Regex Listening();
}
