using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;

namespace LiveSession.Core.Captions;

/// <summary>Decides what stands in a meeting's glossary.</summary>
public static class GlossaryDecider
{
    /// <summary>The longest short form, in UTF-16 units.</summary>
    public const int FormLength = 40;

    /// <summary>Adds, changes and removes entries: all of it or nothing. What stands already is not written again.</summary>
    public static Decision Change(MeetingState state, ChangeGlossary command, MeetingContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        var put = command.Put.Select(entry => new GlossaryEntry(PersonName.Clean(entry.Form), PersonName.Clean(entry.Words))).ToList();
        if (put.Select(entry => FaultIn(entry, context)).FirstOrDefault(found => found is not null) is { } fault)
        {
            return fault;
        }

        if (put.GroupBy(entry => entry.Form, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            return Rejections.ShortFormTwice(twice.Key);
        }

        var known = state.Glossary.Entries;
        var putKeys = put.Select(entry => entry.Form).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var changed = put.Where(entry => known.GetValueOrDefault(entry.Form) != entry).ToImmutableArray();
        var removed = command.Removed.Select(PersonName.Clean).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(name => known.ContainsKey(name) && !putKeys.Contains(name)).ToImmutableArray();
        if (changed.IsEmpty && removed.IsEmpty)
        {
            return Rejections.GlossaryUnchanged;
        }

        var count = known.Count - removed.Length + changed.Count(entry => !known.ContainsKey(entry.Form));
        return count > context.Limits.ListLength
            ? Rejections.TooMany("short forms", context.Limits.ListLength)
            : new GlossaryChanged(changed, removed);
    }

    private static Rejection? FaultIn(GlossaryEntry entry, MeetingContext context) =>
        entry.Form.Length > FormLength || !GlossaryEntry.IsOneWord(entry.Form) ? Rejections.BadShortForm(entry.Form)
        : entry.Words.Length == 0 ? Rejections.Missing($"what {entry.Form} stands for")
        : entry.Words.Length > context.Limits.TitleLength ? Rejections.TextTooLong(context.Limits.TitleLength)
        : null;
}
