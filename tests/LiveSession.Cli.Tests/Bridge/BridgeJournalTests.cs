using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LiveSession.Cli.Bridge;
using LiveSession.Cli.Tests.Replay;

namespace LiveSession.Cli.Tests.Bridge;

/// <summary>The real program in a process of its own, killed at any moment: what it was typed is in the record once.</summary>
public sealed class BridgeJournalTests
{
    private const int Kills = 8;

    [Fact]
    public async Task A_bridge_killed_again_and_again_loses_and_repeats_nothing()
    {
        await using var server = await StubServer.StartAsync(new StubRecord { CutAt = arrival => arrival switch { 15 or 60 => Cut.BeforeKeeping, 30 or 80 => Cut.BeforeAnswer, _ => Cut.Never } });
        using var folder = new TemporaryFolder();
        var (journal, port, random) = (folder.PathOf("today.journal"), BridgeTests.FreePort(), new Random(3));
        // Lines are corrected by deleting into them, and typed on without an end.
        var script = string.Concat(Enumerable.Range(1, 90).Select(number => number % 9 == 0 ? $"LINE {number}X\r\b\b!\r" : $"LINE {number}\r")) + "LAST";
        var typed = 0;
        for (var kill = 0; typed < script.Length; kill++)
        {
            using var bridge = Start(port, server, journal);
            try
            {
                using var software = await ConnectAsync(port);
                var until = kill < Kills ? Math.Min(script.Length, typed + random.Next(1, script.Length / Kills)) : script.Length;
                while (typed < until)
                {
                    var keys = script[typed..Math.Min(until, typed + random.Next(1, 12))];
                    await software.GetStream().WriteAsync(Encoding.UTF8.GetBytes(keys), TestContext.Current.CancellationToken);
                    // What lies in the socket unread is not the bridge's yet: it is killed between keystrokes, whatever it does with them.
                    typed += keys.Length;
                    for (var waiting = Stopwatch.StartNew(); await TypedAsync(journal) < typed;)
                    {
                        bridge.HasExited.ShouldBeFalse(bridge.HasExited ? await bridge.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken) : "");
                        waiting.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
                        await Task.Delay(5, TestContext.Current.CancellationToken);
                    }
                }

                await Task.Delay(random.Next(0, 60), TestContext.Current.CancellationToken);
            }
            finally
            {
                if (bridge.HasExited)
                {
                    TestContext.Current.SendDiagnosticMessage("{0}", await bridge.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
                }

                bridge.Kill();
                await bridge.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
        }

        using var last = Start(port, server, journal);
        try
        {
            (await ConnectAsync(port)).Dispose();
            await server.Record.Until(record => record.Lines.Count == 90 && record.Drafts.Contains("LAST") && record.Corrections.Count(correction => correction.Text.EndsWith('!')) == 10);
        }
        finally
        {
            last.Kill();
        }

        server.Record.Lines.Select(line => line.Text).ShouldBe(Enumerable.Range(1, 90).Select(number => number % 9 == 0 ? $"LINE {number}X" : $"LINE {number}"));
        server.Record.Corrections.ShouldBeUnique();
        server.Record.Corrections.GroupBy(correction => correction.Line).Select(line => line.Last().Text)
            .ShouldBe(Enumerable.Range(1, 10).Select(tenth => $"LINE {tenth * 9}!"));
    }

    [Fact]
    public async Task A_journal_of_something_else_is_left_as_it_is()
    {
        await using var server = await StubServer.StartAsync();
        using var folder = new TemporaryFolder();
        var path = folder.Write("minutes.txt", "Thank you, Madam Chair.");

        var run = await ProgramRun.Of("bridge", "--listen", $"127.0.0.1:{BridgeTests.FreePort()}", "--link", server.CaptionerLink, "--journal", path);

        run.Code.ShouldBe(1);
        run.Error.ReplaceLineEndings(" ").ShouldContain("cannot be used");
        (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ShouldBe("Thank you, Madam Chair.");
    }

    [Fact]
    public async Task A_journal_of_another_version_of_the_bridge_is_refused_in_words_and_left_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var (path, head) = (folder.PathOf("today.journal"), new JournalHead(Guid.CreateVersion7(), SessionId.New(), "floor", "en"));
        BridgeJournal.Open(path, head).Dispose();
        BridgeJournal.Open(path, head).Dispose();
        var other = (await File.ReadAllTextAsync(path, Encoding.Latin1, TestContext.Current.CancellationToken)).Replace($":{JournalHead.Present}}}", ":1}", StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, other, Encoding.Latin1, TestContext.Current.CancellationToken);

        Should.Throw<CommandFailedException>(() => BridgeJournal.Open(path, head).Dispose()).Message.ShouldContain("another version");
        (await File.ReadAllTextAsync(path, Encoding.Latin1, TestContext.Current.CancellationToken)).ShouldBe(other);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_any_more_ends_the_bridge_in_words_and_what_is_in_it_is_whole()
    {
        await using var server = await StubServer.StartAsync();
        using var folder = new TemporaryFolder();
        var (journal, port) = (folder.PathOf("today.journal"), BridgeTests.FreePort());
        using var bridge = Start(port, server, journal, before: "trap '' XFSZ; ulimit -f 2; ");
        using var software = await ConnectAsync(port);
        for (var line = 1; !bridge.HasExited && line < 500; line++)
        {
            try
            {
                await software.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"LINE {line}\r"), TestContext.Current.CancellationToken);
            }
            catch (IOException)
            {
                break;
            }

            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await bridge.WaitForExitAsync(TestContext.Current.CancellationToken);
        var error = await bridge.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        bridge.ExitCode.ShouldBe(1, error);
        error.ReplaceLineEndings(" ").ShouldContain("cannot be written");

        // What it holds can be gone on with, and all of it was sent.
        var recorded = server.Record.Lines.Select(line => line.Text).ToList();
        recorded.Count.ShouldBeGreaterThan(3);
        recorded.ShouldBe(Enumerable.Range(1, recorded.Count).Select(line => $"LINE {line}"));
        using var again = Start(port, server, journal);
        try
        {
            using var rest = await ConnectAsync(port);
            await rest.GetStream().WriteAsync("AND ON\r"u8.ToArray(), TestContext.Current.CancellationToken);
            await server.Record.Until(record => record.Lines.Count > recorded.Count);
        }
        finally
        {
            again.Kill();
        }

        server.Record.Lines.Select(line => line.Text).ShouldBe([.. recorded, "AND ON"]);
    }

    // What the program needs lies beside the tests, or in the framework that they name.
    private static Process Start(int port, StubServer server, string journal, string before = "") => Process.Start(new ProcessStartInfo(
        "sh",
        ["-c", before + "exec dotnet \"$@\"", "sh",
            "exec", "--runtimeconfig", Beside("LiveSession.Cli.Tests.runtimeconfig.json"), "--depsfile", Beside("LiveSession.Cli.Tests.deps.json"), Beside("livesession.dll"), "bridge",
            "--listen", $"127.0.0.1:{port}", "--link", server.CaptionerLink, "--journal", journal])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        // Generated code is kept in a file of its own otherwise, to which a limit of files applies.
        Environment = { ["DOTNET_EnableWriteXorExecute"] = "0", ["DOTNET_EnableDiagnostics"] = "0" },
    })!;

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);

    private static async Task<TcpClient> ConnectAsync(int port)
    {
        for (var attempt = 0; ; attempt++)
        {
            var software = new TcpClient();
            try
            {
                await software.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
                return software;
            }
            catch (SocketException) when (attempt < 600)
            {
                software.Dispose();
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }
    }

    // What the records of typed bytes hold. The bridge has the file to itself, as far as .NET goes.
    private static async Task<int> TypedAsync(string journal)
    {
        using var reading = Process.Start(new ProcessStartInfo("cat", [journal]) { RedirectStandardOutput = true })!;
        using var copy = new MemoryStream();
        await reading.StandardOutput.BaseStream.CopyToAsync(copy, TestContext.Current.CancellationToken);
        var (bytes, typed) = (copy.ToArray(), 0);
        for (int at = 0, length; at + 5 <= bytes.Length; at += 5 + length)
        {
            length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 1));
            typed += bytes[at] == 'T' && at + 5 + length <= bytes.Length ? length : 0;
        }

        return typed;
    }
}
