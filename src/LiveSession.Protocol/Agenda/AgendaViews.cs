namespace LiveSession.Protocol;

/// <summary>One item of the agenda.</summary>
/// <param name="Id">The item.</param>
/// <param name="Number">Its number as printed, such as "3" or "3 (b)".</param>
/// <param name="Title">Its title.</param>
public sealed record AgendaItemView(AgendaItemId Id, string Number, string Title);
