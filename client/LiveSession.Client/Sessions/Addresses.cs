using System.Globalization;

namespace LiveSession.Client.Sessions;

/// <summary>Addresses of pages, relative to the base of the site.</summary>
public static class Addresses
{
    /// <summary>A meeting's page.</summary>
    public static string OfMeeting(string slug) => $"m/{slug}";

    /// <summary>A session's page.</summary>
    public static string OfSession(string slug, int number) => string.Create(CultureInfo.InvariantCulture, $"m/{slug}/{number}");

    extension(SessionView session)
    {
        /// <summary>The session's page.</summary>
        public string Address => OfSession(session.MeetingSlug, session.Number);
    }

    extension(SessionSummary session)
    {
        /// <summary>The session's page.</summary>
        public string Address => OfSession(session.MeetingSlug, session.Number);
    }
}
