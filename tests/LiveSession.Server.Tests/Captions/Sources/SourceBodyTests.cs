using System.IO.Compression;
using LiveSession.Server.Captions.Sources;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Server.Tests.Captions.Sources;

/// <summary>What reading a post costs, whatever is sent.</summary>
public sealed class SourceBodyTests
{
    private const int Most = 65_536;

    [Theory]
    [InlineData("")]
    [InlineData("gzip")]
    public void Memory_does_not_grow_with_the_body(string encoding)
    {
        var (large, huge) = (BodyOf(encoding, 1_000_000), BodyOf(encoding, 15_000_000));
        // The first one compiles the way; it does not count.
        AllocatedBy(encoding, large);

        var (less, more) = (AllocatedBy(encoding, large), AllocatedBy(encoding, huge));

        less.ShouldBeLessThan(10 * Most);
        more.ShouldBeLessThan(less + (Most / 2));
    }

    [Fact]
    public async Task A_post_that_does_not_come_in_time_is_given_up()
    {
        var time = new FakeTimeProvider();
        var reading = SourceBody.ReadAsync(RequestOf("", new SilentStream()), Most, time);

        time.Advance(SourceBody.Patience - TimeSpan.FromTicks(1));
        reading.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromTicks(1));

        (await reading).ShouldBe(new SourceBodyReading(null, Rejections.UnreadablePost("it did not come in time"), StatusCodes.Status408RequestTimeout));
    }

    [Fact]
    public async Task A_post_without_end_is_not_heard_out()
    {
        await using var body = new EndlessStream();

        var reading = await SourceBody.ReadAsync(RequestOf("", body), Most, new FakeTimeProvider());

        reading.Status.ShouldBe(StatusCodes.Status413PayloadTooLarge);
        body.Sent.ShouldBeLessThan(20_000_000);
    }

    [Fact]
    public async Task A_post_as_large_as_posts_may_be_is_read_and_one_byte_more_is_not()
    {
        (await SourceBody.ReadAsync(RequestOf("", new MemoryStream(new byte[Most])), Most, new FakeTimeProvider())).Body.ShouldNotBeNull().Length.ShouldBe(Most);
        (await SourceBody.ReadAsync(RequestOf("", new MemoryStream(new byte[Most + 1])), Most, new FakeTimeProvider())).Body.ShouldBeNull();
    }

    // All is there at once, so that all of it runs, and allocates, on this thread.
    private static long AllocatedBy(string encoding, byte[] body)
    {
        var request = RequestOf(encoding, new MemoryStream(body));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = SourceBody.ReadAsync(request, Most, TimeProvider.System);
        var after = GC.GetAllocatedBytesForCurrentThread();
        reading.IsCompletedSuccessfully.ShouldBeTrue();
        return after - before;
    }

    private static byte[] BodyOf(string encoding, int length)
    {
        using var body = new MemoryStream();
        using (Stream plain = encoding == "gzip" ? new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true) : new BufferedStream(body))
        {
            plain.Write(new byte[length]);
            plain.Flush();
            return body.ToArray();
        }
    }

    private static HttpRequest RequestOf(string encoding, Stream body)
    {
        var request = new DefaultHttpContext().Request;
        request.Body = body;
        request.Headers.ContentEncoding = encoding;
        return request;
    }

    private abstract class SendingStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class SilentStream : SendingStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return 0;
        }
    }

    private sealed class EndlessStream : SendingStream
    {
        public long Sent { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Sent += buffer.Length;
            return new(buffer.Length);
        }
    }
}
