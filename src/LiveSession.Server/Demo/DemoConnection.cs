using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveSession.Server.Demo;

/// <summary>
/// One person's connection to a hub: signs in with a link like anybody, connects, and connects again whenever the connection is lost,
/// for as long as the link stands.
/// </summary>
internal sealed partial class DemoConnection : IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Uri _link;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CookieContainer _cookies = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationToken _untilEnded;
    private TaskCompletionSource _connected = NewSignal();
    private TaskCompletionSource _closed = NewSignal();
    private Task _running = Task.CompletedTask;
    private bool _signedIn;

    public DemoConnection(Uri server, string hub, Uri link, TimeProvider time, ILogger logger)
    {
        (_link, _time, _logger) = (link, time, logger);
        _untilEnded = _ended.Token;
        Hub = new HubConnectionBuilder()
            .WithUrl(new Uri(server, hub), options => options.Cookies = _cookies)
            .AddJsonProtocol(options => ProtocolJson.Apply(options.PayloadSerializerOptions))
            .Build();
        Hub.Closed += _ =>
        {
            _closed.TrySetResult();
            return Task.CompletedTask;
        };
    }

    /// <summary>The connection, to add handlers to.</summary>
    public HubConnection Hub { get; }

    /// <summary>What is to be done each time the connection stands, before anything else is sent.</summary>
    public Func<Task> Greet { get; init; } = () => Task.CompletedTask;

    /// <summary>Told once, when the link opens nothing any more.</summary>
    public Action Refused { get; init; } = () => { };

    /// <summary>Signs in and connects; comes back when that is done, or was refused.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        _running = StayConnectedAsync();
        try
        {
            using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, _untilEnded);
            await _connected.Task.WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Refused, and told so.
        }
    }

    /// <summary>Sends a command until it is answered, always with the id it was given.</summary>
    public async Task<CommandResult> CommandAsync(string method, object?[] arguments, CancellationToken stop)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, _untilEnded);
        while (true)
        {
            await _connected.Task.WaitAsync(both.Token);
            try
            {
                var result = await Hub.InvokeCoreAsync<CommandResult>(method, arguments, both.Token);
                if (!IsPassing(result.Rejection))
                {
                    return result;
                }
            }
            catch (Exception fault) when (fault is not HubException && !both.IsCancellationRequested)
            {
                Log.NotAnswered(_logger, method, fault.Message);
            }

            await Task.Delay(RetryAfter, _time, both.Token);
        }
    }

    /// <summary>Whether a refusal is about the moment, so that the same command is worth sending again.</summary>
    public static bool IsPassing(Rejection? refusal) =>
        refusal is not null
        && (refusal.Code == Rejections.ArchiveUnavailable("").Code
            || refusal.Code == Rejections.TooFast(1).Code
            || refusal.Code == Rejections.Stopping.Code);

    /// <summary>The server is about to close the connection; one that was revoked is not opened again.</summary>
    public Task EndIfRevokedAsync(ClosingNotice notice) => notice.Reason is ClosingReason.Revoked ? GiveUpAsync() : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _running;
        await Hub.DisposeAsync();
        _ended.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task GiveUpAsync()
    {
        Refused();
        return _ended.CancelAsync();
    }

    private async Task StayConnectedAsync()
    {
        try
        {
            while (!_untilEnded.IsCancellationRequested)
            {
                _closed = NewSignal();
                if (await ConnectAsync())
                {
                    _connected.TrySetResult();
                    await _closed.Task.WaitAsync(_untilEnded);
                    _connected = NewSignal();
                }
                else
                {
                    await Task.Delay(RetryAfter, _time, _untilEnded);
                }
            }
        }
        catch (OperationCanceledException) when (_untilEnded.IsCancellationRequested)
        {
            // There is nothing to connect for any more.
        }
    }

    private async Task<bool> ConnectAsync()
    {
        try
        {
            if (!_signedIn && !(_signedIn = await SignInAsync(_untilEnded)))
            {
                await GiveUpAsync();
                return false;
            }

            await Hub.StartAsync(_untilEnded);
            await Greet();
            return true;
        }
        catch (Exception fault) when (!_untilEnded.IsCancellationRequested)
        {
            Log.NotConnected(_logger, fault.Message);
            // A sign-in that is not accepted any more is worth nothing; the link may still be.
            _signedIn = _signedIn && fault is not HttpRequestException { StatusCode: HttpStatusCode.Unauthorized };
            await Hub.StopAsync(CancellationToken.None);
            return false;
        }
    }

    private async Task<bool> SignInAsync(CancellationToken stop)
    {
        using var handler = new HttpClientHandler { CookieContainer = _cookies };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, _link);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var response = await client.SendAsync(request, stop);
        if (response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            Log.Refused(_logger, await response.Content.ReadAsStringAsync(stop));
            return false;
        }

        response.EnsureSuccessStatusCode();
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(901, LogLevel.Information, "Demonstration: not connected: {Reason}; trying again")]
        public static partial void NotConnected(ILogger logger, string reason);

        [LoggerMessage(902, LogLevel.Information, "Demonstration: {Method} was not answered: {Reason}; sending it again")]
        public static partial void NotAnswered(ILogger logger, string method, string reason);

        [LoggerMessage(903, LogLevel.Warning, "Demonstration: a link was refused: {Answer}")]
        public static partial void Refused(ILogger logger, string answer);
    }
}
