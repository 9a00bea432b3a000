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

        _ = SettleLaterAsync(found, live);
    }

    private async Task SettleLaterAsync(FoundSource found, LiveSource live)
    {
        var typedAt = live.TypedAt;
        await Task.Delay(LineBuffer.Rest, _time);
        using var gate = await _gates.EnterAsync(found.Source.Session, found.Source.Track);
        if (live.TypedAt == typedAt)
        {
            await SettleAsync(found, live);
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
}
