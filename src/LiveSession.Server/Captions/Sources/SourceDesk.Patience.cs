using LiveSession.Ingest.Live;

namespace LiveSession.Server.Captions.Sources;

/// <summary>What software takes back key by key is shown when it has written it again, or rests.</summary>
internal sealed partial class SourceDesk
{
    private async Task HoldAsync(FoundSource found, LiveSource live)
    {
        if (!live.Buffer.Holds)
        {
            live.HeldSince = null;
            return;
        }

        live.HeldSince ??= _time.GetTimestamp();
        live.TypedAt = _time.GetTimestamp();
        if (_time.GetElapsedTime(live.HeldSince.Value) >= LineBuffer.MostHeld)
        {
            await SettleAsync(found, live);
            return;
        }

        if (!live.IsWatched)
        {
            live.IsWatched = true;
            _ = SettleAtRestAsync(found, live);
        }
    }

    // One for each source, however many keys it types.
    private async Task SettleAtRestAsync(FoundSource found, LiveSource live)
    {
        try
        {
            var rest = LineBuffer.Rest;
            while (rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, _time);
                using var gate = await _gates.EnterAsync(found.Source.Session, found.Source.Track);
                rest = LineBuffer.Rest - _time.GetElapsedTime(live.TypedAt);
                if (rest <= TimeSpan.Zero)
                {
                    live.IsWatched = false;
                    await SettleAsync(found, live);
                }
            }
        }
        catch (Exception e)
        {
            live.IsWatched = false;
            LogNotSettled(live.Source.Id, e);
        }
    }

    private async Task SettleAsync(FoundSource found, LiveSource live)
    {
        live.HeldSince = null;
        if (live.Buffer.Settle() is { Count: > 0 } changes)
        {
            await FinishAsync(found, live, changes);
            await _recording.DraftAsync(found, live);
        }
    }

    [LoggerMessage(132, LogLevel.Error, "What source {Source} wrote again could not be shown; it is with what comes next")]
    private partial void LogNotSettled(CaptionSourceId source, Exception fault);
}
