using System.Net;
using System.Text.RegularExpressions;

namespace LiveSession.Ingest.Files;

/// <summary>
/// Takes the mark-up out of cue text and keeps what it says: <c>&lt;v Name&gt;</c> who speaks, <c>&lt;lang fr&gt;</c> in which language.
/// </summary>
internal static partial class CueMarkup
{
    private static readonly CueRow EndOfRow = new(null, null, "");

    public static bool HasInnerTimes(string text) => InnerTime().IsMatch(text);

    /// <summary>A voice or language lasts until its end tag, over the ends of rows.</summary>
    public static ImmutableArray<CueRow> Rows(IEnumerable<string> text)
    {
        var rows = ImmutableArray.CreateBuilder<CueRow>();
        string? speaker = null;
        var languages = new Stack<string>();
        foreach (var row in text)
        {
            var from = 0;
            foreach (Match tag in Tag().Matches(row))
            {
                Add(row[from..tag.Index]);
                from = tag.Index + tag.Length;
                Follow(tag);
            }

            Add(row[from..]);
            rows.Add(EndOfRow);
        }

        return Merge(rows);

        void Add(string piece)
        {
            if (piece.Length > 0)
            {
                rows.Add(new CueRow(speaker, languages.TryPeek(out var language) ? language : null, WebUtility.HtmlDecode(piece)));
            }
        }

        void Follow(Match tag)
        {
            var about = Words.Clean(WebUtility.HtmlDecode(tag.Groups["about"].Value));
            switch (tag.Groups["name"].Value, tag.Groups["end"].Success)
            {
                case ("v", var ends): speaker = ends || about.Length == 0 ? null : about; break;
                case ("lang", true): languages.TryPop(out _); break;
                case ("lang", false): languages.Push(about); break;
            }
        }
    }

    // Pieces of one row and voice are one piece: <b>very</b> well. Where the voice changes within a row there are two.
    private static ImmutableArray<CueRow> Merge(IEnumerable<CueRow> pieces)
    {
        var rows = ImmutableArray.CreateBuilder<CueRow>();
        CueRow? open = null;
        foreach (var piece in pieces)
        {
            var ends = ReferenceEquals(piece, EndOfRow);
            if (open is not null && (ends || piece.Speaker != open.Speaker || piece.Language != open.Language))
            {
                AddIfFilled(open);
                open = null;
            }

            if (!ends)
            {
                open = open is null ? piece : open with { Text = open.Text + piece.Text };
            }
        }

        return rows.ToImmutable();

        void AddIfFilled(CueRow row)
        {
            if (Words.Clean(row.Text) is { Length: > 0 } text)
            {
                rows.Add(row with { Text = text });
            }
        }
    }

    [GeneratedRegex(@"<(?<end>/)?(?<name>v|lang|c|i|b|u|s|ruby|rt|font)(?:\.[^\s<>]*)?(?:\s+(?<about>[^>]*))?>|<[0-9:.]+>|\{\\[^}]*\}")]
    private static partial Regex Tag();

    [GeneratedRegex(@"<[0-9]{1,4}:[0-9:.]+>")]
    private static partial Regex InnerTime();
}
