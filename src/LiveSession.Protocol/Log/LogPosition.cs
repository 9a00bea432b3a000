namespace LiveSession.Protocol;

/// <summary>
/// A place in a log. Sequences start at 1 and have no gaps; a client that sees one has missed something and joins again.
/// The epoch changes when a log's history was replaced (a restored backup): what a client knows is then void.
/// </summary>
/// <param name="Epoch">The life of the log this sequence counts in.</param>
/// <param name="Sequence">How many events the log held when it was here; 0 is the empty log.</param>
public readonly record struct LogPosition(Guid Epoch, long Sequence);
