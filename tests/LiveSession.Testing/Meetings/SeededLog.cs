using LiveSession.Core.Log;
using LiveSession.Core.Roster;

namespace LiveSession.Testing.Meetings;

/// <summary>One log of an archive that is being prepared: commands are decided by the product's own rules and appended.</summary>
internal sealed class SeededLog<TState>(ISessionLog archive, LogId log)
    where TState : class, IFolded<TState>
{
    public TState State { get; private set; } = TState.Empty;

    /// <summary>Takes in what the archive holds already.</summary>
    public async Task<SeededLog<TState>> LoadAsync()
    {
        await foreach (var happened in archive.ReadAsync(log, State.Cursor.Sequence))
        {
            State = State.Apply(happened);
        }

        return this;
    }

    public async Task RunAsync(CommandId command, Actor by, DateTimeOffset at, Func<TState, Decision> decide)
    {
        var decision = decide(State);
        decision.Rejection.ShouldBeNull();
        if (decision.Events.Length == 0)
        {
            return;
        }

        var appended = await archive.AppendAsync(
            log, State.Cursor.Sequence, [.. decision.Events.Select(happened => new NewEvent(at, by.Id, command, happened))]);
        State = appended.Aggregate(State, (state, happened) => state.Apply(happened));
    }
}
