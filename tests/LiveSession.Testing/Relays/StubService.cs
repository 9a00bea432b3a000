using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveSession.Testing.Relays;

/// <summary>What a service does with the next post, instead of taking it.</summary>
public enum Trouble
{
    /// <summary>503.</summary>
    Busy,

    /// <summary>No answer, ever.</summary>
    Hang,

    /// <summary>The connection is cut before anything is taken.</summary>
    Reset,

    /// <summary>It is taken, and the connection is cut before the answer.</summary>
    LoseAnswer,

    /// <summary>It is taken, and the connection is cut in the middle of the answer's body.</summary>
    CutAnswer,

    /// <summary>It leads elsewhere.</summary>
    Redirect,
}

/// <summary>A service that takes captions over HTTP as strictly as the real ones: Zoom, YouTube and Teams in one, told apart by the address.</summary>
public sealed partial class StubService : IAsyncDisposable
{
    public const string Secret = "s3cr3tSignature";

    private readonly WebApplication _app;
    private readonly CancellationTokenSource _closing = new();
    private long _last;

    private StubService(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>Whether the meeting has begun; before, everything is refused.</summary>
    public bool Started { get; set; } = true;

    /// <summary>Whether the service is away: every post meets this trouble.</summary>
    public Trouble? Away { get; set; }

    /// <summary>What happens to the next posts, one each; null takes it as usual.</summary>
    public ConcurrentQueue<Trouble?> Troubles { get; } = new();

    /// <summary>How far the service's clock is ahead.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>The number Zoom says it took last.</summary>
    public long Last { get => _last; set => _last = value; }

    /// <summary>What was taken, in order.</summary>
    public ConcurrentQueue<string> Taken { get; } = new();

    /// <summary>The number of every post, repetitions included.</summary>
    public ConcurrentQueue<long> Numbers { get; } = new();

    /// <summary>What was wrong with a post, in words; a real service would have dropped it.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    public ConcurrentQueue<IHeaderDictionary> Headers { get; } = new();

    public static async Task<StubService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var stub = new StubService(app);
        app.MapGet("/closedcaption/seq", stub.TellNumber);
        app.MapPost("/closedcaption", stub.TakeAsync);
        app.MapPost("/cartcaption", stub.TakeAsync);
        app.MapPost("/elsewhere", () => stub.Faults.Enqueue("a redirect was followed"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        stub.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return stub;
    }

    /// <summary>The address this service gives out.</summary>
    public string LinkFor(RelayService service) => new Uri(Address, service switch
    {
        RelayService.Zoom => $"/closedcaption?id=200610693&ns=GZHkEA==&expire=86400&sparams=id%2Cns%2Cexpire&signature={Secret}",
        RelayService.YouTube => $"/closedcaption?cid={Secret}",
        _ => $"/cartcaption?meetingid=%7b%22tId%22%3a1%7d&token={Secret}",
    }).OriginalString;

    /// <summary>Waits, with a limit, until so many lines were taken.</summary>
    public async Task TakenAsync(int lines)
    {
        for (var patience = 0; Taken.Count < lines; patience++)
        {
            (patience < 1_000).ShouldBeTrue($"{Taken.Count} of {lines} lines were taken");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _app.DisposeAsync();
        _closing.Dispose();
    }

    private IResult TellNumber() => Started ? Results.Text(Last.ToString(CultureInfo.InvariantCulture)) : Results.Text("Meeting not started", statusCode: 400);

    private async Task TakeAsync(HttpContext http)
    {
        Headers.Enqueue(http.Request.Headers);
        using var reader = new StreamReader(http.Request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true));
        var body = await reader.ReadToEndAsync(_closing.Token);
        var numbered = long.TryParse(http.Request.Query["seq"], CultureInfo.InvariantCulture, out var number);
        if (numbered)
        {
            Numbers.Enqueue(number);
        }

        var trouble = Away ?? (Troubles.TryDequeue(out var next) ? next : null);
        switch (trouble)
        {
            case Trouble.Busy:
                http.Response.StatusCode = 503;
                return;
            case Trouble.Redirect:
                http.Response.StatusCode = 307;
                http.Response.Headers.Location = "/elsewhere";
                return;
            case Trouble.Reset:
                http.Abort();
                return;
            case Trouble.Hang:
                await Task.Delay(Timeout.Infinite, _closing.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            default:
                break;
        }

        if (!Started)
        {
            http.Response.StatusCode = http.Request.Path == "/cartcaption" ? 404 : 400;
            return;
        }

        Keep(http.Request, body, numbered ? number : null);
        if (trouble is Trouble.LoseAnswer)
        {
            http.Abort();
            return;
        }

        http.Response.ContentType = "text/plain";
        if (trouble is Trouble.CutAnswer)
        {
            http.Response.ContentLength = 100;
            await http.Response.WriteAsync("2026-", _closing.Token);
            await http.Response.Body.FlushAsync(_closing.Token);
            // What was not yet on its way is lost with the connection.
            await Task.Delay(200, _closing.Token);
            http.Abort();
            return;
        }

        await http.Response.WriteAsync($"{TimeProvider.System.GetUtcNow() + Ahead:yyyy-MM-ddTHH:mm:ss.fff}\n", _closing.Token);
    }

    private void Keep(HttpRequest request, string body, long? number)
    {
        if (!request.QueryString.Value!.Contains(Secret, StringComparison.Ordinal) || request.ContentType?.StartsWith("text/plain", StringComparison.Ordinal) != true)
        {
            Faults.Enqueue("not signed, or not plain text");
        }

        if (request.Path == "/cartcaption")
        {
            Fault(number is not null || body.Length is 0 or > 120, "Teams takes 1 to 120 characters and no number");
            Taken.Enqueue(body);
            return;
        }

        if (number <= _last)
        {
            // A repetition, as far as the service can tell.
            return;
        }

        Fault(number is null, "no number");
        Fault(request.Query.ContainsKey("cid") && !TimedEntry().IsMatch(body), "no time in the first line");
        Fault(!body.EndsWith('\n'), "no line break");
        _last = number ?? _last;
        Taken.Enqueue(body.TrimEnd('\n'));
    }

    private void Fault(bool wrong, string what)
    {
        if (wrong)
        {
            Faults.Enqueue(what);
        }
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\n[^\n]+\n\z")]
    private static partial Regex TimedEntry();
}
