using System.Text;
using LiveSession.Core.Log;
using LiveSession.Storage.Sqlite;
using LiveSession.Testing.Log;

namespace LiveSession.Storage.Tests.Sqlite;

/// <summary>Somebody edits the database file; verification names the first event that is not as it was.</summary>
public sealed class SqliteTamperingTests : IAsyncLifetime
{
    private const int Count = 9;

    private readonly TemporaryFolder _folder = new();
    private readonly LogId _log = Sample.Log();

    private string File => _folder.File("logs.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var store = new SqliteSessionLog(File);
        await store.AppendAsync(_log, 0, Sample.Lines(Count), Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_untouched_log_is_whole()
    {
        var verification = await VerifyAsync();

        verification.Fault.ShouldBeNull();
        verification.Count.ShouldBe(Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(Count)]
    public async Task An_altered_event_is_named(int sequence)
    {
        Edit($"UPDATE event SET canonical = CAST(replace(CAST(canonical AS TEXT), 'floor', 'flour') AS BLOB) WHERE sequence = {sequence}");

        var verification = await VerifyAsync();

        verification.Count.ShouldBe(sequence - 1);
        verification.Fault.ShouldBe(new LogFault(sequence, "altered, or the event before it is: its hash does not match"));
    }

    [Fact]
    public async Task Altered_words_are_named()
    {
        Edit("UPDATE event SET canonical = CAST(replace(CAST(canonical AS TEXT), 'line ', 'lime ') AS BLOB) WHERE sequence = 4");

        (await VerifyAsync()).Fault.ShouldBe(new LogFault(4, "altered: its words are not those that were said"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(Count - 1)]
    public async Task A_dropped_event_is_named(int sequence)
    {
        Edit($"DELETE FROM event WHERE sequence = {sequence}");

        (await VerifyAsync()).Fault.ShouldBe(new LogFault(sequence, $"out of order: it says it is event {sequence + 1}"));
    }

    [Fact]
    public async Task Events_in_another_order_are_named()
    {
        Edit("UPDATE event SET sequence = 100 WHERE sequence = 3; UPDATE event SET sequence = 3 WHERE sequence = 4; "
            + "UPDATE event SET sequence = 4 WHERE sequence = 100");

        (await VerifyAsync()).Fault.ShouldBe(new LogFault(3, "out of order: it says it is event 4"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Events_cut_off_at_the_end_are_missed(int cut)
    {
        Edit($"DELETE FROM event WHERE sequence > {Count - cut}");

        (await VerifyAsync()).Fault.ShouldBe(new LogFault(Count - cut + 1, $"missing: the log ends at event {Count}"));
    }

    [Fact]
    public async Task A_log_without_its_events_is_missed()
    {
        Edit("DELETE FROM event");

        (await VerifyAsync()).Fault.ShouldBe(new LogFault(1, $"missing: the log ends at event {Count}"));
    }

    [Fact]
    public async Task An_event_with_a_hash_made_to_fit_is_betrayed_by_the_next()
    {
        var stored = await ReadAsync();
        var forged = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(stored[3].Canonical.Span).Replace("floor", "flour"));
        SqliteFile.Execute(
            File,
            "UPDATE event SET canonical = $canonical, hash = $hash WHERE sequence = 4",
            ("$canonical", forged),
            ("$hash", HashChain.Next(stored[2].Hash, forged)));

        (await VerifyAsync()).Fault.ShouldBe(new LogFault(5, "altered, or the event before it is: its hash does not match"));
    }

    [Fact]
    public async Task A_last_event_with_a_hash_made_to_fit_is_betrayed_by_the_head()
    {
        var stored = await ReadAsync();
        var forged = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(stored[^1].Canonical.Span).Replace("floor", "flour"));
        SqliteFile.Execute(
            File,
            $"UPDATE event SET canonical = $canonical, hash = $hash WHERE sequence = {Count}",
            ("$canonical", forged),
            ("$hash", HashChain.Next(stored[^2].Hash, forged)));

        (await VerifyAsync()).Fault.ShouldNotBeNull().Sequence.ShouldBe(Count);
    }

    [Fact]
    public async Task An_event_of_another_log_is_named()
    {
        var other = Sample.Log();
        await using (var store = new SqliteSessionLog(File))
        {
            await store.AppendAsync(other, 0, Sample.Lines(Count), Cancellation);
        }

        Edit($"UPDATE event SET canonical = (SELECT canonical FROM event WHERE log = '{other}' AND sequence = 6) WHERE log = '{_log}' AND sequence = 6");

        (await VerifyAsync()).Fault.ShouldBe(new LogFault(6, $"belongs to another log ({other})"));
    }

    [Fact]
    public async Task Any_single_byte_changed_in_any_event_is_named()
    {
        var stored = await ReadAsync();
        var head = new LogHead(EventCodec.Decode(stored[^1]).Position, stored[^1].Hash);
        for (var changed = 0; changed < stored.Count; changed++)
        {
            for (var place = 0; place < stored[changed].Canonical.Length; place++)
            {
                var bytes = stored[changed].Canonical.ToArray();
                bytes[place] ^= (byte)(1 << (place % 8));
                var edited = stored.ToArray();
                edited[changed] = stored[changed] with { Canonical = bytes };

                var verification = await LogVerifier.VerifyAsync(_log, edited.ToAsyncEnumerable(), head, Cancellation);

                verification.Fault.ShouldNotBeNull($"byte {place} of event {changed + 1}").Sequence.ShouldBe(changed + 1);
            }
        }
    }

    [Fact]
    public async Task A_single_byte_changed_in_the_file_is_named()
    {
        for (var sequence = 1; sequence <= Count; sequence++)
        {
            var bytes = (await ReadAsync())[sequence - 1].Canonical.ToArray();
            bytes[bytes.Length / 2] ^= 1;
            SqliteFile.Execute(File, $"UPDATE event SET canonical = $canonical WHERE sequence = {sequence}", ("$canonical", bytes));

            (await VerifyAsync()).Fault.ShouldNotBeNull().Sequence.ShouldBe(sequence);

            bytes[bytes.Length / 2] ^= 1;
            SqliteFile.Execute(File, $"UPDATE event SET canonical = $canonical WHERE sequence = {sequence}", ("$canonical", bytes));
        }

        (await VerifyAsync()).Fault.ShouldBeNull();
    }

    private void Edit(string sql) => SqliteFile.Execute(File, sql);

    private async Task<List<StoredEvent>> ReadAsync()
    {
        await using var store = new SqliteSessionLog(File);
        return await store.ReadStoredAsync(_log, Cancellation).ToListAsync(Cancellation);
    }

    private async Task<LogVerification> VerifyAsync()
    {
        await using var store = new SqliteSessionLog(File);
        return await LogVerifier.VerifyAsync(
            _log, store.ReadStoredAsync(_log, Cancellation), await store.FindHeadAsync(_log, Cancellation), Cancellation);
    }
}
