using LiveSession.Server.Floor;
using LiveSession.Server.Sessions;
using LiveSession.Server.Tests.Host;
using LiveSession.Testing.Log;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Server.Tests.Sessions;

/// <summary>A console draws itself anew when its store says that something changed, and at no other time.</summary>
public sealed class ConsolePaceTests
{
    private const int LinesInATenth = 20;
    private static readonly TimeSpan Tenth = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_console_is_drawn_ten_times_a_second_at_any_caption_rate_and_shows_the_last_line()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await RunningServer.StartAsync(new InMemorySessionLog(), builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        using var desk = new CircuitDesk(server.Services.GetRequiredService<FloorDesks>());
        using var store = ActivatorUtilities.CreateInstance<CircuitSessionStore>(
            server.Services, await SignedIn.AsAsync(server, Role.Chair), desk);
        (await store.OpenAsync("wgec", 1, Role.Chair)).ShouldBeNull();
        var (drawn, last) = (0, default(CommandResult));
        using var watching = store.Subscribe(() => drawn++);

        for (var tenth = 1; tenth <= 10; tenth++)
        {
            for (var line = 1; line <= LinesInATenth; line++)
            {
                last = await pen.LineAsync($"{tenth}.{line}");
            }

            // A timer nobody holds is taken away with the next collection.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            clock.Advance(Tenth);
        }

        drawn.ShouldBeInRange(10, 11);
        clock.Advance(Tenth);
        store.Current!.Position.ShouldBe(last!.Position!.Value);
    }
}
