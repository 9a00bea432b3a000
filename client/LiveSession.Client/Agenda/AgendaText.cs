using System.Globalization;
using System.Text.RegularExpressions;

namespace LiveSession.Client.Agenda;

/// <summary>An agenda as people write it: one item per line, with its number or without.</summary>
/// <example>
/// <code>
/// 1. Opening of the meeting
/// 2. Adoption of the agenda
/// 3 (b) Review of the contributions
/// Other matters
/// </code>
/// </example>
public static partial class AgendaText
{
    /// <summary>The items. A line without a number gets the one after the number before it.</summary>
    public static ImmutableArray<AgendaItemPlan> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var items = ImmutableArray.CreateBuilder<AgendaItemPlan>();
        var last = 0;
        foreach (var line in text.Split(['\r', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var numbered = Numbered().Match(line);
            if (numbered.Success)
            {
                items.Add(new(numbered.Groups["number"].Value, numbered.Groups["title"].Value));
                last = int.Parse(numbered.Groups["whole"].Value, CultureInfo.InvariantCulture);
            }
            else
            {
                last++;
                items.Add(new(last.ToString(CultureInfo.InvariantCulture), line));
            }
        }

        return items.DrainToImmutable();
    }

    /// <summary>The same the other way round.</summary>
    public static string Write(IEnumerable<AgendaItemView> items) =>
        string.Join('\n', items.Select(item => item.Number.Length == 0 ? item.Title : $"{item.Number}{(item.Number[^1] == ')' ? "" : ".")} {item.Title}"));

    [GeneratedRegex(@"^(?<number>(?<whole>\d{1,3})(\.\d{1,3})*(\s?\([a-z]{1,3}\))?)(\s*[.:)\-–—]\s*|\s+(?=\S)|(?<=\))\s*)(?<title>\S.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();
}
