using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Host;

/// <summary>One browser: its cookies, its requests, its hub connections.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly RunningServer _server;
    private readonly CookieContainer _cookies = new();
    private readonly List<HubConnection> _connections = [];

    public Visitor(RunningServer server)
    {
        _server = server;
        Http = new HttpClient(new HttpClientHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { BaseAddress = server.Address };
    }

    public HttpClient Http { get; }

    public CookieContainer Cookies => _cookies;

    public Task<HttpResponseMessage> OpenAsync(string secret)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/i/{secret}");
        request.Headers.Accept.ParseAdd("application/json");
        return Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> PostFormAsync(string path, params (string Name, string Value)[] fields) =>
        Http.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields.ToDictionary(field => field.Name, field => field.Value)), TestContext.Current.CancellationToken);

    public async Task<HubConnection> ConnectAsync(
        string hub, Action<HubConnection>? listen = null, HttpTransportType transport = HttpTransportType.WebSockets, string? origin = null)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(_server.Address, hub), options =>
            {
                options.Cookies = _cookies;
                options.Transports = transport;
                if (origin is not null)
                {
                    options.Headers["Origin"] = origin;
                    options.SkipNegotiation = true;
                }
            })
            .AddJsonProtocol(options => ProtocolJson.Apply(options.PayloadSerializerOptions))
            .Build();
        listen?.Invoke(connection);
        await connection.StartAsync(TestContext.Current.CancellationToken);
        _connections.Add(connection);
        return connection;
    }

    /// <summary>A bare WebSocket with this browser's cookies.</summary>
    public async Task<ClientWebSocket> OpenSocketAsync(string path)
    {
        var socket = new ClientWebSocket();
        socket.Options.Cookies = _cookies;
        await socket.ConnectAsync(new UriBuilder(_server.Address) { Scheme = "ws", Path = path }.Uri, TestContext.Current.CancellationToken);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }

        Http.Dispose();
    }
}

public static class HubConnections
{
    /// <summary>Sends a command with a fresh id.</summary>
    public static Task<CommandResult> SendCommandAsync(this HubConnection hub, string method, SessionId session, params object?[] arguments) =>
        hub.InvokeCoreAsync<CommandResult>(method, [session, CommandId.New(), .. arguments], TestContext.Current.CancellationToken);

    public static Task<JoinResult> JoinAsync(this HubConnection hub, SessionId session, LogPosition? seen = null, string? language = null) =>
        hub.InvokeAsync<JoinResult>(nameof(ISessionHub.Join), session, seen, language, TestContext.Current.CancellationToken);
}
