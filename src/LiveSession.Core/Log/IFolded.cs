namespace LiveSession.Core.Log;

/// <summary>A state that is nothing but a fold of one log.</summary>
/// <typeparam name="TSelf">The state itself; immutable.</typeparam>
public interface IFolded<TSelf>
    where TSelf : class, IFolded<TSelf>
{
    /// <summary>The state of the empty log.</summary>
    static abstract TSelf Empty { get; }

    /// <summary>Where this state stands in its log.</summary>
    LogCursor Cursor { get; }

    /// <summary>The state after one more event.</summary>
    TSelf Apply(LoggedEvent happened);
}
