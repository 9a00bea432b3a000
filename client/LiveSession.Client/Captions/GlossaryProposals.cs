using System.Globalization;

namespace LiveSession.Client.Captions;

/// <summary>What a meeting's agenda and roster give for writing: words to complete, and short forms to start from.</summary>
public static class GlossaryProposals
{
    private const int SmallWord = 3;

    /// <summary>Names, affiliations and agenda titles, each once.</summary>
    public static IEnumerable<string> WordsOf(ImmutableArray<AgendaItemView> agenda, ImmutableArray<RosterEntryView> roster) =>
        roster.SelectMany(person => new[] { person.Name, person.Affiliation })
            .Concat(agenda.Select(item => item.Title))
            .Where(words => words.Length > SmallWord)
            .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>A short form for each affiliation and agenda item of several words and for each person, that the glossary does not have yet.</summary>
    public static ImmutableArray<GlossaryEntry> Of(
        ImmutableArray<AgendaItemView> agenda, ImmutableArray<RosterEntryView> roster, ImmutableArray<GlossaryEntry> known)
    {
        var taken = known.Select(entry => entry.Form).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var said = known.Select(entry => entry.Words).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var proposed = ImmutableArray.CreateBuilder<GlossaryEntry>();
        foreach (var words in roster.Select(person => person.Affiliation).Concat(agenda.Select(item => item.Title)).Concat(roster.Select(person => person.Name)))
        {
            var initials = InitialsOf(words);
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
