using System.Text;
using LiveSession.Core.Log;
using LiveSession.Testing.Log;

namespace LiveSession.Storage.Tests.Log;

public sealed class LogExportTests
{
    private readonly InMemorySessionLog _store = new();
    private readonly LogId _log = Sample.Log();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_written_to_a_file_is_read_back_byte_for_byte()
    {
        var exported = await ExportAsync(Sample.Line("صباح الخير"), Sample.Line("a } brace \" and \n a new line \u2028"), Sample.Line("👍 \uD83D"));

        var read = await ReadAsync(exported);

        var stored = await _store.ReadStoredAsync(_log, Cancellation).ToListAsync(Cancellation);
        read.Select(Text).ShouldBe(stored.Select(Text));
        read.Select(line => line.Hash).ShouldBe(stored.Select(line => line.Hash));
        (await VerifyAsync(exported)).ShouldBe(new LogVerification(3, stored[^1].Hash, null));
    }

    [Fact]
    public async Task Each_line_is_a_json_object_of_hash_and_event()
    {
        var exported = Encoding.UTF8.GetString(await ExportAsync(Sample.Line("one"), Sample.Line("two")));
        var stored = await _store.ReadStoredAsync(_log, Cancellation).ToListAsync(Cancellation);

        exported.ShouldBe(string.Concat(stored.Select(line => $$"""{"hash":"{{line.Hash}}","event":{{Text(line)}}}""" + "\n")));
    }

    [Fact]
    public async Task An_empty_file_is_an_empty_log() => (await VerifyAsync([])).ShouldBe(new LogVerification(0, HashChain.Start, null));

    [Fact]
    public async Task Line_ends_of_other_systems_a_byte_order_mark_and_a_missing_last_line_end_do_no_harm()
    {
        var exported = Encoding.UTF8.GetString(await ExportAsync([.. Sample.Lines(3)]));
        byte[] mailed = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(exported.TrimEnd('\n').Replace("\n", "\r\n"))];

        (await VerifyAsync(mailed)).ShouldBe(await VerifyAsync(Encoding.UTF8.GetBytes(exported)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_single_byte_changed_on_any_line_is_named(int number)
    {
        var lines = Encoding.UTF8.GetString(await ExportAsync([.. Sample.Lines(3)])).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var line = Encoding.UTF8.GetBytes(lines[number - 1]);
        for (var place = 0; place < line.Length; place++)
        {
            var edited = line.ToArray();
            // Stays printable, and so never makes two lines of one.
            edited[place] = edited[place] == (byte)'~' ? (byte)'!' : (byte)'~';
            var file = lines.Take(number - 1).SelectMany(Encoded).Concat(edited).Append((byte)'\n').Concat(lines.Skip(number).SelectMany(Encoded));

            var verification = await VerifyAsync([.. file]);

            verification.Fault.ShouldNotBeNull($"byte {place}").Sequence.ShouldBe(number);
        }
    }

    [Fact]
    public async Task Dropped_and_reordered_lines_are_named()
    {
        var lines = Encoding.UTF8.GetString(await ExportAsync([.. Sample.Lines(4)])).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        (await VerifyAsync([.. new[] { lines[0], lines[2], lines[3] }.SelectMany(Encoded)])).Fault
            .ShouldBe(new LogFault(2, "out of order: it says it is event 3"));
        (await VerifyAsync([.. new[] { lines[0], lines[1], lines[3], lines[2] }.SelectMany(Encoded)])).Fault
            .ShouldBe(new LogFault(3, "out of order: it says it is event 4"));
    }

    [Theory]
    [InlineData("WEBVTT\n\n00:01.000 --> 00:02.000\nhello\n")]
    [InlineData("{}\n")]
    [InlineData("[1,2]\n")]
    [InlineData("null\n")]
    [InlineData("{\"hash\":\"\",\"event\":}\n")]
    public async Task A_file_that_is_no_export_is_bad_from_the_first_line(string text) =>
        (await VerifyAsync(Encoding.UTF8.GetBytes(text))).Fault.ShouldNotBeNull().Sequence.ShouldBe(1);

    [Fact]
    public async Task A_line_without_end_is_refused_before_it_fills_the_memory()
    {
        using var endless = new MemoryStream(new byte[17 * 1024 * 1024]);

        await Should.ThrowAsync<InvalidDataException>(async () => await LogExport.ReadAsync(endless, Cancellation).ToListAsync(Cancellation));
    }

    private async Task<byte[]> ExportAsync(params NewEvent[] events)
    {
        await _store.AppendAsync(_log, 0, events, Cancellation);
        using var file = new MemoryStream();
        (await LogExport.WriteAsync(file, _store.ReadStoredAsync(_log, Cancellation), Cancellation)).ShouldBe(events.Length);
        return file.ToArray();
    }

    private static async Task<List<StoredEvent>> ReadAsync(byte[] exported)
    {
        using var file = new MemoryStream(exported);
        return await LogExport.ReadAsync(file, Cancellation).ToListAsync(Cancellation);
    }

    private static async Task<LogVerification> VerifyAsync(byte[] exported)
    {
        using var file = new MemoryStream(exported);
        return await LogVerifier.VerifyAsync(null, LogExport.ReadAsync(file, Cancellation), null, Cancellation);
    }

    private static string Text(StoredEvent stored) => Encoding.UTF8.GetString(stored.Canonical.Span);

    private static IEnumerable<byte> Encoded(string line) => Encoding.UTF8.GetBytes(line + "\n");
}
