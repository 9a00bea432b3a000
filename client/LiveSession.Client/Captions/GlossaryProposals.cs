using System.Globalization;

namespace LiveSession.Client.Captions;

/// <summary>What a meeting's agenda and roster give for writing: words to complete, and short forms to start from.</summary>
public static class GlossaryProposals
{
    private const int SmallWord = 3;

    // Short forms that would turn what somebody says into something else: who, it, us, un, des.
    private static readonly ImmutableHashSet<string> Said =
        [
            .. """
            a an act add age ago aid all am and any are as ask at be big but by can cut did do due end era far few for get go had has he her him his how i if in is it its
            law led let low man may me men my new no nor not now odd of off old on one or our out own pay per put ran run saw say see set she sit so ten the to too try two up
            us use via was way we who why yes yet you
            ai au aux ce ces cet de des du elle en est et eu il ils je la le les leur lui ma mais me mes moi mon ne ni nos on ont or ou par pas pat plus pour qui sa sans se ses
            si son sur ta te tu un une va vos y
            al con del el ella eso hay las lo los mas muy otro que ser sin sus tan una uno
            """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
        ];

    /// <summary>Names, affiliations and agenda titles, each once.</summary>
    public static IEnumerable<string> WordsOf(ImmutableArray<AgendaItemView> agenda, ImmutableArray<RosterEntryView> roster) =>
        roster.SelectMany(person => new[] { person.Name, person.Affiliation })
            .Concat(agenda.Select(item => item.Title))
            .Where(words => words.Length > SmallWord)
            .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>A short form for each affiliation and agenda item of several words and for each person, that the glossary does not have yet.</summary>
    public static ImmutableArray<GlossaryEntry> Of(
        ImmutableArray<AgendaItemView> agenda, ImmutableArray<RosterEntryView> roster, ImmutableArray<GlossaryEntry> known) => Of(
            roster.Select(person => person.Affiliation).Concat(agenda.Select(item => item.Title)).Concat(roster.Select(person => person.Name))
                .Select(words => new GlossaryEntry("", words)),
            known);

    /// <summary>A short form for each of these that the glossary does not have yet; one that comes with its own keeps it.</summary>
    public static ImmutableArray<GlossaryEntry> Of(IEnumerable<GlossaryEntry> found, ImmutableArray<GlossaryEntry> known)
    {
        ArgumentNullException.ThrowIfNull(found);
        var taken = known.Select(entry => entry.Form).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var said = known.Select(entry => entry.Words).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var proposed = ImmutableArray.CreateBuilder<GlossaryEntry>();
        foreach (var (own, words) in found)
        {
            var initials = own.Length > 0 ? own.ToLowerInvariant() : InitialsOf(words);
            initials = Said.Contains(initials) ? $"x{initials}" : initials;
            if (initials.Length < 2 || !said.Add(words))
            {
                continue;
            }

            var form = initials;
            for (var more = 2; !taken.Add(form); more++)
            {
                form = string.Create(CultureInfo.InvariantCulture, $"{initials}{more}");
            }

            proposed.Add(new GlossaryEntry(form, words));
        }

        return proposed.ToImmutable();
    }

    // Small words (of, the, de, la) have no initial of their own.
    private static string InitialsOf(string words) => string.Concat(words
        .Split([' ', '-', '’', '\''], StringSplitOptions.RemoveEmptyEntries)
        .Where(word => (word.Length > SmallWord || char.IsUpper(word[0]) || char.GetUnicodeCategory(word[0]) is UnicodeCategory.OtherLetter) && char.IsLetter(word[0]))
        .Select(word => char.ToLowerInvariant(word[0])));
}
