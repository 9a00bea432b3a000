namespace LiveSession.Storage.Migration;

/// <summary>What a migration does at a moment.</summary>
public enum MigrationStep
{
    /// <summary>Events are read, checked and written.</summary>
    Copying,

    /// <summary>Everything is there, and is checked once more where it lies.</summary>
    Checking,

    /// <summary>It is made valid, all at once.</summary>
    Committing,
}

/// <summary>How far a migration is.</summary>
/// <param name="Step">What it does.</param>
/// <param name="Events">How many events were copied.</param>
/// <param name="OfEvents">How many there are.</param>
public readonly record struct MigrationProgress(MigrationStep Step, long Events, long OfEvents);

/// <summary>What a migration moved.</summary>
/// <param name="Logs">How many logs.</param>
/// <param name="Events">How many events, in all logs.</param>
/// <param name="Keys">How many keys of sign-ins.</param>
public readonly record struct MigrationReport(int Logs, long Events, int Keys);
