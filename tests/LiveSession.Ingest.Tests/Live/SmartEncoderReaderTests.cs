using System.Text;
using LiveSession.Ingest.Live;

namespace LiveSession.Ingest.Tests.Live;

public sealed class SmartEncoderReaderTests
{
    private static readonly string[] Scraps =
        [
            "GOOD MORNING", " ", "\r", "\r\n", "\n", "\b", "\b\b\b", "\u007F", "\u0003", "\u0003\u00012 cc1 3 b15 word\r", "\u00013 F1\r", "\0", "\t",
            "é", "Ça va", "\u0634\u0643\u0631\u0627", "\u4E3B\u5E2D", "\U0001F30D", "The Chair: ", "\a", "x",
        ];

    private static int Streams => Environment.GetEnvironmentVariable("LIVESESSION_LONG") == "1" ? 10_000 : 300;

    [Fact]
    public void A_session_of_the_dialect_is_read_without_its_commands() =>
        LinesOf(Encoding.UTF8.GetBytes("\u0003\u00012 cc1 3 b15 word\rGOOD MORNNING\b\b\b\b\bNING\rTHANK YOU.\r\u0003")).ShouldBe(["GOOD MORNING", "THANK YOU."]);

    [Fact]
    public void Plain_text_without_any_command_is_read_the_same_way() =>
        LinesOf("One\r\ntwo\nthr\b\b\b\b3\r"u8.ToArray()).ShouldBe(["One", "two3"]);

    [Fact]
    public void A_terminal_deletes_with_another_byte_than_an_encoder() =>
        LinesOf("thank you, mad\u007F\u007F\u007FMadam Chair\r"u8.ToArray()).ShouldBe(["thank you, Madam Chair"]);

    [Fact]
    public void Telnet_negotiation_is_no_text() =>
        LinesOf([0xFF, 0xFB, 0x01, (byte)'a', 0xFF, 0xFA, 0x18, 0x01, 0xFF, 0xF0, (byte)'b', 0x0D]).ShouldBe(["ab"]);

    [Fact]
    public void What_is_not_UTF8_is_read_as_Windows_1252() =>
        LinesOf([(byte)'D', 0xE9, (byte)'l', 0xE9, (byte)'g', (byte)'u', 0xE9, (byte)' ', 0x96, 0x0D]).ShouldBe(["Délégué –"]);

    [Fact]
    public void A_command_that_never_ends_takes_no_more_than_a_command_can() =>
        string.Concat(LinesOf([0x01, .. Encoding.ASCII.GetBytes(new string('x', 200)), 0x0D])).Length.ShouldBeGreaterThan(100);

    [Fact]
    public void A_stream_reads_the_same_wherever_it_is_split()
    {
        for (var seed = 0; seed < Streams; seed++)
        {
            var bytes = StreamOf(seed);
            var whole = LinesOf(bytes);
            for (var split = 0; split <= bytes.Length; split++)
            {
                LinesOf(bytes[..split], bytes[split..]).ShouldBe(whole, $"seed {seed}, split at {split}");
            }

            LinesOf([.. bytes.Select(each => new[] { each })]).ShouldBe(whole, $"seed {seed}, byte by byte");
            if (seed % 3 != 0)
            {
                whole.Where(line => line != LineBuffer.Erased).ShouldBe(Reference(Encoding.UTF8.GetString(bytes)), $"seed {seed}");
            }
        }
    }

    // Every third stream holds bytes that are no UTF-8.
    private static byte[] StreamOf(int seed)
    {
        var random = new Random(seed);
        var text = string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => Scraps[random.Next(Scraps.Length)]));
        return seed % 3 == 0 ? [.. Encoding.UTF8.GetBytes(text), 0xE9, .. Encoding.Latin1.GetBytes("\u00E9t\u00E9\r")] : Encoding.UTF8.GetBytes(text);
    }

    private static IReadOnlyList<string> LinesOf(params byte[][] parts)
    {
        var (reader, page) = (new SmartEncoderReader(), new Page(new LineBuffer("en")));
        foreach (var part in parts)
        {
            page.Write(reader.Read(part));
        }

        return page.Finish().Said;
    }

    // The plainest reading there is: one string, in which deletions delete, cut into lines at the end. Recorded lines that were emptied
    // and not filled again keep their mark, so those are left out on both sides of the comparison below.
    private static IEnumerable<string> Reference(string stream)
    {
        var text = new List<Rune>();
        for (var index = 0; index < stream.Length; index++)
        {
            if (stream[index] == '\u0001')
            {
                index = stream.IndexOf('\r', index) is var end and >= 0 ? end : stream.Length;
            }
            else if (stream[index] is '\b' or '\u007F')
            {
                text.RemoveRange(Math.Max(0, text.Count - 1), Math.Min(1, text.Count));
            }
            else if (stream[index] is '\r' or '\u0003' or '\n')
            {
                if (stream[index] != '\n' || index == 0 || stream[index - 1] != '\r')
                {
                    text.Add(new Rune('\n'));
                }
            }
            else if (stream[index] == '\t' || !char.IsControl(stream[index]))
            {
                var rune = char.IsHighSurrogate(stream[index]) ? new Rune(stream[index], stream[++index]) : new Rune(stream[index]);
                text.Add(rune.Value == '\t' ? new Rune(' ') : rune);
            }
        }

        return string.Concat(text.Select(rune => rune.ToString())).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0);
    }
}
