using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LiveSession.EndToEnd.Elsewhere;

/// <summary>Somebody else's web server: it has a page, and takes captions as Zoom does.</summary>
public sealed class OtherSite : IDisposable
{
    private readonly HttpListener _listener = new();

    public OtherSite()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Origin = $"http://localhost:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        _listener.Prefixes.Add($"{Origin}/");
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>The site's origin.</summary>
    public string Origin { get; }

    /// <summary>The address it gives out for captions.</summary>
    public string CaptionAddress => $"{Origin}/closedcaption?id=200610693&ns=GZHkEA==&expire=86400&sparams=id&signature=abc";

    /// <summary>The HTML of its page.</summary>
    public string Page { get; set; } = "";

    /// <summary>Whether its meeting has begun.</summary>
    public bool Started { get; set; } = true;

    /// <summary>The captions it took.</summary>
    public ConcurrentQueue<string> Taken { get; } = new();

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // The site is closed.
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (request, response, text) = (context.Request, context.Response, "");
        if (request.Url!.AbsolutePath.StartsWith("/closedcaption", StringComparison.Ordinal))
        {
            using var body = new StreamReader(request.InputStream, Encoding.UTF8);
            text = await body.ReadToEndAsync();
            response.StatusCode = Started ? 200 : 400;
            if (Started && request.HttpMethod == "POST")
            {
                Taken.Enqueue(text);
            }

            text = "0";
        }
        else
        {
            response.ContentType = "text/html; charset=utf-8";
            text = Page;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        response.ContentLength64 = bytes.Length;
        await response.OutputStream.WriteAsync(bytes);
        response.Close();
    }
}
