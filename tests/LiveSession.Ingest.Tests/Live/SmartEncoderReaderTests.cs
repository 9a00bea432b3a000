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

    // Commands of telnet: an option, a negotiation, nothing. They stand for nothing, and where they do they part what stands around them.
    private const string Nothing = "\0";
    private static readonly byte[][] Negotiations = [[0xFF, 0xFB, 0x01], [0xFF, 0xFA, 0x18, 0x01, 0xFF, 0xF0], [0xFF, 0xF1]];

    private static readonly string Windows = Encoding.Latin1.GetString([.. Enumerable.Range(0, 256).Select(each => (byte)each)])
        .Remove(0x80, 0x20).Insert(0x80, "€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ");

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
    public void Spacing_that_is_left_of_an_erased_line_is_a_keystroke_to_be_erased() =>
        LinesOf("one\rx\r\b\b \r\b\b\b, two\r"u8.ToArray()).ShouldBe(["one, two"]);

    [Fact]
    public void Telnet_negotiation_is_no_text() =>
        LinesOf([0xFF, 0xFB, 0x01, (byte)'a', 0xFF, 0xFA, 0x18, 0x01, 0xFF, 0xF0, (byte)'b', 0x0D]).ShouldBe(["ab"]);

    [Fact]
    public void What_is_not_UTF8_is_read_as_Windows_1252() =>
        LinesOf([(byte)'D', 0xE9, (byte)'l', 0xE9, (byte)'g', (byte)'u', 0xE9, (byte)' ', 0x96, 0x0D]).ShouldBe(["Délégué –"]);

    [Fact]
    public void One_damaged_byte_among_letters_of_UTF8_costs_that_letter_and_no_other() =>
        LinesOf([.. "Délégué du Br"u8, 0xC3, .. "sil, élu \r"u8, 0xE9, .. " délégués\r"u8]).ShouldBe(["Délégué du Br\uFFFDsil, élu", "\uFFFD délégués"]);

    [Theory]
    [InlineData("ru", 1251, "\u0003\u00012 cc1 3 word\rСпасибо, г-н Председатель.\rЁлка — её, пят\b\bять: №\u00A014 «б»\rя, ю, съезд\r")]
    [InlineData("ru-RU", 1251, "Её слова: пятая сессия\rявка\r")]
    [InlineData("uk", 1251, "Дякую, пане Голово. Її ґрунт, є\r")]
    [InlineData("ar", 1256, "شكرا سيدي الرئيس. يرحب وفد بلادي، ونود\b\b أن نعلق؟\rالفقرة 14 (ب)؛\r")]
    [InlineData("fa", 1256, "تک پرسش گروه، چگونه؟\r")]
    [InlineData("el", 1253, "Ευχαριστώ, κύριε Πρόεδρε. Έτσι\r")]
    [InlineData("pl", 1250, "Dziękuję, Panie Przewodniczący. Żółć\r")]
    [InlineData("fr", 1252, "Délégué – l’œuvre\r")]
    public void What_is_not_UTF8_is_read_in_the_code_page_of_the_language_wherever_it_is_split(string language, int page, string typed)
    {
        foreach (var encoding in new[] { StenoEncoding.For(language), StenoEncoding.Named($"cp{page}")! })
        {
            AreTheSame(encoding, CodePagesEncodingProvider.Instance.GetEncoding(page)!.GetBytes(typed), typed);
        }
    }

    [Theory]
    [InlineData("ru", "Спасибо, г-н Председатель. Её — «пять» я\r")]
    [InlineData("ru", "café: 主席\r")]
    [InlineData("ar", "شكرا سيدي الرئيس، ونود؟\r")]
    [InlineData("fa", "تک پرسش\r")]
    [InlineData("el", "Ευχαριστώ\r")]
    public void A_language_of_another_code_page_may_be_UTF8_as_well(string language, string typed)
    {
        foreach (var encoding in new[] { StenoEncoding.For(language), StenoEncoding.Named("utf-8")! })
        {
            AreTheSame(encoding, Encoding.UTF8.GetBytes(typed), typed);
        }
    }

    [Fact]
    public void Telnet_negotiates_before_the_first_letter_where_its_byte_is_one() =>
        LinesOf(StenoEncoding.For("ru"), [0xFF, 0xFB, 0x01, 0xFF, 0xFA, 0x18, 0x01, 0xFF, 0xF0, (byte)'-', 0xFF, 0xE2, 0xFF, 0xF2, 0xFF, 0x0D]).ShouldBe(["-явятя"]);

    [Theory]
    [InlineData("windows-1251", true)]
    [InlineData("cp1256", true)]
    [InlineData("28595", true)]
    [InlineData("koi8-r", true)]
    [InlineData("UTF-8", true)]
    [InlineData("utf-16", false)]
    [InlineData("gb18030", false)]
    [InlineData("IBM037", false)]
    [InlineData("99999", false)]
    [InlineData("", false)]
    [InlineData("nonsense", false)]
    public void Only_encodings_of_one_byte_for_a_letter_and_UTF8_can_be_named(string name, bool can) =>
        (StenoEncoding.Named(name) is not null).ShouldBe(can);

    [Fact]
    public void A_command_that_never_ends_takes_no_more_than_a_command_can() =>
        string.Concat(LinesOf([0x01, .. Encoding.ASCII.GetBytes(new string('x', 200)), 0x0D])).Length.ShouldBeGreaterThan(100);

    [Fact]
    public void A_stream_reads_the_same_wherever_it_is_split()
    {
        for (var seed = 0; seed < Streams; seed++)
        {
            var stream = StreamOf(seed);
            byte[] bytes = [.. stream.SelectMany(piece => piece.Bytes)];
            var whole = LinesOf(bytes);
            for (var split = 0; split <= bytes.Length; split++)
            {
                LinesOf(bytes[..split], bytes[split..]).ShouldBe(whole, $"seed {seed}, split at {split}");
            }

            LinesOf([.. bytes.Select(each => new[] { each })]).ShouldBe(whole, $"seed {seed}, byte by byte");
            whole.ShouldBe(Reference(stream.Select(piece => piece.Meant)), $"seed {seed}");
        }
    }

    // Every third stream holds bytes that are no UTF-8, and what they mean depends on what came before.
    private static List<(byte[] Bytes, string Meant)> StreamOf(int seed)
    {
        var random = new Random(seed);
        var stream = new List<(byte[] Bytes, string Meant)>();
        bool? isUtf8 = null;
        for (var count = random.Next(1, 30); count > 0; count--)
        {
            var text = Scraps[random.Next(Scraps.Length)];
            if (seed % 3 == 0 && random.Next(6) == 0)
            {
                isUtf8 ??= false;
                stream.Add(([0xE9], isUtf8 == true ? "\uFFFD" : "\u00E9"));
            }
            else if (random.Next(12) == 0)
            {
                stream.Add((Negotiations[random.Next(Negotiations.Length)], Nothing));
            }
            else
            {
                isUtf8 ??= Ascii.IsValid(text) ? null : true;
                var bytes = Encoding.UTF8.GetBytes(text);
                stream.Add((bytes, isUtf8 == false ? string.Concat(bytes.Select(each => Windows[each])) : text));
            }
        }

        stream.Add(([0x0D], "\r"));
        return stream;
    }

    private static void AreTheSame(StenoEncoding encoding, byte[] bytes, string typed)
    {
        var meant = Reference([typed]).ToArray();
        for (var split = 0; split <= bytes.Length; split++)
        {
            LinesOf(encoding, bytes[..split], bytes[split..]).ShouldBe(meant, $"split at {split}");
        }

        LinesOf(encoding, [.. bytes.Select(each => new[] { each })]).ShouldBe(meant, "byte by byte");
    }

    private static IReadOnlyList<string> LinesOf(params byte[][] parts) => LinesOf(StenoEncoding.For("en"), parts);

    private static IReadOnlyList<string> LinesOf(StenoEncoding encoding, params byte[][] parts)
    {
        var (reader, page) = (new SmartEncoderReader(encoding), new Page(new LineBuffer("en", LineCut.LongLines, patient: true)));
        foreach (var part in parts)
        {
            page.Write(reader.Read(part));
        }

        return page.Finish().Said;
    }

    // The plainest reading there is: one string, in which deletions delete, cut into lines at the end.
    private static IEnumerable<string> Reference(IEnumerable<string> pieces)
    {
        var (stream, text) = (string.Concat(pieces), new List<Rune>());
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
