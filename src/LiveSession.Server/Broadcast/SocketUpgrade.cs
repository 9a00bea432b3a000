using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace LiveSession.Server.Broadcast;

/// <summary>
/// Stands between the framework's WebSocket and the connection: what the WebSocket itself has to say (pongs, the closing handshake) goes
/// through the same outlet as what is broadcast, so that frames never mix.
/// </summary>
internal sealed class SocketUpgrade(HttpContext http, IHttpUpgradeFeature upgrade, IHubProtocol protocol) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => upgrade.IsUpgradableRequest;

    /// <summary>The way out, once the connection is a WebSocket.</summary>
    public SocketOutlet? Outlet { get; private set; }

    public async Task<Stream> UpgradeAsync()
    {
        var stream = await upgrade.UpgradeAsync();
        Outlet = new SocketOutlet(http, stream, protocol);
        return new SharedStream(stream, Outlet);
    }

    private sealed class SharedStream(Stream incoming, SocketOutlet outlet) : Stream
    {
        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            incoming.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => outlet.SendAsync(buffer);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            incoming.Dispose();
            base.Dispose(disposing);
        }
    }
}
