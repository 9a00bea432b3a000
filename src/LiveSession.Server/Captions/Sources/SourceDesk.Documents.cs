using LiveSession.Core.Captions;
using LiveSession.Ingest.Live;
using LiveSession.Ingest.Live.EbuTt;

namespace LiveSession.Server.Captions.Sources;

/// <summary>Documents of EBU-TT Live, on the same way as posts.</summary>
internal sealed partial class SourceDesk
{
    /// <summary>Takes a document in. Null when it was taken, now or before; else why not.</summary>
    /// <param name="found">The source.</param>
    /// <param name="document">The document.</param>
    /// <param name="first">Whether it is the first of its connection.</param>
    public async Task<Rejection?> DocumentAsync(FoundSource found, EbuTtDocument document, bool first)
    {
        using var gate = await _gates.EnterAsync(found.Source.Session, found.Source.Track);
        var live = await LiveAsync(found);
        live.LastHeard = _time.GetUtcNow();
        if (CaptionDecider.NotRunning(await found.Place.Writer.StateAsync()) is { } stopped)
        {
            live.Refusal = stopped;
            Changed?.Invoke(found.Source);
            return stopped;
        }

        var hash = SourceCommandId.HashOf(found.Source.Id, $"{document.Sequence}\n{document.Text}");
        if (!live.Documents.Take(document.Sequence, document.Number, hash, first))
        {
            await _recording.RetryAsync(found, live);
            Changed?.Invoke(found.Source);
            return live.Pending.Count > 0 ? live.Refusal : null;
        }

        live.Heard = document;
        (live.Post, live.LinesOfPost) = ((document.Number, hash), 0);
        if (document.Claim is { } token)
        {
            await ClaimAsync(found, token);
        }

        var at = _time.GetUtcNow();
        var edits = WithLanguages(live.Screen!.Read(document, at), found.Source.Language);
        if (TooManyLines(live, edits) is { } tooMany)
        {
            // As one that was not aired: the next document says everything again.
            live.Refusal = tooMany;
            Changed?.Invoke(found.Source);
            return tooMany;
        }

        var spokenAt = document.Times.SpokenAt(at) is { } spoken && (at - spoken).Duration() < TimeSpan.FromMinutes(1) ? spoken : (DateTimeOffset?)null;
        live.Refusal = null;
        live.RefusalOfPost = null;
        return await TakeAsync(found, live, edits, spokenAt, stopped: null);
    }

    /// <summary>Tells the owner of a source what was wrong with what it sent.</summary>
    public async Task RefuseAsync(FoundSource found, Rejection rejection, TextDamages damages = TextDamages.None)
    {
        using var gate = await _gates.EnterAsync(found.Source.Session, found.Source.Track);
        var live = await LiveAsync(found);
        live.LastHeard = _time.GetUtcNow();
        live.Examine(damages);
        live.Refusal = rejection;
        Changed?.Invoke(found.Source);
    }

    // The source's own language with the region it was issued with, where the document names the same one.
    private static IReadOnlyList<SourceEdit> WithLanguages(IReadOnlyList<SourceEdit> edits, string own) =>
        [.. edits.Select(edit => edit is SourceEdit.Language { Tag: { } named } && LanguageTag.IsSame(named, own)
            ? new SourceEdit.Language(own)
            : edit)];
}
