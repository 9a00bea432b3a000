using LiveSession.Server.Operations;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Demo;

/// <summary>Plays the product's screenplay once the server takes connections, and tells the operator where to look and how to step in.</summary>
internal sealed partial class Demonstration(
    DemoSetting setting, IServer server, IOptions<DemoOptions> options, IHostApplicationLifetime lifetime, TimeProvider time, ILoggerFactory loggers)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken);
            var play = Screenplay.Read();
            var (stage, links) = await setting.SetAsync(play, ServerAddress.Of(server));
            await Terminal.Out.WriteLineAsync(Welcome(play, stage, links));
            await using var director = new DemoDirector(play, stage, options.Value.Speed, time, loggers.CreateLogger<DemoDirector>());
            await director.PlayAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; the play goes on where it was at the next start.
        }
        catch (Exception fault)
        {
            // A demonstration that cannot be played is no reason to stop a server.
            Log.Failed(loggers.CreateLogger<Demonstration>(), fault);
        }
    }

    private static string Welcome(Screenplay play, DemoStage stage, ImmutableDictionary<string, Uri> links)
    {
        var (chair, captioner) = (Guest(Role.Chair), Guest(Role.Captioner));
        return $"""

            The demonstration plays now ({play.Length.TotalMinutes:0} minutes at natural speed; --demo --fresh starts it over). Links for today:
              Watch it       {new Uri(stage.Server, $"m/{play.Slug}/1")}
              Take the chair {chair}
              Write captions {captioner}
              Secretariat    {Guest(Role.Secretariat)}

            """;

        Uri? Guest(Role role) => play.Cast.LastOrDefault(member => member.Entry.Role == role) is { } member ? links[member.Key] : null;
    }

    private async Task StartedAsync(CancellationToken stop)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stop);
    }

    private static partial class Log
    {
        [LoggerMessage(941, LogLevel.Error, "The demonstration cannot be played")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
