using System.Diagnostics;
using LiveSession.Server.Tests.Host;
using LiveSession.Testing.Installation;

namespace LiveSession.Server.Tests.Protocol;

/// <summary>The examples for those who write clients, as they stand in the page that they copy them from.</summary>
public sealed class ExampleTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "src", "LiveSession.Protocol", "README.md")).ReplaceLineEndings("\n");

    [Fact]
    public async Task The_example_in_dotnet_writes_its_line()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();

        await WritingExample.RunAsync(Host(server), server.People[Role.Captioner].Secret, server.Session);

        (await server.LinesAsync()).ShouldBe(["The meeting is called to order."]);
    }

    [Fact]
    public void The_example_in_dotnet_is_the_one_that_was_compiled()
    {
        var compiled = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "LiveSession.Server.Tests", "Protocol", "WritingExample.cs"));
        var begins = Array.FindIndex(compiled, line => line.Contains("RunAsync", StringComparison.Ordinal)) + 2;

        var example = compiled[begins..^2].Select(line => line.Length > 8 ? line[8..] : "");

        Examples("csharp").ShouldHaveSingleItem().TrimEnd('\n').ShouldBe(string.Join('\n', example));
    }

    [Fact]
    public async Task The_examples_in_JavaScript_read_what_was_written_and_write_a_line()
    {
        var (reads, writes) = Examples("js") is [var first, var second] ? (first, second) : throw new InvalidOperationException("There are two of them.");
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await WritingExample.RunAsync(Host(server), server.People[Role.Captioner].Secret, server.Session);

        using var reader = RunningScript.Start(Folder(), Given(server) + reads);
        await reader.SaysAsync("The meeting is called to order.");
        using var writer = RunningScript.Start(Folder(), Given(server) + writes);
        await writer.SaysAsync("recorded as line ");
        await reader.SaysAsync("The meeting is called to order.");

        (await server.LinesAsync()).ShouldBe(["The meeting is called to order.", "The meeting is called to order."]);
    }

    private static string[] Examples(string language) =>
        [.. Page.Split($"```{language}\n").Skip(1).Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)])];

    private static string Host(RunningServer server) => server.Address.AbsoluteUri.TrimEnd('/');

    private static string Given(RunningServer server) =>
        $"const [host, secret, sessionId] = ['{Host(server)}', '{server.People[Role.Captioner].Secret}', '{server.Session}'];\n";

    private static string Folder()
    {
        var client = Path.Combine(Repository.Root, "client");
        Assert.SkipUnless(Directory.Exists(Path.Combine(client, "node_modules", "@microsoft", "signalr")), "the scripts' packages are not installed: npm ci in client/");
        return client;
    }

    /// <summary>A script that node runs, and what it says.</summary>
    private sealed class RunningScript : IDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

        private readonly Process _node;
        private readonly DirectoryInfo _folder;
        private readonly Task<string> _errors;

        private RunningScript(Process node, DirectoryInfo folder) => (_node, _folder, _errors) = (node, folder, node.StandardError.ReadToEndAsync());

        public static RunningScript Start(string client, string text)
        {
            var folder = Directory.CreateTempSubdirectory("livesession-example-");
            Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "node_modules"), Path.Combine(client, "node_modules"));
            File.Copy(Path.Combine(Repository.Root, "tests", "LiveSession.Server.Tests", "Protocol", "browser.mjs"), Path.Combine(folder.FullName, "browser.mjs"));
            File.WriteAllText(Path.Combine(folder.FullName, "example.mjs"), text);
            var node = Process.Start(new ProcessStartInfo("node", ["--import", "./browser.mjs", "example.mjs"])
            {
                WorkingDirectory = folder.FullName,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            return new RunningScript(node, folder);
        }

        public async Task SaysAsync(string words)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(Patience);
            while (await _node.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.Contains(words, StringComparison.Ordinal))
                {
                    return;
                }
            }

            Assert.Fail($"The example ended without a word of \"{words}\": {await _errors}");
        }

        public void Dispose()
        {
            _node.Kill();
            _node.WaitForExit();
            _node.Dispose();
            _folder.Delete(recursive: true);
        }
    }
}
