using System.Globalization;
using System.Text;

namespace LiveSession.Analysis.Text;

/// <summary>A word of a text, and where it stands.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Folded">Lower case, without Arabic vowel marks, with plain apostrophes: what words are compared by.</param>
/// <param name="Offset">Where it begins, in UTF-16 code units.</param>
/// <param name="AfterBreak">Punctuation stands between it and the word before.</param>
internal readonly record struct Token(string Text, string Folded, int Offset, bool AfterBreak)
{
    public int End => Offset + Text.Length;

    public bool IsNumber => Text.Any(char.IsDigit) && !Text.Any(char.IsLetter);
}

/// <summary>Takes a text apart into words.</summary>
internal static class Tokens
{
    /// <summary>Words are runs of letters, digits and marks, with apostrophes and hyphens inside. A Chinese or Japanese run is one token for each character.</summary>
    public static List<Token> Of(string text, TextSpan span)
    {
        var tokens = new List<Token>();
        var broken = true;
        for (var at = span.Offset; at < span.End;)
        {
            var rune = RuneAt(text, at, span.End);
            if (!IsWord(rune))
            {
                broken |= !Rune.IsWhiteSpace(rune) && !IsQuiet(rune);
                at += rune.Utf16SequenceLength;
                continue;
            }

            var end = IsIdeograph(rune) ? at + rune.Utf16SequenceLength : EndOfWord(text, at, span.End);
            var word = text[at..end];
            tokens.Add(new Token(word, Fold(word), at, broken));
            broken = false;
            at = end;
        }

        return tokens;
    }

    public static List<Token> Of(string text) => Of(text, new TextSpan(0, text.Length));

    /// <summary>The form by which words are compared.</summary>
    public static string Fold(string word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var c in word)
        {
            switch (c)
            {
                case '\u2019' or '\u02BC' or '\u2018':
                    folded.Append('\'');
                    break;
                case '\u2010' or '\u2011':
                    folded.Append('-');
                    break;
                case '\u0640' or (>= '\u064B' and <= '\u065F') or '\u0670':
                    break;
                case 'أ' or 'إ' or 'آ' or 'ٱ':
                    folded.Append('ا');
                    break;
                case 'ى':
                    folded.Append('ي');
                    break;
                case 'ё' or 'Ё':
                    folded.Append('е');
                    break;
                default:
                    folded.Append(char.ToLowerInvariant(c));
                    break;
            }
        }

        return folded.ToString();
    }

    /// <summary>Written without spaces between words: each character is taken for itself.</summary>
    public static bool IsIdeograph(Rune rune) => rune.Value is (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);

    private static int EndOfWord(string text, int at, int end)
    {
        while (at < end)
        {
            var rune = RuneAt(text, at, end);
            var next = at + rune.Utf16SequenceLength;
            var joins = rune.Value is '\'' or 0x2019 or '-' or 0x2011 or 0x2010 && next < end && IsWord(RuneAt(text, next, end));
            if (!joins && (!IsWord(rune) || IsIdeograph(rune)))
            {
                break;
            }

            at = next;
        }

        return at;
    }

    private static bool IsWord(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // Joiners, variation selectors and the like end no phrase.
    private static bool IsQuiet(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control;

    private static Rune RuneAt(string text, int at, int end) =>
        Rune.DecodeFromUtf16(text.AsSpan(at, end - at), out var rune, out _) is System.Buffers.OperationStatus.Done ? rune : Rune.ReplacementChar;
}
