using System.Net;

namespace LiveSession.Server.Relays;

/// <summary>What became of one post.</summary>
internal enum RelayOutcome
{
    /// <summary>It was taken.</summary>
    Taken,

    /// <summary>The service said no, and said so.</summary>
    Refused,

    /// <summary>It was sent and no answer came: it may have been taken.</summary>
    Unanswered,

    /// <summary>It was sent, no answer came, and it is not sent again: a service that counts nothing would show it twice.</summary>
    Unsure,

    /// <summary>It could not be sent.</summary>
    Unreachable,

    /// <summary>The host's address lies in a network that is not written to.</summary>
    Barred,
}

/// <summary>The answer to a post. Holds nothing of the address, so that it can stand in a log.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Status">The status, where an answer came.</param>
/// <param name="Body">The beginning of the answer.</param>
internal readonly record struct RelayAnswer(RelayOutcome Outcome, HttpStatusCode? Status = null, string Body = "")
{
    /// <summary>Whether the service may well say something else in a moment.</summary>
    public bool IsPassing => Outcome is RelayOutcome.Refused
        && (Status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int?)Status >= 500);

    public override string ToString() => Status is { } status ? $"{Outcome} ({(int)status})" : Outcome.ToString();
}
