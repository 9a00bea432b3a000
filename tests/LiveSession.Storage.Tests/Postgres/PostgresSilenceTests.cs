using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LiveSession.Core.Log;
using LiveSession.Storage.Postgres;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Log;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace LiveSession.Storage.Tests.Postgres;

/// <summary>Machines that say nothing any more: what they are sent is lost, and what they hold they hold on to.</summary>
public sealed class PostgresSilenceTests(SharedPostgres server)
{
    private readonly LogId _log = Sample.Log();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_several_hosts_one_that_drops_everything_leaves_time_for_the_next()
    {
        using var gone = new DroppingHost();
        var connection = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync());
        (connection.Host, connection.Port) = ($"127.0.0.1:{gone.Port},{connection.Host}:{connection.Port}", 5432);
        await using var store = new PostgresSessionLog(connection.ConnectionString);

        await store.StartAsync(Cancellation);
        await AppendAtLastAsync(store);
    }

    [Fact]
    public async Task Rows_that_a_halted_node_holds_are_let_go()
    {
        var connection = await server.CreateDatabaseAsync();
        await using var store = new PostgresSessionLog(connection);
        await store.AppendAsync(_log, 0, Sample.Lines(1), Cancellation);
        await using var halted = new PostgresDatabase(new PostgresOptions { Connection = connection }, TimeProvider.System, new LogMetrics(), NullLogger.Instance);
        await using var held = await halted.OpenWriterAsync(Cancellation);
        await using var transaction = await held.BeginTransactionAsync(Cancellation);
        await using (var hold = held.CreateCommand())
        {
            hold.CommandText = "SELECT id FROM livesession.log FOR UPDATE";
            await hold.ExecuteScalarAsync(Cancellation);
        }

        await Should.ThrowAsync<LogUnavailableException>(store.AppendAsync(_log, null, Sample.Lines(1), Cancellation));
        await AppendAtLastAsync(store);
    }

    private async Task AppendAtLastAsync(PostgresSessionLog store)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await store.AppendAsync(_log, null, Sample.Lines(1), Cancellation);
                return;
            }
            catch (LogUnavailableException) when (since.Elapsed < TimeSpan.FromSeconds(20))
            {
                // Told in time, every time; the next one finds the connection.
            }
        }
    }

    // A machine whose queue of newcomers is full answers none of them, as one that is unplugged.
    private sealed class DroppingHost : IDisposable
    {
        private readonly List<Socket> _sockets = [];

        public DroppingHost()
        {
            var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _sockets.Add(listener);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen(0);
            Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
            for (var filler = 0; filler < 4; filler++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
                _sockets.Add(socket);
                try
                {
                    socket.Connect(IPAddress.Loopback, Port);
                }
                catch (SocketException)
                {
                    // On its way.
                }
            }

            // Until the queue is full: the next one would otherwise still be let in.
            Thread.Sleep(100);
        }

        public int Port { get; }

        public void Dispose() => _sockets.ForEach(socket => socket.Dispose());
    }
}
