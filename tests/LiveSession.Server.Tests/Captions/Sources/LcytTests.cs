using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using LiveSession.Server.Tests.Host;

namespace LiveSession.Server.Tests.Captions.Sources;

/// <summary>A real client of YouTube's captions, as it comes from npm: nothing in it knows of this product.</summary>
public sealed class LcytTests
{
    private static readonly (string Track, string Words)[] Scripts =
        [
            ("en", "Thank you, Mr. Chair. My delegation welcomes the progress made on enhanced cooperation, and we would like to comment on paragraph 14 (b)."),
            ("fr", "Merci, Madame la Présidente. Ma délégation se félicite des progrès accomplis ; nous souhaiterions toutefois revenir sur l’alinéa « b »."),
            ("es", "Muchas gracias, señora Presidenta. ¿Podría la Secretaría aclarar el párrafo 14? Mi delegación apoya la propuesta del Perú."),
            ("ru", "Спасибо, господин Председатель. Наша делегация поддерживает предложенный текст и хотела бы сделать замечание по пункту 14."),
            ("ar", "شكرا سيدي الرئيس. يرحب وفد بلادي بالتقدم المحرز في التعاون المعزز، ونود أن نعلق على الفقرة ١٤."),
            ("zh", "谢谢 主席先生。 我国代表团 欢迎 在 加强合作 方面 取得的 进展， 并愿 就 第十四段 发表 意见。"),
        ];

    private const int WordsPerMinute = 160;

    private static bool IsLong => Environment.GetEnvironmentVariable("LIVESESSION_LONG") == "1";

    // Ten minutes as they are spoken, or a part of it as fast as it goes.
    private static int Words => IsLong ? 10 * WordsPerMinute : 120;

    private static int MillisecondsAWord => IsLong ? 60_000 / WordsPerMinute : 0;

    [Fact]
    public async Task A_script_in_six_languages_arrives_whole_although_one_answer_in_twenty_is_lost()
    {
        var folder = await InstalledAsync();
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var relay = new LossyRelay(server.Address, lossPercent: 5);
        var scripts = Scripts.ToDictionary(script => script.Track, script => Repeat(script.Words, Words));

        var retries = await Task.WhenAll(scripts.Select(script => DeliverAsync(server, relay, folder, script.Key, script.Value)));
        await server.PauseAsync();

        TestContext.Current.SendDiagnosticMessage("{0} words in each of {1} languages, {2} answers lost, {3} posts sent again", Words, Scripts.Length, relay.Lost, retries.Sum());
        retries.Sum().ShouldBeGreaterThan(0);
        relay.Lost.ShouldBeGreaterThan(0);
        foreach (var (track, words) in scripts)
        {
            var (said, meant) = (Spaced(await server.LinesAsync(track)), Spaced(words));
            if (track == "zh")
            {
                // The words of this script are written without spaces, and the software puts some between them.
                (said, meant) = (said.Replace(" ", "", StringComparison.Ordinal), meant.Replace(" ", "", StringComparison.Ordinal));
            }

            said.ShouldBe(meant, track);
        }
    }

    private static async Task<int> DeliverAsync(RunningServer server, LossyRelay relay, string folder, string track, string[] words)
    {
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.YouTube, $"lcyt {track}", track, track);
        var script = Path.Combine(folder, $"{Guid.CreateVersion7()}.txt");
        await File.WriteAllLinesAsync(script, words[..^1], TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(script, words[^1], TestContext.Current.CancellationToken);
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", ["deliver.mjs", $"{relay.Address}closedcaption", secret, script, MillisecondsAWord.ToString(CultureInfo.InvariantCulture)])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
            await node.WaitForExitAsync(TestContext.Current.CancellationToken);
            node.ExitCode.ShouldBe(0, await errors);
            return int.Parse((await output).Trim().Split('\n')[^1], CultureInfo.InvariantCulture);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static string[] Repeat(string text, int count)
    {
        var words = text.Split(' ');
        return [.. Enumerable.Range(0, count).Select(index => words[index % words.Length])];
    }

    // One space between two words, also where one line ends and the next begins.
    private static string Spaced(IEnumerable<string> pieces) => string.Join(' ', pieces.SelectMany(piece => piece.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    private static async Task<string> InstalledAsync([CallerFilePath] string here = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(here)!, "Lcyt");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "lcyt")))
        {
            try
            {
                using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
                await npm.WaitForExitAsync(TestContext.Current.CancellationToken);
                Assert.SkipWhen(npm.ExitCode != 0, "npm could not install lcyt");
            }
            catch (System.ComponentModel.Win32Exception)
            {
                Assert.Skip("there is no npm here");
            }
        }

        return folder;
    }

    /// <summary>Passes connections on to the server and loses some of the answers: the request arrives, the client never hears of it.</summary>
    private sealed class LossyRelay : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly Random _random = new(5);
        private readonly Uri _server;
        private readonly int _lossPercent;
        private readonly Task _accepting;
        private int _lost;

        public LossyRelay(Uri server, int lossPercent)
        {
            (_server, _lossPercent) = (server, lossPercent);
            _listener.Start();
            _accepting = AcceptAsync();
        }

        public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

        public int Lost => _lost;

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Stop();
            await _accepting;
            _stop.Dispose();
        }

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    _ = PassAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
                }
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // Stopped.
            }
        }

        private async Task PassAsync(TcpClient client)
        {
            using (client)
            using (var server = new TcpClient())
            {
                try
                {
                    await server.ConnectAsync(_server.Host, _server.Port, _stop.Token);
                    var (near, far) = (client.GetStream(), server.GetStream());
                    var asking = near.CopyToAsync(far, _stop.Token);
                    var block = new byte[8_192];
                    int count;
                    while ((count = await far.ReadAsync(block, _stop.Token)) > 0)
                    {
                        if (Loses())
                        {
                            return;
                        }

                        await near.WriteAsync(block.AsMemory(0, count), _stop.Token);
                    }
                }
                catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
                {
                    // One of the two went away.
                }
            }
        }

        private bool Loses()
        {
            lock (_random)
            {
                var loses = _random.Next(100) < _lossPercent;
                _lost += loses ? 1 : 0;
                return loses;
            }
        }
    }
}
