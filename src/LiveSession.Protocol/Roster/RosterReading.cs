using System.Collections.Immutable;

namespace LiveSession.Protocol;

/// <summary>A roster as read from CSV: entries, or what is wrong; never both.</summary>
/// <param name="Entries">The people; empty when there are faults.</param>
/// <param name="Faults">Every fault, with its place.</param>
public sealed record RosterReading(ImmutableArray<RosterEntry> Entries, ImmutableArray<RosterFault> Faults);

/// <summary>What is wrong with a roster, and where.</summary>
/// <param name="Row">The row as a spreadsheet counts it: the header is row 1.</param>
/// <param name="Column">The column's name; null when the whole row is meant.</param>
/// <param name="Code">What is wrong, for translation: <c>missing</c>, <c>too-long</c>, <c>unknown-role</c>, <c>unknown-group</c>, <c>bad-email</c>, <c>repeated</c>, <c>columns</c>, <c>no-header</c>, <c>quote</c>, <c>empty</c>.</param>
/// <param name="Message">The same as one English sentence.</param>
/// <param name="Value">The text found there, shortened to 60 characters.</param>
public sealed record RosterFault(int Row, string? Column, string Code, string Message, string? Value = null);
