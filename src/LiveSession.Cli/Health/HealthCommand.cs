using System.CommandLine;
using System.Net;
using System.Text.Json;
using LiveSession.Cli.Replay;
using Spectre.Console;

namespace LiveSession.Cli.Health;

/// <summary><c>livesession health --server URL</c></summary>
internal static class HealthCommand
{
    public const string Name = "health";

    public const string Lesson = """
        Asks a server whether it is ready for a session, and says what it lacks. For containers and scripts, which go by the exit code.

        Examples:
          livesession health
          livesession health --server https://live.example.org

        Exit codes:
          0  ready     1  not ready, or away     2  the command cannot be understood
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var server = new Option<string>("--server")
        {
            Description = "The server's address.",
            HelpName = "URL",
            DefaultValueFactory = _ => "http://localhost:5000",
        };
        var command = new Command(Name, "Ask whether a server is ready.") { server };
        command.SetAction(async (parsed, stop) =>
        {
            var address = ReplayCommand.ServerAddress(parsed.GetValue(server))!;
            var terminal = new Terminal(parsed.InvocationConfiguration);
            using var http = new HttpClient { BaseAddress = address, Timeout = Limit };
            try
            {
                using var answer = await http.GetAsync("/healthz/ready", stop);
                await ReportAsync(answer, terminal, stop);
                return answer.IsSuccessStatusCode ? ExitCode.Done : ExitCode.Failed;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested)
            {
                throw new CommandFailedException($"{address} cannot be reached: {(e is TaskCanceledException ? $"no answer within {Limit.TotalSeconds} s" : e.Message)}");
            }
        });
        return command;
    }

    private static async Task ReportAsync(HttpResponseMessage answer, Terminal terminal, CancellationToken cancellationToken)
    {
        if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable))
        {
            throw new CommandFailedException($"{answer.RequestMessage?.RequestUri} is not the health of a LiveSession server: it answers {(int)answer.StatusCode}.");
        }

        try
        {
            var report = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)).RootElement;
            terminal.Results.MarkupLineInterpolated($"{report.GetProperty("status").GetString()}");
            foreach (var check in report.GetProperty("checks").EnumerateObject())
            {
                var why = check.Value.TryGetProperty("description", out var description) ? description.GetString() : null;
                terminal.Results.MarkupLineInterpolated($"  {check.Name}: {check.Value.GetProperty("status").GetString()}{(why is null ? "" : $". {why}")}");
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new CommandFailedException($"{answer.RequestMessage?.RequestUri} is not the health of a LiveSession server.");
        }
    }
}
