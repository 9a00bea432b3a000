using System.Text;

namespace LiveSession.Ingest.Live;

/// <summary>
/// The text of a post. Software that counts characters where HTTP counts bytes cuts its own text short: what arrived is kept, a character
/// cut in the middle is left out, and the captioner is warned. So they are of software that writes another encoding: where its letters are no
/// UTF-8, � stands, and guessing which they were is left to nobody.
/// </summary>
/// <param name="Text">What could be read.</param>
/// <param name="Cut">Whether it ends in the middle of a character.</param>
/// <param name="OtherEncoding">Whether some of it is not UTF-8.</param>
public readonly record struct PostText(string Text, bool Cut, bool OtherEncoding)
{
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
