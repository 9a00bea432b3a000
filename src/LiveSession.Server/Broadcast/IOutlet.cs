using System.Security.Claims;

namespace LiveSession.Server.Broadcast;

/// <summary>A connection that the broadcaster writes to, whatever way it came.</summary>
internal interface IOutlet
{
    /// <summary>The connection's name in this process.</summary>
    string Id { get; }

    /// <summary>The sign-in it was opened with.</summary>
    ClaimsPrincipal? User { get; }

    /// <summary>Whether it says that it is in the hall: <c>?place=hall</c> in its address. Nobody checks, and nothing but a count comes of it.</summary>
    bool IsInHall { get; }

    /// <summary>Whether the connection has ended.</summary>
    bool IsGone { get; }

    /// <summary>Hands a message to the connection. Done at once, unless the other side does not read fast enough; never fails for a connection that has ended.</summary>
    ValueTask WriteAsync(Publication publication);

    /// <summary>Ends the connection, whatever is on its way.</summary>
    void Abort();

    /// <summary>Reads that off a request.</summary>
    static bool SaysHall(HttpRequest? request) => string.Equals(request?.Query["place"], "hall", StringComparison.OrdinalIgnoreCase);
}
