using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace LiveSession.Server.Nodes;

/// <summary>
/// Tells nodes that are there from nodes of which somebody says again what they said once. Every node calls out a word that nobody could know
/// before, and the others repeat it in all they say of themselves: what does not repeat it was said before, to others, or by nobody who hears.
/// </summary>
internal sealed class RollCall
{
    private const int Bytes = 8;

    private readonly ConcurrentDictionary<string, Caller> _callers = new(StringComparer.Ordinal);
    private volatile string _call = Make();
    private int _unanswered;
    private long _olderHeardAt = long.MinValue;

    /// <summary>What this node calls out.</summary>
    public string Call => _call;

    /// <summary>What the others called out lately.</summary>
    public ImmutableArray<string> Answers => [.. _callers.Values.Select(caller => caller.Call).Order(StringComparer.Ordinal)];

    /// <summary>Whether somebody called since this was last asked: they know nothing yet and are to be told everything.</summary>
    public bool TakeNewcomers() => Interlocked.Exchange(ref _unanswered, 0) == 1;

    /// <summary>Calls out another word: what was said while this node heard nothing is no answer to it.</summary>
    public void CallAnew() => _call = Make();

    /// <summary>Whether a node of an older version, which calls nothing out and answers nobody, was heard since a moment: who is connected to it is not known.</summary>
    public bool HeardOlderSince(long moment) => Volatile.Read(ref _olderHeardAt) >= moment;

    /// <summary>A node said something.</summary>
    /// <returns>Whether it answers what this node calls out.</returns>
    public bool Hear(NodeWord word, long now)
    {
        if (word.Leaving)
        {
            _callers.TryRemove(word.Node, out _);
        }
        else if (word.Call is { } call)
        {
            var before = _callers.GetValueOrDefault(word.Node);
            if (before is null || word.Number > before.Number)
            {
                _callers[word.Node] = new Caller(call, word.Number, now);
                if (before?.Call != call)
                {
                    Volatile.Write(ref _unanswered, 1);
                }
            }
        }

        else
        {
            Volatile.Write(ref _olderHeardAt, now);
        }

        return word.Answers.Contains(_call, StringComparer.Ordinal);
    }

    /// <summary>Answers nobody any more who last called before a moment.</summary>
    public void ForgetSilent(long before)
    {
        foreach (var silent in _callers.Where(caller => caller.Value.HeardAt < before))
        {
            _callers.TryRemove(silent);
        }
    }

    private static string Make() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    private sealed record Caller(string Call, long Number, long HeardAt);
}
