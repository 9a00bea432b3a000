using System.Text;

namespace LiveSession.Ingest.Live;

/// <summary>
/// What the bytes of stenography software beyond ASCII mean: UTF-8 or the code page of one byte for each letter that its language is written with
/// where text is none; or, where it is named, that one and nothing else.
/// </summary>
public sealed class StenoEncoding
{
    private readonly string? _letters;

    private StenoEncoding(Encoding? page, bool mayBeUtf8)
    {
        MayBeUtf8 = mayBeUtf8;
        if (page is not null)
        {
            Page = page;
            // What a code page has no letter for comes as a control character, or as nothing.
            _letters = string.Concat(Enumerable.Range(0x80, 0x80).Select(each => page.GetString([(byte)each]) is [var letter] && !char.IsControl(letter) ? letter : '\uFFFD'));
        }
    }

    /// <summary>The names that are taken beside those of other code pages of one byte.</summary>
    public static string Names => "windows-1251, windows-1256, koi8-r, iso-8859-5 or utf-8";

    /// <summary>Whether letters may be UTF-8.</summary>
    public bool MayBeUtf8 { get; }

    /// <summary>What letters are that are not UTF-8; null where there are no such.</summary>
    public Encoding? Page { get; }

    /// <summary>
    /// The byte with which telnet begins a command is a letter here, as я is in Windows-1251 (the Latin ÿ of others is rarer than telnet).
    /// </summary>
    public bool HasLetterAtTheEnd => IsOwnLetter(0xFF);

    /// <summary>UTF-8, and where letters are none, the code page in which the language is written on Windows.</summary>
    /// <param name="language">BCP 47 tag; languages of no code page of one byte have Windows-1252, like Western ones.</param>
    public static StenoEncoding For(string language)
    {
        ArgumentNullException.ThrowIfNull(language);
        var parts = language.ToLowerInvariant().Split('-', '_');
        var page = parts[0] switch
        {
            _ when parts.Contains("latn") => parts[0] is "sr" or "bs" ? 1250 : 1252,
            "ru" or "uk" or "be" or "bg" or "mk" or "sr" or "kk" or "ky" or "mn" or "tg" or "tt" => 1251,
            "cs" or "sk" or "pl" or "hu" or "ro" or "hr" or "sl" or "bs" or "sq" => 1250,
            "ar" or "fa" or "ur" or "ps" or "ckb" => 1256,
            "el" => 1253,
            "tr" or "az" => 1254,
            "he" or "yi" => 1255,
            "et" or "lv" or "lt" => 1257,
            "vi" => 1258,
            "th" => 874,
            _ => 1252,
        };
        return new StenoEncoding(CodePagesEncodingProvider.Instance.GetEncoding(page), mayBeUtf8: true);
    }

    /// <summary>The encoding of this name and no other; null where it has none, or letters of several bytes and is not UTF-8.</summary>
    /// <param name="name">A name as IANA has it, or a code page's number with or without <c>cp</c> before it.</param>
    public static StenoEncoding? Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || name.Equals("utf8", StringComparison.OrdinalIgnoreCase))
        {
            return new StenoEncoding(null, mayBeUtf8: true);
        }

        try
        {
            var bare = name.StartsWith("cp", StringComparison.OrdinalIgnoreCase) ? name[2..] : name;
            var page = int.TryParse(bare, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
                ? CodePagesEncodingProvider.Instance.GetEncoding(number) ?? Encoding.GetEncoding(number)
                : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            return page.IsSingleByte && IsAscii(page) ? new StenoEncoding(page, mayBeUtf8: false) : null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The letter of a byte of 0x80 and more that is not UTF-8; � where it is none.</summary>
    public char LetterOf(byte each) => _letters?[each - 0x80] ?? '\uFFFD';

    /// <summary>
    /// Whether a character may be UTF-8. Её in Windows-1251 has the bytes of Ÿ in UTF-8: two letters of the language's own script are these, and
    /// not one letter that the code page has none for.
    /// </summary>
    internal bool CanBe(Rune utf8, IReadOnlyList<byte> bytes) =>
        Page is null || bytes.Count > 2 || !bytes.All(IsOwnLetter) || (utf8.IsBmp && _letters!.Contains((char)utf8.Value, StringComparison.Ordinal));

    private bool IsOwnLetter(byte each) => LetterOf(each) is var letter && letter >= '\u0370' && char.IsLetter(letter);

    // In EBCDIC, even the commands are other bytes.
    private static bool IsAscii(Encoding page) => page.GetString("\b\rAz~"u8) == "\b\rAz~";
}
