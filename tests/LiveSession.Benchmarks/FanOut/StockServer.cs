using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Benchmarks.FanOut;

/// <summary>What SignalR does by itself: a group, and a send to it. The messages are those of the product, byte for byte.</summary>
internal static class StockServer
{
    /// <param name="urls">Where it listens.</param>
    /// <param name="redis">The Redis of its backplane; null for none.</param>
    public static async Task RunAsync(string urls, string? redis)
    {
        var builder = WebApplication.CreateBuilder(["--urls", urls]);
        var signalR = builder.Services.AddSignalR().AddJsonProtocol(options => ProtocolJson.Apply(options.PayloadSerializerOptions));
        if (redis is not null)
        {
            signalR.AddStackExchangeRedis(redis, options => options.Configuration.AbortOnConnectFail = false);
        }

        await using var app = builder.Build();
        app.MapHub<StockHub>("/hubs/session");
        // The proxy that is shipped asks for it.
        app.MapGet("/healthz/open", () => "open");
        app.MapPost("/say", async (HttpRequest said, IHubContext<StockHub, ISessionClient> hub) =>
        {
            using var reader = new StreamReader(said.Body);
            var message = JsonNode.Parse((await reader.ReadToEndAsync()).TrimEnd('\u001e'))!;
            await hub.Clients.Group(Peer.Session).Happened(message["arguments"]![0].Deserialize<SessionNews>(ProtocolJson.Options)!);
        });
        await app.RunAsync();
    }
}

/// <summary>One group for each session.</summary>
internal sealed class StockHub : Hub<ISessionClient>
{
    /// <summary>Follows a session; takes what the product's hub takes.</summary>
    public Task Join(string session, LogPosition? seen, string? language) => Groups.AddToGroupAsync(Context.ConnectionId, session);

    /// <summary>Sends a line to everybody.</summary>
    public Task Say(string session, SessionNews news) => Clients.Group(session).Happened(news);
}
