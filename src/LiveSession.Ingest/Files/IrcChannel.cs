using System.Text.RegularExpressions;

namespace LiveSession.Ingest.Files;

/// <summary>Follows a channel: who scribes, who waits, and so what each message means.</summary>
internal sealed partial class IrcChannel(IReadOnlyCollection<IrcEntry> entries)
{
    private readonly HashSet<string> _scribes = new(StringComparer.OrdinalIgnoreCase) { "Transcriber" };
    private readonly ImmutableArray<string> _nicks = [.. entries.Select(entry => entry.Nick).Distinct()];
    private readonly List<string> _queue = [];
    private string? _speaker;

    /// <summary>What happens with this message, without times; nothing for chatter. To be asked in the order of the log.</summary>
    public ImmutableArray<FileStep> StepsIn(IrcEntry entry)
    {
        if (ScribeChange().Match(entry.Text) is { Success: true } change)
        {
            _scribes.Add(change.Groups["who"] is { Length: > 0 } named ? named.Value : entry.Nick);
            return [];
        }

        return QueueCommand().Match(entry.Text) is { Success: true } command
            ? QueueSteps(entry.Nick, command.Groups["verb"].Value, command.Groups["about"].Value.Trim())
            : _scribes.Contains(entry.Nick) && Spoken(entry.Text) is { } line ? [line] : [];
    }

    // "Manu_Sporny: Thanks." and, for the rest of a long utterance, "… and good bye."
    private LineStep? Spoken(string text)
    {
        if (Continuation().Match(text) is { Success: true } more && _speaker is not null)
        {
            return new LineStep(null, _speaker, more.Groups["words"].Value);
        }

        var said = Utterance().Match(text);
        if (!said.Success || Minutes().IsMatch(said.Groups["who"].Value))
        {
            return null;
        }

        _speaker = NameOf(said.Groups["who"].Value);
        return new LineStep(null, _speaker, said.Groups["words"].Value);
    }

    private ImmutableArray<FileStep> QueueSteps(string nick, string verb, string about)
    {
        switch (verb.ToUpperInvariant())
        {
            case "Q+":
                var (who, note) = KnownNick(about) is { } other ? (other, null) : (nick, about.Length > 0 ? about : null);
                _queue.Remove(who);
                _queue.Add(who);
                return [new FloorRequestStep(null, NameOf(who), note)];
            case "Q-":
                var leaving = about.Length == 0 || about.Equals("later", StringComparison.OrdinalIgnoreCase) ? nick : Waiting(about);
                _queue.Remove(leaving);
                return [new FloorWithdrawStep(null, NameOf(leaving)), .. Again(about, leaving)];
            default:
                var called = Waiting(about);
                _queue.Remove(called);
                return [new FloorGrantStep(null, NameOf(called))];
        }
    }

    // "q- later" lets the others go first.
    private IEnumerable<FileStep> Again(string about, string who)
    {
        if (!about.Equals("later", StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        _queue.Add(who);
        return [new FloorRequestStep(null, NameOf(who))];
    }

    private string? KnownNick(string about) => _nicks.FirstOrDefault(nick => nick.Equals(about, StringComparison.OrdinalIgnoreCase));

    // "ack mpro" calls mprorock: the beginning of a name is enough, of those who wait before those who do not.
    private string Waiting(string begins) =>
        new[] { _queue, (IEnumerable<string>)_nicks }
            .SelectMany(names => names.Where(name => name.StartsWith(begins, StringComparison.OrdinalIgnoreCase))
                .Concat(names.Where(name => name.Contains(begins, StringComparison.OrdinalIgnoreCase))))
            .FirstOrDefault(begins);

    private static string NameOf(string nick) => nick.Replace('_', ' ').Trim();

    [GeneratedRegex(@"^(?:scribe\+|scribe(?:nick)?:)\s*(?<who>\S*)$", RegexOptions.IgnoreCase)]
    private static partial Regex ScribeChange();

    [GeneratedRegex(@"^(?:(?<verb>q[+-])(?=\s|$)(?<about>.*)|(?<verb>ack)\s+(?<about>\S.*))$", RegexOptions.IgnoreCase)]
    private static partial Regex QueueCommand();

    [GeneratedRegex(@"^(?:\.\.\.|…)\s*(?<words>\S.*)$")]
    private static partial Regex Continuation();

    [GeneratedRegex(@"^(?<who>[^\s:]{1,80}):\s+(?<words>\S.*)$")]
    private static partial Regex Utterance();

    // Words a scribe writes for the minutes, not for what somebody said.
    [GeneratedRegex(@"^(?:meeting|topic|subtopic|agenda|date|chairs?|present|regrets|previous|action|issue|resolution|resolved|proposal|proposed|rrsagent|zakim|trackbot|slideset|slide)$", RegexOptions.IgnoreCase)]
    private static partial Regex Minutes();
}
