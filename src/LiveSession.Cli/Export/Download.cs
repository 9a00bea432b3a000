using System.Net;
using LiveSession.Cli.Doors;

namespace LiveSession.Cli.Export;

/// <summary>Fetches one file from a server.</summary>
internal sealed class Download(Uri server, string path, InvitationLink? link)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>To a file, which appears once it is whole.</summary>
    public async Task<long> ToFileAsync(FileInfo file, CancellationToken cancellationToken)
    {
        var part = file.FullName + ".part";
        try
        {
            await using (var destination = File.Create(part))
            {
                await FetchAsync(content => content.CopyToAsync(destination, cancellationToken), cancellationToken);
            }

            File.Move(part, file.FullName, overwrite: true);
            file.Refresh();
            return file.Length;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new CommandFailedException($"{file} cannot be written: {e.Message}");
        }
        finally
        {
            if (File.Exists(part))
            {
                File.Delete(part);
            }
        }
    }

    /// <summary>To the terminal or whatever it is piped into.</summary>
    public Task ToAsync(TextWriter output, CancellationToken cancellationToken) => FetchAsync(
        async content =>
        {
            using var text = new StreamReader(content);
            var buffer = new char[16384];
            int read;
            while ((read = await text.ReadAsync(buffer, cancellationToken)) > 0)
            {
                await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            await output.FlushAsync(cancellationToken);
        },
        cancellationToken);

    private async Task FetchAsync(Func<Stream, Task> take, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false })
        {
            BaseAddress = server,
            Timeout = Limit,
        };
        try
        {
            if (link is not null)
            {
                using var signIn = await http.PostAsync(new Uri(link.Path, UriKind.Relative), null, cancellationToken);
                Demand(signIn.IsSuccessStatusCode || signIn.StatusCode is HttpStatusCode.Redirect, "The link was refused.");
            }

            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            Demand(answer.StatusCode is not HttpStatusCode.NotFound, $"{server} has no such transcript, or it is not public (--link signs in).");
            Demand(answer.IsSuccessStatusCode, $"{server} answered {(int)answer.StatusCode} {answer.ReasonPhrase}.");
            await using var content = await answer.Content.ReadAsStreamAsync(cancellationToken);
            await take(content);
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new CommandFailedException($"{server} cannot be reached, or went away: {e.Message}");
        }
    }

    private static void Demand(bool holds, string message)
    {
        if (!holds)
        {
            throw new CommandFailedException(message);
        }
    }
}
