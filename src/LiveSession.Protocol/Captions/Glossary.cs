using System.Collections.Immutable;

namespace LiveSession.Protocol;

/// <summary>A short form that captioners type, and the words it stands for.</summary>
/// <param name="Form">The short form: one word; upper and lower case are the same.</param>
/// <param name="Words">What it becomes.</param>
public sealed record GlossaryEntry(string Form, string Words);

/// <summary>Changes a meeting's glossary: all of it or, if one entry is wrong, nothing. Open to captioners and to the secretariat.</summary>
/// <param name="Put">Entries to add, or to give other words.</param>
/// <param name="Removed">Short forms to take out; those it does not hold are passed over.</param>
public sealed record ChangeGlossary(ImmutableArray<GlossaryEntry> Put, ImmutableArray<string> Removed) : MeetingCommand;
