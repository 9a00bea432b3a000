using LiveSession.Core.Log;

namespace LiveSession.Publishing.Bundle;

/// <summary>What was found in a bundle.</summary>
/// <param name="Name">The bag's name.</param>
/// <param name="Files">How many files it has.</param>
/// <param name="Log">The log in it.</param>
/// <param name="Events">How many of its events are good, from the first.</param>
/// <param name="Head">The hash of the last good one.</param>
/// <param name="Key">The id of the key it is signed with; null where the signature does not hold.</param>
/// <param name="Trusted">Whether that is one of the keys that were known beforehand; null where none were given.</param>
/// <param name="SealedEvents">Up to which event the log was signed when the session was closed; null where it was not.</param>
/// <param name="Faults">What is wrong, in words; empty when nothing is.</param>
public sealed record BundleReport(
    string Name, int Files, string? Log, long Events, string Head, string? Key, bool? Trusted, long? SealedEvents, ImmutableArray<string> Faults)
{
    /// <summary>Where words were redacted; that is no fault.</summary>
    public ImmutableArray<FoundRedaction> Redactions { get; init; } = [];
}

/// <summary>A file is no bundle, or one that is not to be touched. The message says why, and where.</summary>
public sealed class BundleRefusedException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="message">One English sentence with the place.</param>
    public BundleRefusedException(string message)
        : base(message)
    {
    }
}
