using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Cli.Doors;

/// <summary>A link that was exchanged for a sign-in: what the holder may now call.</summary>
internal sealed class OpenedDoor : IDisposable
{
    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(15);

    private readonly HttpClientHandler _handler = new() { CookieContainer = new CookieContainer(), AllowAutoRedirect = false };
    private readonly InvitationLink _link;
    private readonly HttpClient _http;

    private OpenedDoor(InvitationLink link)
    {
        _link = link;
        _http = new HttpClient(_handler) { BaseAddress = link.Server, Timeout = RequestLimit };
    }

    public Uri Server => _link.Server;

    /// <summary>The short name of the meeting the link is for.</summary>
    public string Meeting { get; private set; } = "";

    public Role Role { get; private set; }

    /// <summary>Exchanges a link; waits a while for a server that is not there yet.</summary>
    public static async Task<OpenedDoor> OpenAsync(InvitationLink link, TimeProvider time, CancellationToken cancellationToken)
    {
        var door = new OpenedDoor(link);
        try
        {
            await Patience.TryAsync(() => door.ExchangeAsync(cancellationToken), link.Server, time, cancellationToken);
            return door;
        }
        catch
        {
            door.Dispose();
            throw;
        }
    }

    /// <summary>Exchanges the link anew: the sign-in was lost. A server that goes away meanwhile is met again by whoever connects next.</summary>
    /// <exception cref="CommandFailedException">The link opens nothing any more.</exception>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ExchangeAsync(cancellationToken);
        }
        catch (Exception e) when (Patience.IsAway(e) && !cancellationToken.IsCancellationRequested)
        {
            // Away.
        }
    }

    /// <summary>The meeting's programme.</summary>
    public async Task<MeetingView> MeetingAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        MeetingView? meeting = null;
        await Patience.TryAsync(
            async () =>
            {
                using var answer = await _http.GetAsync(new Uri($"/api/meetings/{Uri.EscapeDataString(Meeting)}", UriKind.Relative), cancellationToken);
                answer.EnsureSuccessStatusCode();
                meeting = await answer.Content.ReadFromJsonAsync<MeetingView>(ProtocolJson.Options, cancellationToken);
            },
            Server, time, cancellationToken);
        return meeting ?? throw new CommandFailedException($"{Server} does not answer like a LiveSession server.");
    }

    /// <summary>A connection to a hub, signed in, not yet started.</summary>
    public HubConnection Hub(string path) => new HubConnectionBuilder()
        .WithUrl(new Uri(Server, path), options => options.Cookies = _handler.CookieContainer)
        .AddJsonProtocol(options => ProtocolJson.Apply(options.PayloadSerializerOptions))
        .Build();

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    private async Task ExchangeAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_link.Path, UriKind.Relative));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await _http.SendAsync(request, cancellationToken);
        if ((int)answer.StatusCode >= 500)
        {
            answer.EnsureSuccessStatusCode();
        }

        try
        {
            if (!answer.IsSuccessStatusCode)
            {
                var refusal = await ReadAsync<Rejection>(answer, cancellationToken);
                throw new CommandFailedException(refusal?.Message ?? $"The link was refused by {Server} ({(int)answer.StatusCode}).");
            }

            var opened = await ReadAsync<Opened>(answer, cancellationToken);
            (Meeting, Role) = opened is { Meeting: { } meeting }
                ? (meeting, opened.Role)
                : throw new CommandFailedException("The link is not for a meeting; use the one of a captioner, a chair or a meeting's secretariat.");
        }
        catch (JsonException)
        {
            throw new CommandFailedException($"{Server} does not answer like a LiveSession server.");
        }
    }

    private static async Task<T?> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellationToken)
        where T : class =>
        answer.Content.Headers.ContentType?.MediaType is { } type && type.EndsWith("json", StringComparison.Ordinal)
            ? await answer.Content.ReadFromJsonAsync<T>(ProtocolJson.Options, cancellationToken)
            : null;

    private sealed record Opened(string? Meeting, Role Role, ParticipantId Participant);
}
