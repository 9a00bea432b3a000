using System.Globalization;
using System.Text.RegularExpressions;

namespace LiveSession.Core.Floor;

/// <summary>
/// One line of the text door, in the grammar of the W3C's Zakim (W3C guide, meetings: Zakim), which people who work in text channels know:
/// <code>
/// q+                                    asks for the floor          q+ to ask about signatures    and says what about
/// qq+                                   reacts to the speech        q-   q- later                 takes it back, lets others go first
/// q?                                    who waits                   ack manu   ack next           gives the floor
/// close the queue   open the queue      the list of speakers        give manu the last word
/// allow each speaker 2 minutes          speaking time
/// </code>
/// </summary>
public abstract partial record QueueLine
{
    private QueueLine()
    {
    }

    /// <summary>Reads a line; null when it is no command, as most of what is said in a channel.</summary>
    public static QueueLine? Read(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var match = Grammar().Match(line.Trim());
        if (!match.Success)
        {
            return null;
        }

        string? Said(string part) => match.Groups[part] is { Success: true, Value: var value } && value.Trim() is { Length: > 0 } text ? text : null;
        var who = Said("who");
        return match switch
        {
            _ when match.Groups["later"].Success => new Later(),
            _ when match.Groups["ask"].Success => new Ask(Said("about"), Said("words"), match.Groups["react"].Success),
            _ when match.Groups["leave"].Success => new Leave(who),
            _ when match.Groups["show"].Success => new Show(),
            _ when match.Groups["ack"].Success => new Acknowledge(who is null || who.Equals("next", StringComparison.OrdinalIgnoreCase) ? null : who),
            _ when match.Groups["last"].Success => new LastWord(who!),
            _ when match.Groups["close"].Success => new Close(),
            _ when match.Groups["open"].Success => new Open(),
            _ => double.TryParse(match.Groups["minutes"].ValueSpan, CultureInfo.InvariantCulture, out var minutes) ? new TimeEach(TimeSpan.FromMinutes(minutes)) : null,
        };
    }

    // A message that begins with a command and goes on otherwise ("open an issue") is none; Zakim is addressed or not.
    [GeneratedRegex(
        @"^(?:zakim\s*[,:]\s*)?(?:
            (?<later>q-\s+later)
          | (?<ask>(?<react>q)?q\+)(?:\s+to\s+(?<about>\S.*)|\s+(?<words>\S.*))?
          | (?<leave>q-)(?:\s+(?<who>\S.*))?
          | (?<show>v?q(?:ueue)?[?=])
          | (?<ack>ack)(?:\s+(?<who>\S+(?:\s\S+){0,3}))?
          | (?<last>give\s+(?<who>\S.*?)\s+the\s+last\s+word)
          | (?<last>last\s+word\s+(?<who>\S.*))
          | (?<close>close\s+(?:the\s+)?(?:speaker\s+)?queue)
          | (?<open>(?:re)?open\s+(?:the\s+)?(?:speaker\s+)?queue)
          | allow\s+each\s+speaker\s+(?<minutes>[0-9]{1,3}(?:\.[0-9])?)(?:\s+minutes?)?
        )\s*\.?$", RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();

    /// <summary>Asks for the floor.</summary>
    /// <param name="About">What about, where it says <c>to</c>.</param>
    /// <param name="Words">What follows otherwise: the name of somebody else, or what it is about.</param>
    /// <param name="Reacts">Whether it reacts to the speech going on (<c>qq+</c>).</param>
    public sealed record Ask(string? About, string? Words, bool Reacts) : QueueLine;

    /// <summary>Takes a request back.</summary>
    /// <param name="Of">Whose; null for one's own.</param>
    public sealed record Leave(string? Of) : QueueLine;

    /// <summary>Lets the others go first.</summary>
    public sealed record Later : QueueLine;

    /// <summary>Asks who waits.</summary>
    public sealed record Show : QueueLine;

    /// <summary>Gives the floor.</summary>
    /// <param name="To">Whose name begins so; null for the first in the queue.</param>
    public sealed record Acknowledge(string? To) : QueueLine;

    /// <summary>Gives the last word.</summary>
    /// <param name="To">Whose name begins so.</param>
    public sealed record LastWord(string To) : QueueLine;

    /// <summary>Closes the list of speakers.</summary>
    public sealed record Close : QueueLine;

    /// <summary>Opens it again.</summary>
    public sealed record Open : QueueLine;

    /// <summary>Sets the speaking time.</summary>
    /// <param name="Limit">How long.</param>
    public sealed record TimeEach(TimeSpan Limit) : QueueLine;
}
