using System.Buffers;
using System.Collections.Immutable;

namespace LiveSession.Protocol;

/// <summary>A short form that captioners type, and the words it stands for.</summary>
/// <param name="Form">The short form: one word, without the marks that end one; upper and lower case are the same.</param>
/// <param name="Words">What it becomes.</param>
public sealed record GlossaryEntry(string Form, string Words)
{
    // As Scripts/editor/glossary.ts knows them: behind one of the first a word is expanded, one of the others is none of its letters.
    private static readonly SearchValues<char> Ends = SearchValues.Create(".,;:!?…。，；：！？、؟،؛)]»”\"'’/");

    private static readonly SearchValues<char> Opens = SearchValues.Create("([{«“\"'‘¿¡");

    /// <summary>Whether captioners can type a short form so that it is expanded: it has no space, begins with no opening mark, and holds none that ends a word.</summary>
    public static bool IsOneWord(string form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return form.Length > 0 && !Opens.Contains(form[0]) && !form.AsSpan().ContainsAny(Ends) && !form.Any(char.IsWhiteSpace);
    }
}

/// <summary>Changes a meeting's glossary: all of it or, if one entry is wrong, nothing. Open to captioners and to the secretariat.</summary>
/// <param name="Put">Entries to add, or to give other words.</param>
/// <param name="Removed">Short forms to take out; those it does not hold are passed over.</param>
public sealed record ChangeGlossary(ImmutableArray<GlossaryEntry> Put, ImmutableArray<string> Removed) : MeetingCommand;
