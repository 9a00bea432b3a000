using LiveSession.Analysis.Transcripts;
using LiveSession.Client.Transcript;
using LiveSession.Core.Sessions;
using LiveSession.Core.Transcript;

namespace LiveSession.Server.Analysis;

/// <summary>What a machine found in a session's transcript, and from which state of it.</summary>
/// <param name="Texts">The interventions it read.</param>
/// <param name="Analysis">What it found.</param>
/// <param name="From">What had been decided about publication by then.</param>
internal sealed record SessionReading(ImmutableArray<SpokenText> Texts, TranscriptAnalysis Analysis, PublicationState From)
{
    // What is worth a place on a page. A service knows more: quantities, dates, skills.
    private static readonly string[] Shown = ["Person", "Delegation", "Organization", "Document", "Event", "Location"];

    private const int Around = 40;

    /// <summary>Whether it knows of every mask. One that does not may quote what was masked since: it is shown to nobody until the words were read again.</summary>
    public bool IsPublic(PublicationState publication) => publication.Decisions.All(decision => decision.Choice is not PublicationChoice.Mask || From.Decisions.Contains(decision));

    /// <summary>What may be shown to everybody: without what was dismissed, and without a list of what is personal.</summary>
    public TranscriptAnalysis Published(PublicationState publication)
    {
        ImmutableArray<string> Phrases(ImmutableArray<string> phrases) => phrases.RemoveAll(phrase => publication.IsDismissed(AnalysisPart.KeyPhrase, phrase));
        ImmutableArray<Quote> Quotes(ImmutableArray<Quote> quotes) => quotes.RemoveAll(quote => publication.IsDismissed(AnalysisPart.Summary, quote.Text));
        var gone = Analysis.Named.Where(named => publication.IsDismissed(AnalysisPart.Name, named.Name)).Select(named => (named.Category, named.Name)).ToHashSet();
        return Analysis with
        {
            KeyPhrases = Phrases(Analysis.KeyPhrases),
            Summary = Quotes(Analysis.Summary),
            Named = Analysis.Named.RemoveAll(named => gone.Contains((named.Category, named.Name))),
            Items = [.. Analysis.Items.Select(item => item with { KeyPhrases = Phrases(item.KeyPhrases), Summary = Quotes(item.Summary) })],
            Interventions = [.. Analysis.Interventions.Select(one => one with
            {
                KeyPhrases = Phrases(one.KeyPhrases),
                Summary = one.Summary.RemoveAll(sentence => publication.IsDismissed(AnalysisPart.Summary, sentence)),
                Entities = one.Entities.RemoveAll(entity => gone.Contains((entity.Category, entity.Name ?? entity.Text))),
                PersonalData = [],
            })],
        };
    }

    /// <summary>The same as pages show it.</summary>
    public AnalysisView ViewFor(PublicationState publication, bool secretariat)
    {
        var published = Published(publication);
        return new AnalysisView(
            published.Providers, published.Provisional, published.KeyPhrases, QuotesOf(published.Summary),
            [.. published.Named.Where(named => Shown.Contains(named.Category)).Select(named => new NamedView(named.Category, named.Name, named.Link?.AbsoluteUri, named.Interventions))],
            published.Items.ToImmutableDictionary(item => item.Item, item => new SectionAnalysisView(item.KeyPhrases, QuotesOf(item.Summary))),
            published.Interventions.ToImmutableDictionary(one => one.Number, one => new SectionAnalysisView(one.KeyPhrases, [.. one.Summary.Select(sentence => new QuoteView(sentence, one.Number))])))
        {
            MayDismiss = secretariat,
            Dismissed = secretariat ? [.. publication.Dismissed.Select(dismissed => new DismissedView(dismissed.Part, dismissed.Text))] : [],
        };
    }

    /// <summary>The personal data found in the words as they are published, and what was masked in them.</summary>
    public ImmutableArray<PersonalDataView> PersonalData(SessionState state)
    {
        var found = from pair in Texts.Zip(Analysis.Interventions)
                    from entity in pair.Second.PersonalData
                    from place in pair.First.PlacesOf(entity.Offset, entity.Length)
                    let line = state.Captions.FindLine(place.Line.Number)
                    where line is not null && place.Offset + place.Length <= line.Text.Length
                    // A reading may be some seconds old: of a line that was changed since, it says nothing.
                    where state.Publication.Published(line).Text.AsSpan(place.Offset, place.Length).IndexOf(PublicationState.Mask) < 0
                    select ViewOf(line, place.Offset, place.Length, entity.Category, pair.First.Said.Speaker, state.Publication);
        var masked = state.Publication.Decisions.Where(decision => decision.Choice is PublicationChoice.Mask)
            .Select(decision => ViewOf(state.Captions.FindLine(decision.Line)!, decision.Offset, decision.Length, decision.Category, null, state.Publication));
        return [.. found.Concat(masked).DistinctBy(view => (view.Line, view.Offset, view.Length)).OrderBy(view => view.Line).ThenBy(view => view.Offset)];
    }

    private static PersonalDataView ViewOf(Core.Captions.CaptionLine line, int offset, int length, string category, string? speaker, PublicationState publication)
    {
        var (from, until) = (Math.Max(0, offset - Around), Math.Min(line.Text.Length, offset + length + Around));
        // Whole words, where there are any.
        from = from > 0 && line.Text.IndexOf(' ', from, offset - from) is >= 0 and var first ? first + 1 : Border(line.Text, from);
        until = until < line.Text.Length && line.Text.LastIndexOf(' ', until - 1, until - offset - length) is >= 0 and var last ? last + 1 : Border(line.Text, until);
        return new PersonalDataView(line.Number, offset, length, category, line.Text.Substring(offset, length), publication.ChoiceAt(line.Number, offset, length))
        {
            Before = (from > 0 ? "…" : "") + line.Text[from..offset],
            After = line.Text[(offset + length)..until] + (until < line.Text.Length ? "…" : ""),
            Speaker = speaker ?? line.Speaker,
            Language = line.Language,
        };
    }

    private static int Border(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;

    private static ImmutableArray<QuoteView> QuotesOf(ImmutableArray<Quote> quotes) => [.. quotes.Select(quote => new QuoteView(quote.Text, quote.Intervention))];
}
