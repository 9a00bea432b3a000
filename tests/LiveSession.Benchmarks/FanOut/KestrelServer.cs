using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LiveSession.Benchmarks.FanOut;

/// <summary>The framework's WebSockets, and nothing else: each message is handed to every socket, and a socket that is busy is waited for at the end.</summary>
internal static class KestrelServer
{
    public static async Task RunAsync(string urls)
    {
        var sockets = new ConcurrentDictionary<string, WebSocket>();
        await using var app = WebApplication.CreateBuilder(["--urls", urls]).Build();
        app.UseWebSockets();
        app.Map("/read", async (HttpContext http) =>
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            sockets[http.Connection.Id] = socket;
            var ignored = new byte[16];
            while ((await socket.ReceiveAsync(ignored.AsMemory(), http.RequestAborted)).MessageType is not WebSocketMessageType.Close)
            {
            }

            sockets.TryRemove(http.Connection.Id, out _);
        });
        app.MapPost("/say", async (HttpRequest said) =>
        {
            using var message = new MemoryStream();
            await said.Body.CopyToAsync(message);
            var (bytes, busy) = (message.ToArray().AsMemory(), new List<Task>());
            foreach (var (_, socket) in sockets)
            {
                var sending = SendAsync(socket, bytes);
                if (!sending.IsCompletedSuccessfully)
                {
                    busy.Add(sending);
                }
            }

            await Task.WhenAll(busy);
        });
        await app.RunAsync();
    }

    // A send that is done at once costs no task of its own.
    private static Task SendAsync(WebSocket socket, ReadOnlyMemory<byte> message) =>
        socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).AsTask();
}
