using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Operations;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Tests.Broadcast;

public sealed class DeliveryCostTests : IDisposable
{
    private const int Readers = 200;
    private const int Lines = 10;
    private const double MostBytes = 16;
    private const int MostBytesUnread = 65_536;

    private static readonly IHubProtocol Json =
        new JsonHubProtocol(Options.Create(new JsonHubProtocolOptions { PayloadSerializerOptions = ProtocolJson.Options }));

    private readonly List<IDisposable> _open = [];

    [Fact]
    public async Task A_line_on_its_way_to_a_reader_costs_hardly_any_memory()
    {
        using var provider = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var instruments = new Instruments(provider.GetRequiredService<IMeterFactory>());
        using var audience = new Audience(SessionId.New(), new BroadcastOptions(), TimeProvider.System, instruments, (_, _, _) => { }, (_, _, _) => { });
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var readers = new List<(Socket Client, WatchedOutlet Outlet)>();
        for (var number = 0; number < Readers; number++)
        {
            var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await client.ConnectAsync(listener.LocalEndpoint, TestContext.Current.CancellationToken);
            var outlet = new WatchedOutlet(OutletOf(await listener.AcceptSocketAsync(TestContext.Current.CancellationToken), number));
            readers.Add((client, outlet));
            _open.Add(client);
            audience.Add(outlet, "en", new Reading(ReaderKind.Unnamed), first: true);
        }

        var epoch = Guid.CreateVersion7();
        for (var line = 1; line <= Lines; line++)
        {
            audience.Publish(new SessionNews(epoch, line, [new NewsItem(new CaptionLineView(line + 1, "floor", "en", "The delegation thanks the chair.", null, DateTimeOffset.UnixEpoch))]));
            while (readers.Exists(reader => reader.Outlet.Deliveries < line))
            {
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }
        }

        // The last sweep: what runs first is compiled, and the frame is made by the first reader, for all. Each sweep runs on one thread.
        var ofOneThread = readers.GroupBy(reader => reader.Outlet.Thread).ShouldHaveSingleItem();
        var spent = ofOneThread.Max(reader => reader.Outlet.After) - ofOneThread.Where(reader => reader.Outlet.Spent == 0).Min(reader => reader.Outlet.Before);
        (spent / (double)Readers).ShouldBeLessThanOrEqualTo(MostBytes);
        var heard = new byte[16_384];
        foreach (var (client, _) in readers)
        {
            client.Receive(heard).ShouldBeGreaterThan(Lines * "The delegation thanks the chair.".Length);
        }
    }

    [Fact]
    public async Task For_a_reader_that_does_not_read_the_kernel_holds_no_more_than_a_snapshot_needs()
    {
        const int line = 1_000;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 2_048 };
        _open.Add(client);
        await client.ConnectAsync(listener.LocalEndpoint, TestContext.Current.CancellationToken);
        var outlet = OutletOf(await listener.AcceptSocketAsync(TestContext.Current.CancellationToken), number: 1);

        var taken = 0;
        while (outlet.SendAsync(new byte[line]).AsTask().IsCompleted)
        {
            taken += line;
            taken.ShouldBeLessThanOrEqualTo(MostBytesUnread);
        }

        taken.ShouldBeGreaterThan(MostBytesUnread / 4);
    }

    public void Dispose() => _open.ForEach(open => open.Dispose());

    private SocketOutlet OutletOf(Socket socket, int number)
    {
        _open.Add(socket);
        var http = new DefaultHttpContext();
        http.Connection.Id = $"reader-{number}";
        http.Features.Set<IConnectionSocketFeature>(new OfSocket(socket));
        http.Features.Set<IConnectionLifetimeFeature>(new Living());
        return new SocketOutlet(http, Stream.Null, Json);
    }

    private sealed record OfSocket(Socket Socket) : IConnectionSocketFeature;

    private sealed class Living : IConnectionLifetimeFeature
    {
        public CancellationToken ConnectionClosed { get; set; }

        public void Abort() => throw new InvalidOperationException("A reader that reads was cut off.");
    }

    /// <summary>A real one, and what its thread had taken from the heap before and after the latest delivery.</summary>
    private sealed class WatchedOutlet(SocketOutlet outlet) : IOutlet
    {
        private volatile int _deliveries;

        public int Deliveries => _deliveries;

        public int Thread { get; private set; }

        public long Before { get; private set; }

        public long After { get; private set; }

        public long Spent => After - Before;

        public string Id => outlet.Id;

        public ClaimsPrincipal? User => outlet.User;

        public bool IsInHall => outlet.IsInHall;

        public bool IsGone => outlet.IsGone;

        public ValueTask WriteAsync(Publication publication)
        {
            (Thread, Before) = (Environment.CurrentManagedThreadId, GC.GetAllocatedBytesForCurrentThread());
            var writing = outlet.WriteAsync(publication);
            After = GC.GetAllocatedBytesForCurrentThread();
            _deliveries++;
            return writing;
        }

        public void Abort() => outlet.Abort();
    }
}
