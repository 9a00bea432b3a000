using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveSession.Server.Tests.Host;

/// <summary>A captioner's side of the hub: one stream of edits, answered line by line.</summary>
public sealed class CaptionPen
{
    private readonly Channel<CaptionEdit> _edits = Channel.CreateUnbounded<CaptionEdit>();
    private readonly Mailbox<CaptionReceipt> _receipts;

    private CaptionPen(HubConnection hub, SessionId session, string track)
    {
        _receipts = new Mailbox<CaptionReceipt>(hub, nameof(ICaptionClient.Acknowledged));
        Writing = hub.InvokeAsync(nameof(ICaptionHub.Write), session, track, _edits.Reader.ReadAllAsync(), TestContext.Current.CancellationToken);
    }

    public Task Writing { get; }

    public static async Task<CaptionPen> TakeUpAsync(Visitor captioner, SessionId session, string track = "floor") =>
        new(await captioner.ConnectAsync("/hubs/captions"), session, track);

    public void Draft(string text, string? speaker = null) => _edits.Writer.TryWrite(new CaptionEdit(text, null, "en", speaker));

    public async Task<CommandResult> LineAsync(string text, CommandId? command = null, string language = "en", string? speaker = null, DateTimeOffset? spokenAt = null)
    {
        var id = command ?? CommandId.New();
        _edits.Writer.TryWrite(new CaptionEdit(text, id, language, speaker, spokenAt));
        return (await _receipts.NextAsync(receipt => receipt.Command == id)).Result;
    }

    public async Task PutDownAsync()
    {
        _edits.Writer.Complete();
        await Writing;
    }
}
