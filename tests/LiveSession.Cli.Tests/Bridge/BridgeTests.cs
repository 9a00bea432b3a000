using System.Net;
using System.Net.Sockets;
using System.Text;
using LiveSession.Cli.Bridge;
using LiveSession.Cli.Tests.Replay;

namespace LiveSession.Cli.Tests.Bridge;

public sealed class BridgeTests
{
    [Fact]
    public async Task Lines_typed_into_a_socket_are_in_the_record_once_although_the_server_cuts_and_goes_away()
    {
        await using var server = await StubServer.StartAsync(new StubRecord { CutAt = arrival => arrival switch { 7 => Cut.BeforeKeeping, 15 => Cut.BeforeAnswer, _ => Cut.Never } });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var port = FreePort();
        var running = ProgramRun.Of(stop.Token, "bridge", "--listen", $"127.0.0.1:{port}", "--link", server.CaptionerLink);

        await TypeAsync(port, "\u0003\u00012 cc1 3 word\r" + Lines(1, 20) + "LINE TW");
        await server.Record.Until(record => record.Lines.Count >= 20);
        await server.RestartAsync();
        await TypeAsync(port, "ENTYY\b-ONE\r" + Lines(22, 30));
        await server.Record.Until(record => record.Lines.Count >= 30);
        await stop.CancelAsync();
        var run = await running;

        server.Record.Lines.Select(line => line.Text).ShouldBe([.. Numbers(1, 20), "LINE TWENTY-ONE", .. Numbers(22, 30)]);
        run.Error.ShouldContain("30 of 30 lines recorded");
        run.Code.ShouldBe(0);
    }

    [Fact]
    public async Task Deleting_into_a_recorded_line_corrects_it()
    {
        await using var server = await StubServer.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var port = FreePort();
        var running = ProgramRun.Of(stop.Token, "bridge", "--listen", $"127.0.0.1:{port}", "--link", server.CaptionerLink);

        await TypeAsync(port, "THE FLOR\r");
        await server.Record.Until(record => record.Lines.Count == 1);
        await TypeAsync(port, "\b\bOR\rNEXT\r");
        await server.Record.Until(record => record.Corrections.Count == 1 && record.Lines.Count == 2);
        await stop.CancelAsync();
        await running;

        server.Record.Corrections.ShouldBe([(1, "THE FLOOR")]);
        server.Record.Lines.Select(line => line.Text).ShouldBe(["THE FLOR", "NEXT"]);
    }

    [Fact]
    public async Task What_is_begun_is_recorded_when_the_bridge_is_stopped()
    {
        await using var server = await StubServer.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var port = FreePort();
        var running = ProgramRun.Of(stop.Token, "bridge", "--listen", $"127.0.0.1:{port}", "--link", server.CaptionerLink);

        await TypeAsync(port, "ONE\rTWO");
        await server.Record.Until(record => record.Drafts.Contains("TWO"));
        await stop.CancelAsync();
        await running;

        server.Record.Lines.Select(line => line.Text).ShouldBe(["ONE", "TWO"]);
    }

    [Fact]
    public void A_program_that_does_not_answer_any_more_is_asked_and_given_up()
    {
        using var software = new Socket(SocketType.Stream, ProtocolType.Tcp);

        BridgeRun.Watch(software);

        int Option(SocketOptionLevel level, SocketOptionName name) => (int)software.GetSocketOption(level, name)!;
        Option(SocketOptionLevel.Socket, SocketOptionName.KeepAlive).ShouldNotBe(0);
        (Option(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime)
            + (Option(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval) * Option(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount))).ShouldBe(20);
    }

    [Fact]
    public async Task A_program_that_holds_its_line_without_a_word_costs_the_next_one_nothing_of_what_it_types()
    {
        await using var server = await StubServer.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var port = FreePort();
        var running = ProgramRun.Of(stop.Token, "bridge", "--listen", $"127.0.0.1:{port}", "--link", server.CaptionerLink);
        await TypeAsync(port, "ONE\r");
        await server.Record.Until(record => record.Lines.Count == 1);
        var held = new TcpClient();
        await held.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        await held.GetStream().WriteAsync("HALF "u8.ToArray(), TestContext.Current.CancellationToken);
        await server.Record.Until(record => record.Drafts.Contains("HALF "));

        await TypeAsync(port, "A LINE\r");
        held.Client.LingerState = new LingerOption(true, 0);
        held.Dispose();
        await server.Record.Until(record => record.Lines.Count == 2);
        await stop.CancelAsync();
        await running;

        server.Record.Lines.Select(line => line.Text).ShouldBe(["ONE", "HALF A LINE"]);
    }

    [Theory]
    [InlineData("POST /captions HTTP/1.1\r\nHost: 127.0.0.1:9740\r\nOrigin: https://elsewhere.example\r\n\r\nI RESIGN\r", "HTTP")]
    [InlineData("\u00013 F1\rI RESIGN\r", "PassThru")]
    public async Task What_is_no_stenography_is_turned_away_in_words_and_nothing_of_it_is_recorded(string sent, string name)
    {
        await using var server = await StubServer.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var port = FreePort();
        var running = ProgramRun.Of(stop.Token, "bridge", "--listen", $"127.0.0.1:{port}", "--link", server.CaptionerLink);
        await TypeAsync(port, "GOOD MORNING\r");
        await server.Record.Until(record => record.Lines.Count == 1);

        using var page = new TcpClient();
        await page.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        await page.GetStream().WriteAsync(Encoding.UTF8.GetBytes(sent), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(page.GetStream(), Encoding.UTF8);
        (await reader.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe(Rejections.NotStenography(name).Message);
        await TypeAsync(port, "GO ON\r");
        await server.Record.Until(record => record.Lines.Count == 2);
        await stop.CancelAsync();

        (await running).Error.ShouldContain("Turned away");
        server.Record.Lines.Select(line => line.Text).ShouldBe(["GOOD MORNING", "GO ON"]);
    }

    [Fact]
    public async Task A_correction_without_an_answer_is_not_done()
    {
        await using var server = await StubServer.StartAsync(new StubRecord { Silent = arrival => arrival > 1 });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var port = FreePort();
        var running = ProgramRun.Of(stop.Token, "bridge", "--listen", $"127.0.0.1:{port}", "--link", server.CaptionerLink);
        await TypeAsync(port, "THE FLOR\r");
        await server.Record.Until(record => record.Lines.Count == 1);
        await TypeAsync(port, "\b\bOR\r");
        await server.Record.Until(record => record.Corrections.Count == 1);
        await stop.CancelAsync();
        var run = await running;

        run.Error.ShouldContain("1 corrections without an answer");
        run.Code.ShouldBe(1);
    }

    [Fact]
    public async Task A_place_that_is_none_is_bad_usage() =>
        (await ProgramRun.Of("bridge", "--listen", "somewhere", "--link", "http://127.0.0.1:1/i/x")).Code.ShouldBe(2);

    [Theory]
    [InlineData("ar", null, 1256, "شكرا سيدي الرئيس، ونود أن نعلق")]
    [InlineData("ru", null, 1251, "Её слова: пятая сессия")]
    [InlineData("ru", "koi8-r", 20866, "Спасибо, Ъ")]
    [InlineData("ru", null, 65001, "Спасибо, господин Председатель")]
    public async Task Software_that_does_not_write_UTF8_is_read_as_its_language_or_its_encoding_says(string language, string? encoding, int page, string text)
    {
        await using var server = await StubServer.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var port = FreePort();
        string[] named = encoding is null ? [] : ["--encoding", encoding];
        var running = ProgramRun.Of(stop.Token, ["bridge", "--listen", $"127.0.0.1:{port}", "--link", server.CaptionerLink, "--language", language, .. named]);

        await TypeAsync(port, (CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page)).GetBytes(text + "\r"));
        await server.Record.Until(record => record.Lines.Count == 1);
        await stop.CancelAsync();
        await running;

        server.Record.Lines.Select(line => line.Text).ShouldBe([text]);
    }

    [Theory]
    [InlineData("gb18030")]
    [InlineData("nonsense")]
    public async Task An_encoding_that_is_not_read_is_bad_usage(string encoding)
    {
        var run = await ProgramRun.Of("bridge", "--encoding", encoding, "--link", "http://127.0.0.1:1/i/x");

        run.Code.ShouldBe(2);
        run.Error.ShouldContain("--encoding takes windows-1251");
    }

    private static Task TypeAsync(int port, string text) => TypeAsync(port, Encoding.UTF8.GetBytes(text));

    private static async Task TypeAsync(int port, byte[] bytes)
    {
        // The bridge may still be on its way to the server.
        for (var attempt = 0; ; attempt++)
        {
            using var software = new TcpClient();
            try
            {
                await software.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
                await software.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken);
                return;
            }
            catch (SocketException) when (attempt < 200)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }

    private static string Lines(int first, int last) => string.Concat(Numbers(first, last).Select(line => line + "\r"));

    private static IEnumerable<string> Numbers(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(number => FormattableString.Invariant($"LINE {number}"));

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
