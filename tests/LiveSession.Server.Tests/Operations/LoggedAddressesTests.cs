using System.Collections.Concurrent;
using System.Diagnostics;
using LiveSession.Server.Tests.Host;
using LiveSession.Server.Tests.Relays;
using LiveSession.Testing.Log;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace LiveSession.Server.Tests.Operations;

/// <summary>Where a secret is part of an address, the log does not hold it, however much is logged.</summary>
public sealed class LoggedAddressesTests
{
    private const string Secret = "s3cr3tInThePath";

    [Theory]
    [InlineData($"/i/{Secret}")]
    [InlineData($"/ebu-tt-live/{Secret}/wgec_1.floor/publish")]
    [InlineData($"/ebu-tt-live/{Secret}")]
    [InlineData($"/closedcaption?id=1&signature={Secret}")]
    public async Task A_secret_in_an_address_is_not_logged_at_any_level(string path)
    {
        var said = new KeptLog();
        await using var server = await RunningServer.StartAsync(
            new InMemorySessionLog(), builder => builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(said),
            "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft.AspNetCore=Trace", "--Logging:LogLevel:Microsoft.AspNetCore.Routing.Matching=Trace");
        await using var visitor = await server.VisitAsync(null);

        using var answer = await visitor.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        said.Lines.Count.ShouldBeGreaterThan(10);
        said.Lines.ShouldAllBe(line => !line.Contains(Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData($"/i/{Secret}")]
    [InlineData($"/ebu-tt-live/{Secret}/wgec_1.floor/publish")]
    [InlineData($"/EBU-TT-live/{Secret}")]
    [InlineData($"/wgec_1.floor/publish?token={Secret}")]
    [InlineData($"/closedcaption?id=1&signature={Secret}")]
    [InlineData($"/closedcaption/seq?id=1&signature={Secret}")]
    [InlineData($"/cartcaption?token={Secret}")]
    [InlineData($"/api/captions/webhook?token={Secret}")]
    public async Task A_request_with_a_secret_in_its_address_leaves_no_trace(string path)
    {
        var traces = new KeptTraces();
        await using var server = await RunningServer.StartAsync(
            new InMemorySessionLog(), builder => builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(traces)));
        await using var visitor = await server.VisitAsync(null);

        using var secret = await visitor.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        using var other = await visitor.Http.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);

        // A trace ends after its answer was sent.
        for (var patience = 0; !traces.Paths.Contains("/openapi/v1.json") && patience < 500; patience++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        // Those of servers beside this one are among them.
        traces.Paths.ShouldContain("/openapi/v1.json");
        traces.Paths.ShouldNotContain(path.Split('?')[0]);
    }

    private sealed class KeptTraces : BaseProcessor<Activity>
    {
        public ConcurrentQueue<string?> Paths { get; } = new();

        public override void OnEnd(Activity data)
        {
            if (data.Kind is ActivityKind.Server)
            {
                Paths.Enqueue(data.GetTagItem("url.path") as string);
            }
        }
    }
}
