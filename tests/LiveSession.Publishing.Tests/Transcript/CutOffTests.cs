using System.Text;
using System.Text.Json;
using System.Xml;
using LiveSession.Publishing.Transcript;

namespace LiveSession.Publishing.Tests.Transcript;

/// <summary>Half a transcript must not pass for the whole: what was cut off in writing is no whole file of its kind.</summary>
public sealed class CutOffTests
{
    private static readonly TranscriptProvenance Origin = new("https://live.example.org/m/wgec-5/2/transcript");

    private static readonly TranscriptView Long = Transcripts.Of([.. Enumerable.Range(1, 400).Select(number => Transcripts.By(
        "Maria Silva", Transcripts.Line(number, number * 10, new string('x', 200))) with { Number = number })]);

    [Theory]
    [InlineData("AkomaNtoso")]
    [InlineData("Tei")]
    [InlineData("Imsc")]
    [InlineData("Html")]
    [InlineData("Json")]
    public async Task What_is_stopped_midway_is_left_open(string name)
    {
        using var stop = new CancellationTokenSource();
        var taken = 0;
        await using var to = new ForwardStream { Taking = () => { if (++taken == 2) { stop.Cancel(); } } };

        await Should.ThrowAsync<OperationCanceledException>(() => Format(name).WriteAsync(Long, Origin, to, stop.Token));

        to.Written.ShouldNotBeEmpty("something was written before it was stopped");
        IsWhole(name, to.Written).ShouldBeFalse();
    }

    [Theory]
    [InlineData("AkomaNtoso")]
    [InlineData("Tei")]
    [InlineData("Imsc")]
    [InlineData("Html")]
    [InlineData("Json")]
    public async Task What_its_reader_hung_up_on_is_left_open(string name)
    {
        var taken = 0;
        await using var to = new ForwardStream { Taking = () => { if (++taken == 3) { throw new IOException("The connection is gone."); } } };

        await Should.ThrowAsync<IOException>(() => Format(name).WriteAsync(Long, Origin, to, TestContext.Current.CancellationToken));

        IsWhole(name, to.Written).ShouldBeFalse();
    }

    [Theory]
    [InlineData("AkomaNtoso")]
    [InlineData("Tei")]
    [InlineData("Imsc")]
    [InlineData("Html")]
    [InlineData("Json")]
    public async Task What_is_written_to_its_end_is_whole(string name)
    {
        await using var to = new ForwardStream();

        await Format(name).WriteAsync(Long, Origin, to, TestContext.Current.CancellationToken);

        IsWhole(name, to.Written).ShouldBeTrue();
    }

    private static TranscriptFormat Format(string name) => TranscriptFormat.All.Single(format => format.Name == name);

    private static bool IsWhole(string name, byte[] file)
    {
        try
        {
            switch (name)
            {
                case "Html":
                    return Encoding.UTF8.GetString(file).EndsWith("</html>\n", StringComparison.Ordinal);
                case "Json":
                    JsonDocument.Parse(file).Dispose();
                    return true;
                default:
                    using (var xml = XmlReader.Create(new MemoryStream(file)))
                    {
                        while (xml.Read())
                        {
                        }
                    }

                    return true;
            }
        }
        catch (Exception e) when (e is XmlException or JsonException)
        {
            return false;
        }
    }
}
