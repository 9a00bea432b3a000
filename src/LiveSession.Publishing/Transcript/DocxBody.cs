using System.Xml;

namespace LiveSession.Publishing.Transcript;

/// <summary>The text of a document: title, what is known of the transcript, then items and interventions.</summary>
internal sealed class DocxBody(XmlWriter xml, TranscriptView transcript, TranscriptProvenance provenance, bool isLinked)
{
    private const string W = DocxParts.Word;

    private readonly DocxParagraphs _paragraphs = new(xml);
    private readonly TranscriptClock _clock = new(transcript.Session);

    private readonly HashSet<long> _cut = [.. transcript.Interventions.SelectMany(one => one.Lines).Where(line => line.Part is not null).Select(line => line.Number)];

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await xml.WriteStartElementAsync("w", "document", W);
        await xml.WriteAttributeStringAsync("xmlns", "r", null, DocxParts.Reference);
        await xml.WriteStartElementAsync("w", "body", W);
        await WriteOpeningAsync();
        await WriteGapsAsync(0);
        foreach (var section in Outline.Sections(transcript))
        {
            await _paragraphs.WriteAsync(
                "Heading2", section.Item is { } item ? $"{PrintedText.OneLine(item.Number)}. {PrintedText.OneLine(item.Title)}" : "Opening");
            foreach (var intervention in section.Interventions)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await WriteInterventionAsync(intervention);
                await WriteGapsAsync(intervention.Number);
            }
        }

        await WritePageAsync();
        await xml.WriteEndElementAsync();
        await xml.WriteEndElementAsync();
    }

    private async Task WriteOpeningAsync()
    {
        await _paragraphs.WriteAsync("Meeting", PrintedText.OneLine(transcript.Session.MeetingTitle));
        await _paragraphs.WriteAsync("Heading1", TranscriptNotice.Title(transcript));
        foreach (var (name, value) in new (string Name, string? Value)[]
        {
            ("Date", _clock.Sitting()), ("Languages", string.Join(", ", Outline.Languages(transcript))), ("Status", TranscriptNotice.Status(transcript)),
            ("Address", provenance.Permalink), ("Record", TranscriptNotice.Record(provenance)), ("SHA-256", provenance.Hash),
        })
        {
            if (!string.IsNullOrEmpty(value))
            {
                await _paragraphs.OpenAsync("Fact", rightToLeft: false);
                await _paragraphs.TextAsync(name, "Label");
                await _paragraphs.TabAsync();
                await _paragraphs.TextAsync(PrintedText.OneLine(value));
                await _paragraphs.CloseAsync();
            }
        }

        await _paragraphs.WriteAsync("Disclaimer", TranscriptNotice.Disclaimer);
    }

    private async Task WriteInterventionAsync(InterventionView intervention)
    {
        var paragraphs = Outline.Passages(intervention).SelectMany(Paragraphs.LinesOf).ToArray();
        if (paragraphs.Length == 0)
        {
            return;
        }

        await WriteSpeakerAsync(intervention);
        foreach (var lines in paragraphs)
        {
            await WriteParagraphAsync(lines);
        }
    }

    private async Task WriteSpeakerAsync(InterventionView intervention)
    {
        var speaker = Outline.SpeakerOf(intervention) ?? Outline.Unknown;
        var rightToLeft = Directions.IsRightToLeft(speaker, null);

        // Keeps the signs and digits after a name from joining it where it runs the other way than the paragraph.
        var mark = rightToLeft ? "\u200F" : "\u200E";
        var place = FormattableString.Invariant($"i{intervention.Number}");
        await _paragraphs.OpenAsync("Intervention", rightToLeft);
        await _paragraphs.BookmarkAsync(place);
        await _paragraphs.TextAsync(speaker, "Speaker");
        if (Outline.AffiliationOf(intervention) is { } affiliation)
        {
            await _paragraphs.TextAsync($"{mark} ({affiliation}{mark})", "Affiliation");
        }

        await _paragraphs.TextAsync($"{mark} ");
        var time = _clock.Stamp(intervention.StartedAt);
        await (isLinked ? _paragraphs.LinkAsync(time, "Time", place) : _paragraphs.TextAsync(time, "Time"));
        await _paragraphs.CloseAsync();
    }

    private async Task WriteParagraphAsync(List<CaptionLineView> lines)
    {
        var language = PrintedText.OneLine(lines[0].Language);
        await _paragraphs.OpenAsync(null, Directions.IsRightToLeft(Paragraphs.TextOf(lines), language));
        var before = "";
        foreach (var line in lines)
        {
            var words = PrintedText.OneLine(line.Text);
            var joined = PrintedText.Join(before, words).Length > before.Length + words.Length;
            await _paragraphs.TextAsync(joined ? " " : "", null, language);
            foreach (var (text, change) in TrackedWords.Of(TrackedWords.FormerOf(line, _cut.Contains(line.Number)), words))
            {
                await _paragraphs.TextAsync(text, null, language, change);
            }

            before = words;
        }

        await _paragraphs.CloseAsync();
    }

    private async Task WriteGapsAsync(int after)
    {
        foreach (var silence in Outline.Silences(transcript, after))
        {
            await _paragraphs.OpenAsync("Gap", rightToLeft: false);
            await _paragraphs.TextAsync(TranscriptNotice.Gap(silence));
            await _paragraphs.CloseAsync();
        }
    }

    // A4 with margins of 2.5 cm, in twentieths of a point.
    private Task WritePageAsync() => xml.WriteRawAsync(
        """<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/><w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>""");
}
