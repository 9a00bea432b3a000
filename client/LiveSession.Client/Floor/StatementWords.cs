namespace LiveSession.Client.Floor;

/// <summary>How long a statement is.</summary>
public static class StatementWords
{
    /// <summary>Its words, as they are counted where texts are handed in: between white space; of scripts without any, its characters.</summary>
    public static int Count(StatementView statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return statement.Language.Split('-')[0] is "zh" or "ja" or "th" or "lo" or "km" or "my"
            ? statement.Text.EnumerateRunes().Count(rune => !System.Text.Rune.IsWhiteSpace(rune) && System.Text.Rune.IsLetterOrDigit(rune))
            : statement.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
    }
}
