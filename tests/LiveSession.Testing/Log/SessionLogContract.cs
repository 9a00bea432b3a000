using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;

namespace LiveSession.Testing.Log;

/// <summary>What every store of logs promises. A store passes by deriving from this.</summary>
public abstract class SessionLogContract : IAsyncLifetime
{
    private readonly List<ISessionLog> _opened = [];

    protected LogId Log { get; } = Sample.Log();

    protected ISessionLog Store { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await OpenStoreAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _opened)
        {
            await CloseAsync(store);
        }

        await CleanAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens this test's store; the second time with what the first left there.</summary>
    protected abstract Task<ISessionLog> OpenAsync();

    protected virtual async Task CloseAsync(ISessionLog store)
    {
        if (store is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    protected virtual Task CleanAsync() => Task.CompletedTask;

    [Fact]
    public async Task Events_are_read_in_the_order_in_which_they_were_appended()
    {
        foreach (var line in Sample.Lines(20))
        {
            await Store.AppendAsync(Log, null, [line], Cancellation);
        }

        var read = await ReadAsync(Log);

        read.Select(Sample.TextOf).ShouldBe(Enumerable.Range(1, 20).Select(n => $"line {n}"));
        read.Select(happened => happened.Position.Sequence).ShouldBe(Enumerable.Range(1, 20).Select(n => (long)n));
    }

    [Fact]
    public async Task What_an_append_returns_is_what_a_reader_reads()
    {
        var offset = new DateTimeOffset(2017, 9, 25, 12, 0, 0, 123, TimeSpan.FromHours(2)).AddTicks(4567);
        var ana = new Speaker(ParticipantId.New(), "Ana", "", Place.Remote);
        var appended = await Store.AppendAsync(
            Log,
            0,
            [
                Sample.Of(new SessionOpened(MeetingId.New(), "Working Group", 1, "First session")),
                Sample.Of(new FloorRequested(ana, null)) with { At = offset },
                Sample.Of(new FloorGranted(1, ana)),
                Sample.Of(new SpeakingTimeSet(TimeSpan.FromMinutes(3))),
                Sample.Of(new SessionSuspended(null)),
            ],
            Cancellation);

        (await ReadAsync(Log)).ShouldBe(appended);
        appended[1].At.ShouldBe(offset);
        appended[1].At.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task An_append_keeps_who_when_and_by_which_command()
    {
        var line = Sample.Line("good morning");

        await Store.AppendAsync(Log, null, [line], Cancellation);

        var read = (await ReadAsync(Log)).ShouldHaveSingleItem();
        new NewEvent(read.At, read.By, read.Command, read.Event).ShouldBe(line);
        read.Log.ShouldBe(Log);
    }

    [Fact]
    public async Task An_append_at_a_position_that_is_taken_is_refused_and_leaves_nothing()
    {
        await Store.AppendAsync(Log, 0, Sample.Lines(3), Cancellation);

        var conflict = await Should.ThrowAsync<LogConflictException>(
            () => Store.AppendAsync(Log, 2, [Sample.Line("late")], Cancellation));

        conflict.Actual.ShouldBe(3);
        (await ReadAsync(Log)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_append_beyond_the_end_is_refused_and_creates_no_log()
    {
        var conflict = await Should.ThrowAsync<LogConflictException>(
            () => Store.AppendAsync(Log, 1, [Sample.Line("early")], Cancellation));

        conflict.Actual.ShouldBe(0);
        (await Store.FindHeadAsync(Log, Cancellation)).ShouldBeNull();
        (await Store.ListAsync(Cancellation)).ShouldNotContain(Log);
    }

    [Fact]
    public async Task An_append_after_another_event_than_the_writer_knows_is_refused_though_the_position_agrees()
    {
        var appended = await Store.AppendAsync(Log, 0, Sample.Lines(3), Cancellation);

        var conflict = await Should.ThrowAsync<LogConflictException>(
            () => Store.AppendAsync(Log, new LogExpectation(3, appended[1].Hash), [Sample.Line("on what was lost")], Cancellation));

        conflict.Actual.ShouldBe(3);
        (await ReadAsync(Log)).Count.ShouldBe(3);
        await Store.AppendAsync(Log, new LogExpectation(3, appended[2].Hash), [Sample.Line("on what is there")], Cancellation);
        (await ReadAsync(Log)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Of_many_writers_at_one_position_exactly_one_wins()
    {
        await Store.AppendAsync(Log, 0, Sample.Lines(4), Cancellation);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 20).Select(n => OutcomeOfAsync(4, $"writer {n}")));

        outcomes.Count(won => won).ShouldBe(1);
        (await ReadAsync(Log)).Count.ShouldBe(5);
    }

    [Fact]
    public async Task Appending_at_any_position_never_conflicts()
    {
        await Task.WhenAll(Enumerable.Range(1, 30).Select(n => Store.AppendAsync(Log, null, [Sample.Line($"line {n}")], Cancellation)));

        (await ReadAsync(Log)).Count.ShouldBe(30);
    }

    [Fact]
    public async Task Events_appended_together_stay_together()
    {
        await Task.WhenAll(Enumerable.Range(1, 20).Select(n => Store.AppendAsync(
            Log, null, [Sample.Line($"{n} first"), Sample.Line($"{n} second"), Sample.Line($"{n} third")], Cancellation)));

        var groups = (await ReadAsync(Log)).Select(Sample.TextOf).Chunk(3).ToList();

        groups.Count.ShouldBe(20);
        groups.ShouldAllBe(group => group.Select(text => text.Split(' ')[0]).Distinct().Count() == 1);
        groups.ShouldAllBe(group => group[0].EndsWith("first") && group[1].EndsWith("second") && group[2].EndsWith("third"));
    }

    [Fact]
    public async Task A_group_that_is_refused_leaves_none_of_its_events()
    {
        await Store.AppendAsync(Log, 0, [Sample.Line("there")], Cancellation);

        await Should.ThrowAsync<LogConflictException>(() => Store.AppendAsync(Log, 0, Sample.Lines(5), Cancellation));

        (await ReadAsync(Log)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_group_with_an_event_that_cannot_be_written_leaves_nothing_and_harms_nobody()
    {
        var others = Enumerable.Range(1, 10).Select(n => Store.AppendAsync(Sample.Log(), 0, [Sample.Line($"line {n}")], Cancellation)).ToList();

        await Should.ThrowAsync<Exception>(
            () => Store.AppendAsync(Log, null, [Sample.Line("fine"), Sample.Of(new UnheardOf())], Cancellation));

        await Task.WhenAll(others);
        (await ReadAsync(Log)).ShouldBeEmpty();
        (await Store.AppendAsync(Log, 0, [Sample.Line("next")], Cancellation)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Appending_nothing_is_an_error_of_the_caller() =>
        await Should.ThrowAsync<ArgumentException>(() => Store.AppendAsync(Log, null, [], Cancellation));

    [Fact]
    public async Task All_events_of_a_log_share_its_epoch_and_each_log_has_its_own()
    {
        var other = Sample.Log();
        await Store.AppendAsync(Log, null, Sample.Lines(2), Cancellation);
        await Store.AppendAsync(Log, null, Sample.Lines(2), Cancellation);
        await Store.AppendAsync(other, null, Sample.Lines(2), Cancellation);

        var epochs = (await ReadAsync(Log)).Select(happened => happened.Position.Epoch).Distinct().ToList();
        var otherEpochs = (await ReadAsync(other)).Select(happened => happened.Position.Epoch).Distinct().ToList();

        epochs.ShouldHaveSingleItem().ShouldNotBe(Guid.Empty);
        otherEpochs.ShouldHaveSingleItem().ShouldNotBe(epochs[0]);
    }

    [Fact]
    public async Task A_log_that_was_put_back_from_a_backup_goes_on_in_another_epoch()
    {
        var before = await Store.AppendAsync(Log, 0, Sample.Lines(3), Cancellation);

        await LogRestoration.BeginEpochAsync(Store, Log, before[0].Position.Epoch, TimeProvider.System, Cancellation);
        await LogRestoration.BeginEpochAsync(Store, Log, before[0].Position.Epoch, TimeProvider.System, Cancellation);

        var after = (await Store.AppendAsync(Log, 4, Sample.Lines(1), Cancellation)).ShouldHaveSingleItem();
        after.Position.Epoch.ShouldNotBe(before[0].Position.Epoch);
        var read = await ReadAsync(Log);
        read.Select(happened => happened.Position.Epoch).ShouldBe(
            [.. Enumerable.Repeat(before[0].Position.Epoch, 3), .. Enumerable.Repeat(after.Position.Epoch, 2)]);
        read[3].Event.ShouldBe(new LogRestored(before[0].Position.Epoch));
        var head = await Store.FindHeadAsync(Log, Cancellation);
        head.ShouldBe(new LogHead(after.Position, after.Hash));
        (await LogVerifier.VerifyAsync(Log, Store.ReadStoredAsync(Log, Cancellation), head, Cancellation)).Fault.ShouldBeNull();
    }

    [Theory]
    [InlineData(0, 9)]
    [InlineData(1, 8)]
    [InlineData(8, 1)]
    [InlineData(9, 0)]
    [InlineData(100, 0)]
    public async Task A_reader_gets_what_it_has_not_seen(long after, int missed)
    {
        await Store.AppendAsync(Log, 0, Sample.Lines(9), Cancellation);

        var read = await ReadAsync(Log, after);

        read.Count.ShouldBe(missed);
        read.Select(happened => happened.Position.Sequence).ShouldBe(Enumerable.Range(1, missed).Select(n => after + n));
    }

    [Fact]
    public async Task A_log_longer_than_any_page_is_read_whole()
    {
        await Store.AppendAsync(Log, 0, Sample.Lines(1300), Cancellation);

        var read = await ReadAsync(Log);

        read.Select(happened => happened.Position.Sequence).ShouldBe(Enumerable.Range(1, 1300).Select(n => (long)n));
    }

    [Fact]
    public async Task A_log_that_does_not_exist_is_empty()
    {
        (await ReadAsync(Log)).ShouldBeEmpty();
        (await ReadStoredAsync(Log)).ShouldBeEmpty();
        (await Store.FindHeadAsync(Log, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task The_head_is_the_last_event()
    {
        await Store.AppendAsync(Log, null, Sample.Lines(3), Cancellation);
        var last = (await Store.AppendAsync(Log, null, Sample.Lines(2), Cancellation))[^1];

        (await Store.FindHeadAsync(Log, Cancellation)).ShouldBe(new LogHead(last.Position, last.Hash));
    }

    [Fact]
    public async Task The_logs_are_listed_by_name()
    {
        LogId[] logs = [LogId.House, Sample.Log(), LogId.Of(MeetingId.New()), Sample.Log()];
        foreach (var log in logs)
        {
            await Store.AppendAsync(log, 0, Sample.Lines(1), Cancellation);
        }

        (await Store.ListAsync(Cancellation)).ShouldBe(logs.OrderBy(log => log.Value, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Logs_do_not_see_each_other()
    {
        var logs = Enumerable.Range(0, 25).Select(_ => Sample.Log()).ToList();

        await Task.WhenAll(logs.SelectMany(log => Enumerable.Range(1, 8).Select(n => Store.AppendAsync(
            log, null, [Sample.Line($"{log} {n}")], Cancellation))));

        foreach (var log in logs)
        {
            var read = await ReadAsync(log);
            read.Select(Sample.TextOf).ShouldBe(Enumerable.Range(1, 8).Select(n => $"{log} {n}"), ignoreOrder: true);
            read.Select(happened => happened.Position.Sequence).ShouldBe(Enumerable.Range(1, 8).Select(n => (long)n));
        }
    }

    [Fact]
    public async Task The_hash_chain_holds_from_the_first_event_to_the_head()
    {
        await Store.AppendAsync(Log, 0, Sample.Lines(7), Cancellation);
        await Store.AppendAsync(Log, 7, Sample.Lines(1), Cancellation);

        var head = await Store.FindHeadAsync(Log, Cancellation);
        var verification = await LogVerifier.VerifyAsync(Log, Store.ReadStoredAsync(Log, Cancellation), head, Cancellation);

        verification.ShouldBe(new LogVerification(8, head!.Hash, null));
    }

    [Fact]
    public async Task A_log_goes_on_where_it_was_after_the_store_was_reopened()
    {
        var before = await Store.AppendAsync(Log, 0, Sample.Lines(3), Cancellation);
        await ReopenAsync();

        (await ReadAsync(Log)).ShouldBe(before);
        var after = await Store.AppendAsync(Log, 3, [Sample.Line("after")], Cancellation);

        after.ShouldHaveSingleItem().Position.ShouldBe(before[^1].Position with { Sequence = 4 });
        var head = await Store.FindHeadAsync(Log, Cancellation);
        (await LogVerifier.VerifyAsync(Log, Store.ReadStoredAsync(Log, Cancellation), head, Cancellation)).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task Fifty_writers_at_once_lose_nothing_and_double_nothing()
    {
        var acknowledged = await Task.WhenAll(Enumerable.Range(1, 50).Select(writer => WriteAsync(writer, lines: 20)));

        var read = await ReadAsync(Log);

        read.OrderBy(happened => happened.Position.Sequence).ShouldBe(read);
        read.ShouldBe(acknowledged.SelectMany(lines => lines).OrderBy(happened => happened.Position.Sequence));
        read.Select(happened => happened.Position.Sequence).ShouldBe(Enumerable.Range(1, 1000).Select(n => (long)n));
        foreach (var lines in acknowledged)
        {
            lines.Select(line => line.Position.Sequence).ShouldBeInOrder();
        }
    }

    [Fact]
    public async Task A_caller_who_has_already_given_up_appends_nothing()
    {
        await Should.ThrowAsync<OperationCanceledException>(
            () => Store.AppendAsync(Log, null, Sample.Lines(1), new CancellationToken(canceled: true)));

        (await ReadAsync(Log)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Callers_who_give_up_at_any_moment_leave_either_all_or_nothing()
    {
        using var givingUp = new CancellationTokenSource();
        var appends = Enumerable.Range(1, 200).Select(n => Task.Run(
            () => Store.AppendAsync(Log, null, [Sample.Line($"{n} first"), Sample.Line($"{n} second")], givingUp.Token), Cancellation)).ToList();
        await appends[0];
        await givingUp.CancelAsync();

        var acknowledged = new List<LoggedEvent>();
        foreach (var append in appends)
        {
            try
            {
                acknowledged.AddRange(await append);
            }
            catch (OperationCanceledException)
            {
                // This one gave up.
            }
        }

        (await ReadAsync(Log)).ShouldBe(acknowledged.OrderBy(happened => happened.Position.Sequence));
    }

    [Fact]
    public async Task A_reader_who_gives_up_stops_reading()
    {
        await Store.AppendAsync(Log, 0, Sample.Lines(10), Cancellation);

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Store.ReadAsync(Log, 0, new CancellationToken(canceled: true)))
            {
            }
        });
    }

    [Theory]
    [InlineData("صباح الخير، سيدي الرئيس")]
    [InlineData("我們不知道會議在哪裡 𠮷")]
    [InlineData("👨‍👩‍👧‍👦 naïve «façade» \u202B")]
    [InlineData("quotes \" and \\ and </script> & \u2028 \t")]
    [InlineData("nul \0 and \u001F and \u007F")]
    public async Task Words_of_every_script_come_back_as_they_were(string text)
    {
        await Store.AppendAsync(Log, 0, [Sample.Line(text)], Cancellation);

        Sample.TextOf((await ReadAsync(Log)).ShouldHaveSingleItem()).ShouldBe(text);
    }

    [Theory]
    [InlineData("lone high \uD83D in a line")]
    [InlineData("lone low \uDE00")]
    [InlineData("\uD83D")]
    public async Task Half_a_character_is_replaced_and_breaks_nothing(string text)
    {
        var appended = await Store.AppendAsync(Log, 0, [Sample.Line(text)], Cancellation);

        var read = await ReadAsync(Log);
        read.ShouldBe(appended);
        Sample.TextOf(read[0]).ShouldBe(text.Replace('\uD83D', '\uFFFD').Replace('\uDE00', '\uFFFD'));
        var verification = await LogVerifier.VerifyAsync(Log, Store.ReadStoredAsync(Log, Cancellation), null, Cancellation);
        verification.Fault.ShouldBeNull();
    }

    [Fact]
    public async Task An_event_of_several_megabytes_is_kept()
    {
        var text = new string('ش', 2_000_000);

        await Store.AppendAsync(Log, 0, [Sample.Line("small"), Sample.Line(text), Sample.Line("small")], Cancellation);

        Sample.TextOf((await ReadAsync(Log))[1]).ShouldBe(text);
    }

    [Fact]
    public async Task A_healthy_store_says_so() => await Should.NotThrowAsync(() => Store.CheckAsync(Cancellation));

    [Fact]
    public async Task Checking_the_store_leaves_no_trace()
    {
        await Store.CheckAsync(Cancellation);

        (await Store.ListAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Redacted_events_are_overwritten_together_with_the_append_that_redacts_them()
    {
        await Store.AppendAsync(Log, 0, [Sample.Line("Call Ana."), Sample.Line("Thank you.")], Cancellation);
        var before = await ReadStoredAsync(Log);
        var redaction = RedactionOf(before[0]);

        await Should.ThrowAsync<LogConflictException>(() => Store.AppendAsync(Log, 1, [Sample.Of(redaction)], Cancellation));
        Sample.TextOf((await ReadAsync(Log))[0]).ShouldBe("Call Ana.");

        await Store.AppendAsync(Log, 2, [Sample.Of(redaction)], Cancellation);

        var after = await ReadStoredAsync(Log);
        after.Take(2).Select(stored => stored.Hash).ShouldBe(before.Select(stored => stored.Hash));
        Sample.TextOf((await ReadAsync(Log))[0]).ShouldBe("Call \u2588\u2588\u2588.");
        var verified = await LogVerifier.VerifyAsync(Log, after.ToAsyncEnumerable(), await Store.FindHeadAsync(Log, Cancellation), Cancellation);
        verified.Fault.ShouldBeNull();
        verified.Redactions.ShouldHaveSingleItem().Reason.ShouldBe("Personal data");
    }

    /// <summary>Takes a name out of the first line of a log.</summary>
    public static WordsRedacted RedactionOf(StoredEvent line)
    {
        var tombstone = Redaction.Of(line, "Call \u2588\u2588\u2588.");
        return new WordsRedacted(1, 5, 3, "Personal data", [Redaction.Sealed(tombstone, HashChain.Start)]) { Tombstones = [tombstone] };
    }

    protected async Task<List<LoggedEvent>> ReadAsync(LogId log, long after = 0) =>
        await Store.ReadAsync(log, after, Cancellation).ToListAsync(Cancellation);

    protected async Task<List<StoredEvent>> ReadStoredAsync(LogId log) =>
        await Store.ReadStoredAsync(log, Cancellation).ToListAsync(Cancellation);

    private async Task ReopenAsync()
    {
        await CloseAsync(Store);
        _opened.Remove(Store);
        Store = await OpenStoreAsync();
    }

    private async Task<ISessionLog> OpenStoreAsync()
    {
        var store = await OpenAsync();
        _opened.Add(store);
        return store;
    }

    private async Task<bool> OutcomeOfAsync(long expected, string text)
    {
        try
        {
            await Store.AppendAsync(Log, expected, [Sample.Line(text)], Cancellation);
            return true;
        }
        catch (LogConflictException)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<LoggedEvent>> WriteAsync(int writer, int lines)
    {
        var acknowledged = new List<LoggedEvent>();
        for (var n = 1; n <= lines; n++)
        {
            acknowledged.AddRange(await Store.AppendAsync(Log, null, [Sample.Line($"writer {writer} line {n}")], Cancellation));
        }

        return acknowledged;
    }

    private sealed record UnheardOf : LogEvent;
}
