using System.Text;
using LiveSession.Ingest.Live;

namespace LiveSession.Ingest.Tests.Live;

public sealed class StenoOpeningTests
{
    [Fact]
    public void Words_that_begin_like_a_request_arrive_whole_however_they_are_split()
    {
        foreach (var words in new[] { "GET READY\r", "PUT IT THERE\r", "SSH! HE SPEAKS\r", "OPTIONS ARE\r", "CONNECT ME\r", "<?\r", "G", "POST" })
        {
            for (var split = 0; split <= words.Length; split++)
            {
                var opening = new StenoOpening();
                byte[] read =
                [
                    .. opening.Read(Encoding.ASCII.GetBytes(words[..split])),
                    .. opening.Read(Encoding.ASCII.GetBytes(words[split..])),
                    .. opening.Rest(),
                ];

                Encoding.ASCII.GetString(read).ShouldBe(words);
                opening.Other.ShouldBeNull();
            }
        }
    }

    [Fact]
    public void A_request_is_known_by_its_beginning_byte_by_byte_and_nothing_of_it_is_let_through()
    {
        var opening = new StenoOpening();

        foreach (var each in Encoding.ASCII.GetBytes("GET /"))
        {
            opening.Read([each]).ShouldBeEmpty();
        }

        opening.Other.ShouldBe("HTTP");
        opening.Rest().ShouldBeEmpty();
    }

    [Fact]
    public void Later_on_anything_is_text()
    {
        var opening = new StenoOpening();
        opening.Read("WE "u8);

        Encoding.ASCII.GetString(opening.Read("GET / HTTP"u8)).ShouldBe("GET / HTTP");
        opening.Other.ShouldBeNull();
    }
}
