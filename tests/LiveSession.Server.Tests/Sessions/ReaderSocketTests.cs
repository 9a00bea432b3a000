using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Tests.Host;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Sessions;

public sealed class ReaderSocketTests
{
    private const string Hello = "{\"protocol\":\"json\",\"version\":1}\u001e";

    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Every_method_of_the_contract_answers_the_same_on_every_transport(HttpTransportType transport)
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var member = await server.VisitAsync(Role.Member);
        var hub = await member.ConnectAsync("/hubs/session", transport: transport);

        (await hub.JoinAsync(server.Session)).Position.ShouldNotBeNull();
        (await hub.InvokeAsync<CommandResult>(nameof(ISessionHub.RequestFloor), server.Session, CommandId.New(), new RequestFloor("a note"), Limit)).Rejection.ShouldBeNull();
        (await hub.InvokeAsync<CommandResult>(nameof(ISessionHub.DeferRequest), server.Session, CommandId.New(), Limit)).Rejection.ShouldBe(Rejections.QueueUnchanged);
        (await hub.InvokeAsync<CommandResult>(nameof(ISessionHub.WithdrawRequest), server.Session, CommandId.New(), Limit)).Rejection.ShouldBeNull();
        (await hub.InvokeAsync<CommandResult>(nameof(ISessionHub.YieldFloor), server.Session, CommandId.New(), Limit)).Rejection.ShouldBe(Rejections.NotYourTurn);
        await hub.InvokeAsync(nameof(ISessionHub.Leave), server.Session, Limit);
        typeof(ISessionHub).GetMethods().Length.ShouldBe(6);
    }

    [Fact]
    public async Task A_webSocket_opens_no_connection_of_the_stock_hub()
    {
        await using var server = await RunningServer.StartAsync();
        await using var reader = await server.VisitAsync(null);
        await reader.ConnectAsync("/hubs/session");
        await reader.ConnectAsync("/hubs/session", transport: HttpTransportType.ServerSentEvents);

        var outlets = server.Services.GetRequiredService<Outlets>().All.Select(outlet => outlet.GetType()).ToArray();

        outlets.ShouldBe([typeof(SocketOutlet), typeof(HubOutlet)], ignoreOrder: true);
    }

    [Theory]
    [InlineData("Shout", "Method does not exist")]
    [InlineData("Join", "Failed to invoke 'Join'")]
    public async Task A_call_that_cannot_be_made_is_refused_in_words_and_the_connection_lives_on(string method, string said)
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var reader = await server.VisitAsync(null);
        var hub = await reader.ConnectAsync("/hubs/session");

        var fault = await Should.ThrowAsync<HubException>(() => hub.InvokeAsync(method, "not a session", 7, true, Limit));

        fault.Message.ShouldContain(said);
        (await hub.JoinAsync(server.Session)).Position.ShouldNotBeNull();
    }

    [Fact]
    public async Task Another_hub_protocol_is_refused_in_words()
    {
        await using var server = await RunningServer.StartAsync();
        using var socket = await ConnectAsync(server);

        await SayAsync(socket, "{\"protocol\":\"messagepack\",\"version\":1}\u001e");

        (await HearAsync(socket)).ShouldContain("'messagepack' version 1 is not supported");
        (await socket.ReceiveAsync(new byte[100].AsMemory(), Limit)).MessageType.ShouldBe(WebSocketMessageType.Close);
    }

    [Theory]
    [InlineData("no json at all\u001e")]
    [InlineData("{\"type\":1,\"target\":\u001e")]
    [InlineData("[]\u001e")]
    [InlineData("{\"type\":1.5}\u001e")]
    [InlineData("{\"type\":1,\"target\":\"\\ud800\",\"arguments\":[]}\u001e")]
    public async Task Nonsense_ends_its_own_connection_and_nobody_elses(string nonsense)
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var reader = await server.VisitAsync(null);
        var hub = await reader.ConnectAsync("/hubs/session");
        using var socket = await ConnectAsync(server);
        await SayAsync(socket, Hello);
        (await HearAsync(socket)).ShouldBe("{}\u001e");

        await SayAsync(socket, nonsense);

        await EndsAsync(socket);
        (await hub.JoinAsync(server.Session)).Position.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_no_handshake_ends_the_connection()
    {
        await using var server = await RunningServer.StartAsync();
        using var socket = await ConnectAsync(server);

        await SayAsync(socket, "xx\u001e");

        await EndsAsync(socket);
    }

    [Fact]
    public async Task A_reader_that_closes_is_answered_with_a_close()
    {
        await using var server = await RunningServer.StartAsync();
        using var socket = await ConnectAsync(server);
        await SayAsync(socket, Hello);
        await HearAsync(socket);

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Limit);

        (await socket.ReceiveAsync(new byte[100].AsMemory(), Limit)).MessageType.ShouldBe(WebSocketMessageType.Close);
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
    }

    [Fact]
    public async Task A_message_without_an_end_is_not_kept()
    {
        await using var server = await RunningServer.StartAsync();
        using var socket = await ConnectAsync(server);
        await SayAsync(socket, Hello);
        await HearAsync(socket);

        await SayAsync(socket, new string('x', 100_000));

        await EndsAsync(socket);
    }

    [Fact]
    public async Task A_stopping_server_waits_neither_for_readers_that_left_nor_for_those_that_do_not_answer()
    {
        await using var server = await RunningServer.StartAsync("--LiveSession:StopWithin=00:02:00");
        await using var reader = await server.VisitAsync(null);
        for (var polite = 0; polite < 5; polite++)
        {
            await reader.ConnectAsync("/hubs/session");
            await SayAsync(await ConnectAsync(server), Hello);
        }

        await server.StopAsync().WaitAsync(TimeSpan.FromSeconds(30), Limit);
    }

    [Fact]
    public async Task A_call_may_arrive_in_pieces_and_several_in_one()
    {
        await using var server = await RunningServer.StartAsync();
        using var socket = await ConnectAsync(server);
        var call = "{\"type\":1,\"invocationId\":\"1\",\"target\":\"leave\",\"arguments\":[\"" + server.Session + "\"]}\u001e";

        await SayAsync(socket, Hello + call[..20]);
        await SayAsync(socket, call[20..] + call.Replace("\"1\"", "\"2\"", StringComparison.Ordinal));

        var heard = await HearAsync(socket);
        while (!heard.Contains("\"invocationId\":\"2\"", StringComparison.Ordinal))
        {
            heard += await HearAsync(socket);
        }

        heard.ShouldBe("{}\u001e{\"type\":3,\"invocationId\":\"1\"}\u001e{\"type\":3,\"invocationId\":\"2\"}\u001e");
    }

    [Fact]
    public async Task A_reader_that_reads_late_gets_every_byte_in_order()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        using var socket = await ConnectAsync(server, receiveBuffer: 4_096);
        await SayAsync(socket, Hello);
        await SayAsync(socket, "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Join\",\"arguments\":[\"" + server.Session + "\",null,null]}\u001e");
        var heard = new StringBuilder();
        while (!heard.ToString().Contains("\"invocationId\":\"1\"", StringComparison.Ordinal))
        {
            heard.Append(await HearAsync(socket));
        }

        // More than the kernel keeps for a reader with a small window, so that frames are cut in the middle.
        const int Lines = 400;
        for (var line = 1; line <= Lines; line++)
        {
            await pen.LineAsync($"<{line}>" + new string('x', 1_900));
        }

        while (!heard.ToString().Contains($"<{Lines}>", StringComparison.Ordinal) && !heard.ToString().Contains($"\\u003C{Lines}\\u003E", StringComparison.Ordinal))
        {
            heard.Append(await HearAsync(socket));
        }

        var numbers = System.Text.RegularExpressions.Regex.Matches(heard.ToString(), @"(?:<|\\u003C)(\d+)(?:>|\\u003E)x{1900}").Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        numbers.ShouldBe(Enumerable.Range(1, Lines));
    }

    private static async Task<WebSocket> ConnectAsync(RunningServer server, int? receiveBuffer = null)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                if (receiveBuffer is { } size)
                {
                    socket.ReceiveBufferSize = size;
                }

                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        var client = new ClientWebSocket();
        client.Options.KeepAliveInterval = TimeSpan.Zero;
        await client.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws", Path = "/hubs/session" }.Uri, new HttpMessageInvoker(handler), Limit);
        return client;
    }

    private static Task SayAsync(WebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Limit);

    private static async Task<string> HearAsync(WebSocket socket)
    {
        var buffer = new byte[65_536];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), Limit);
        return Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    private static async Task EndsAsync(WebSocket socket)
    {
        try
        {
            (await socket.ReceiveAsync(new byte[1_000].AsMemory(), Limit)).MessageType.ShouldBe(WebSocketMessageType.Close);
        }
        catch (WebSocketException)
        {
            // Cut off: that is an end too.
        }
    }
}
