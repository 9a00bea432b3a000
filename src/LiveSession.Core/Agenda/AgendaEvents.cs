using LiveSession.Core.Log;

namespace LiveSession.Core.Agenda;

/// <summary>The session took up an item.</summary>
/// <param name="Item">The item.</param>
/// <param name="Number">Its number then.</param>
/// <param name="Title">Its title then.</param>
public sealed record AgendaItemTakenUp(AgendaItemId Item, string Number, string Title) : LogEvent;
