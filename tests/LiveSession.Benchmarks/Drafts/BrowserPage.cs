using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using LiveSession.Testing.Installation;

namespace LiveSession.Benchmarks.Drafts;

/// <summary>A page in the machine's Chromium, steered over its debugging protocol: one page, and nothing of a test framework beside it.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private const string Listening = "DevTools listening on ";

    private readonly Process _browser;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private int _calls;

    private BrowserPage(Process browser, string profile) => (_browser, _profile) = (browser, profile);

    public static async Task<BrowserPage> OpenAsync(Uri address)
    {
        var profile = Directory.CreateTempSubdirectory("livesession-page-").FullName;
        var browser = Process.Start(new ProcessStartInfo(
            BrowserProgram.Path ?? throw new InvalidOperationException("There is no Chromium on this machine."),
            ["--headless", "--no-sandbox", "--disable-dev-shm-usage", "--remote-debugging-port=0", $"--user-data-dir={profile}", address.AbsoluteUri])
        {
            RedirectStandardError = true,
        })!;
        var page = new BrowserPage(browser, profile);
        try
        {
            await page.ConnectAsync();
            return page;
        }
        catch
        {
            await page.DisposeAsync();
            throw;
        }
    }

    /// <summary>What an expression comes to in the page; promises are awaited.</summary>
    public async Task<JsonElement> EvaluateAsync(string expression)
    {
        var id = ++_calls;
        var call = JsonSerializer.SerializeToUtf8Bytes(new
        {
            id,
            method = "Runtime.evaluate",
            @params = new { expression, awaitPromise = true, returnByValue = true },
        });
        await _socket.SendAsync(call, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        while (true)
        {
            var answer = await ReceiveAsync();
            if (answer.TryGetProperty("id", out var answered) && answered.GetInt32() == id)
            {
                var result = answer.GetProperty("result").GetProperty("result");
                return result.TryGetProperty("value", out var value) ? value : default;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _browser.Kill(entireProcessTree: true);
        await _browser.WaitForExitAsync();
        _browser.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    private async Task ConnectAsync()
    {
        var said = await _browser.StandardError.ReadLineAsync();
        while (said?.StartsWith(Listening, StringComparison.Ordinal) is false)
        {
            said = await _browser.StandardError.ReadLineAsync();
        }

        // What it says further must not fill the pipe.
        _ = _browser.StandardError.ReadToEndAsync();
        var debugger = new Uri(said![Listening.Length..]);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{debugger.Authority}") };
        var targets = JsonDocument.Parse(await http.GetStringAsync(new Uri("/json", UriKind.Relative))).RootElement.EnumerateArray();
        var target = targets.First(target => target.GetProperty("type").GetString() == "page");
        await _socket.ConnectAsync(new Uri(target.GetProperty("webSocketDebuggerUrl").GetString()!), CancellationToken.None);
    }

    private async Task<JsonElement> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        WebSocketReceiveResult received;
        do
        {
            received = await _socket.ReceiveAsync(buffer, CancellationToken.None);
            message.Write(buffer, 0, received.Count);
        }
        while (!received.EndOfMessage);
        return JsonDocument.Parse(Encoding.UTF8.GetString(message.ToArray())).RootElement;
    }
}
