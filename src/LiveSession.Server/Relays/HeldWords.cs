using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace LiveSession.Server.Relays;

/// <summary>
/// The words of a post, written only while the relay is this node's: between the decision to send and the last byte lie a look-up of a
/// name, a connection and its greeting, and the process may be halted in any of them.
/// </summary>
internal sealed class HeldWords : HttpContent
{
    private readonly byte[] _words;
    private readonly RelayHold _hold;

    public HeldWords(string words, RelayHold hold)
    {
        (_words, _hold) = (Encoding.UTF8.GetBytes(words), hold);
        Headers.ContentType = new MediaTypeHeaderValue("text/plain", "utf-8");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        if (!_hold.IsCertain)
        {
            throw new RelayLostException();
        }

        await stream.WriteAsync(_words);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _words.Length;
        return true;
    }
}

/// <summary>The relay may be another node's by now.</summary>
internal sealed class RelayLostException() : Exception("The relay may be another node's by now.");
