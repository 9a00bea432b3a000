using System.Diagnostics.CodeAnalysis;

namespace LiveSession.Cli.Doors;

/// <summary>An invitation link as it was mailed: <c>https://host/i/TOKEN</c>, or its path alone where the server is named.</summary>
/// <param name="Server">The server's address.</param>
/// <param name="Path">The link's path; it holds the secret and is never printed.</param>
internal sealed record InvitationLink(Uri Server, string Path)
{
    public static bool TryParse(string text, Uri? server, [NotNullWhen(true)] out InvitationLink? link)
    {
        link = null;
        if (!text.StartsWith('/') && Uri.TryCreate(text, UriKind.Absolute, out var absolute))
        {
            // The link names its host; another address given for the server wins, as behind a proxy or in a test.
            link = absolute.Scheme is "http" or "https" && IsInvitation(absolute.AbsolutePath)
                ? new InvitationLink(server ?? new Uri(absolute.GetLeftPart(UriPartial.Authority)), absolute.AbsolutePath)
                : null;
        }
        else if (server is not null)
        {
            var path = text.StartsWith('/') ? text : $"/i/{text}";
            link = IsInvitation(path) ? new InvitationLink(server, path) : null;
        }

        return link is not null;
    }

    private static bool IsInvitation(string path) =>
        path.StartsWith("/i/", StringComparison.Ordinal) && path.Length > 3 && path.AsSpan(3).IndexOfAny("/?# ") < 0;
}
