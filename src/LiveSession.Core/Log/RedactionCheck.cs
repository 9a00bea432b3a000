using System.Globalization;
using LiveSession.Core.Captions;

namespace LiveSession.Core.Log;

/// <summary>
/// Whether each event without its words was left so by a redaction, and each redaction did what it says. Known at the end of a log only: a redaction comes
/// after what it redacts.
/// </summary>
internal sealed class RedactionCheck
{
    private readonly SortedDictionary<long, (string Seal, string Previous)> _blocked = [];
    private readonly SortedDictionary<long, (string Seal, long By)> _vouched = [];
    private readonly ImmutableArray<FoundRedaction>.Builder _found = ImmutableArray.CreateBuilder<FoundRedaction>();

    /// <summary>The redactions, in order.</summary>
    public ImmutableArray<FoundRedaction> Found => _found.ToImmutable();

    /// <summary>Takes in an event that is good by itself.</summary>
    /// <returns>What is wrong with it nevertheless.</returns>
    public string? Take(StoredEvent stored, LoggedEvent happened, string previous)
    {
        if (StoredWords.In(stored.Canonical.Span) is { Salt: null })
        {
            _blocked[happened.Position.Sequence] = (HashChain.Over(previous, stored.Canonical.Span), previous);
        }

        if (happened.Event is WordsRedacted redaction)
        {
            _found.Add(new FoundRedaction(happened.Position.Sequence, redaction.Line, happened.At, redaction.Reason));
            foreach (var redacted in redaction.Redacted)
            {
                if (!_blocked.ContainsKey(redacted.Event))
                {
                    return string.Create(CultureInfo.InvariantCulture, $"the words it redacted are still in event {redacted.Event}");
                }

                // The last word counts: more of the same line may have been redacted later.
                _vouched[redacted.Event] = (redacted.Seal, happened.Position.Sequence);
            }
        }

        return null;
    }

    /// <summary>The first event that is not as a redaction left it, the hash before it where that is known, and what is wrong.</summary>
    public (long Event, string Previous, string Why)? FindFault()
    {
        foreach (var (sequence, (seal, previous)) in _blocked)
        {
            if (!_vouched.TryGetValue(sequence, out var vouched))
            {
                return (sequence, previous, "altered: its words were taken out, and no redaction says so");
            }

            if (vouched.Seal != seal)
            {
                return (sequence, previous, string.Create(CultureInfo.InvariantCulture, $"altered: it is not as event {vouched.By} left it, which redacted its words"));
            }
        }

        return null;
    }
}
