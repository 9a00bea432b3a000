using System.Text;

namespace LiveSession.Ingest.Live;

/// <summary>
/// The text of a post. Software that counts characters where HTTP counts bytes cuts its own text short: what arrived is kept, a character
/// cut in the middle is left out, and the captioner is warned. So they are of software that writes another encoding: where its letters are no
/// UTF-8, � stands, and guessing which they were is left to nobody. What is no text at all, such as a picture or a program, is
/// <see cref="IsBinary"/> and not for readers.
/// </summary>
/// <param name="Text">What could be read.</param>
/// <param name="Cut">Whether it ends in the middle of a character.</param>
/// <param name="OtherEncoding">Whether some of it is not UTF-8.</param>
public readonly record struct PostText(string Text, bool Cut, bool OtherEncoding)
{
    // Latin-1 in French damages up to one letter in six of a sentence, more in a word or two, and random bytes damage two in five: below so many nothing is known of the rest.
    private const int Handful = 8;
    private const int MostOf = 5;
    private const int TooFewToTell = 2;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a body.</summary>
    public static PostText Decode(ReadOnlySpan<byte> body)
    {
        body = body.StartsWith("\uFEFF"u8) ? body[3..] : body;
        try
        {
            return new PostText(Strict.GetString(body), Cut: false, OtherEncoding: false);
        }
        catch (DecoderFallbackException)
        {
            var text = Encoding.UTF8.GetString(body[..^TailLength(body)]);
            var other = text.Contains('\uFFFD', StringComparison.Ordinal);
            return new PostText(text, Cut: !other, other);
        }
    }

    /// <summary>
    /// Whether it is no text: of more than a handful of damaged characters, more than one in five of all; of fewer, more than there are others;
    /// or a handful of NUL characters, however much text is around them. Damaged are � and control characters that no text has. A character
    /// that was cut at the end is none of them.
    /// </summary>
    public bool IsBinary
    {
        get
        {
            var (letters, damaged, nulls) = (0, 0, 0);
            foreach (var letter in Text)
            {
                letters += char.IsWhiteSpace(letter) ? 0 : 1;
                damaged += letter is '\uFFFD' or '\u007F' or < '\u0008' or (> '\r' and < ' ') ? 1 : 0;
                nulls += letter is '\0' ? 1 : 0;
            }

            return nulls > Handful || (damaged > Handful && damaged * MostOf > letters) || (damaged > TooFewToTell && damaged * 2 > letters);
        }
    }

    // How many bytes at the end begin a character that was cut off.
    private static int TailLength(ReadOnlySpan<byte> body)
    {
        for (var back = 1; back <= Math.Min(3, body.Length); back++)
        {
            var first = body[^back];
            if ((first & 0xC0) != 0x80)
            {
                var length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
                return length > back ? back : 0;
            }
        }

        return 0;
    }
}
