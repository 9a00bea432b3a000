using System.Text.RegularExpressions;

namespace LiveSession.Ingest.Files;

/// <summary>
/// A transcript with a heading for each turn:
/// <code>
/// # 2018-04-20 Meeting
///
/// ### 唐鳳：
/// 大家好。
///
/// > (laughter)
/// </code>
/// A paragraph is one caption. Quoted remarks after the first turn belong to it; before it they are notes about the file.
/// </summary>
internal static partial class HeadingsReader
{
    public static bool IsTurn(string line) => Turn().IsMatch(line);

    public static ImmutableArray<FileStep> Read(ImmutableArray<FileLine> lines, FileNotes notes)
    {
        var steps = ImmutableArray.CreateBuilder<FileStep>();
        var (speaker, begun, paragraph) = ((string?)null, false, "");
        foreach (var line in lines)
        {
            var turn = Turn().Match(line.Text);
            if (line.IsBlank || turn.Success || line.Text[0] is '#' or '>')
            {
                EndParagraph();
            }

            if (turn.Success)
            {
                (speaker, begun) = (Words.Clean(Plain(turn.Groups["name"].Value)), true);
            }
            else if (line.IsBlank)
            {
                continue;
            }
            else if (!begun || line.Text[0] == '#')
            {
                notes.Ignore();
            }
            else
            {
                paragraph = Words.Join(paragraph, Words.Clean(Plain(line.Text.TrimStart('>'))));
            }
        }

        EndParagraph();
        return steps.ToImmutable();

        void EndParagraph()
        {
            if (paragraph.Length > 0)
            {
                steps.Add(new LineStep(null, speaker, paragraph));
                paragraph = "";
            }
        }
    }

    // [words](address) is words (address), or the address alone where it says itself; \_ is _; **loud** is loud.
    private static string Plain(string markdown)
    {
        var linked = Link().Replace(markdown, match => match.Groups[1].Value == match.Groups[2].Value
            ? match.Groups[2].Value
            : $"{match.Groups[1].Value} ({match.Groups[2].Value})");
        return Escape().Replace(Strong().Replace(linked, "$1"), "$1");
    }

    [GeneratedRegex(@"^#{2,6}\s+(?<name>.*\S)\s*[:：]\s*$")]
    private static partial Regex Turn();

    [GeneratedRegex(@"(?<!\\)\[([^\]\\]*)\]\(([^)\s]*)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<!\\)\*\*(.+?)(?<!\\)\*\*")]
    private static partial Regex Strong();

    [GeneratedRegex(@"\\([\\`*_{}\[\]()#+\-.!|<>~])")]
    private static partial Regex Escape();
}
