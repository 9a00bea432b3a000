using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using LiveSession.Server.Tests.Host;
using LiveSession.Storage;

namespace LiveSession.Server.Tests.Operations;

/// <summary>What stands in <c>infra/</c> names settings, addresses and figures of the product: they have to be there.</summary>
public sealed partial class InfrastructureTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));
    private static readonly string Infra = Path.Combine(Root, "infra");

    /// <summary>What operators read.</summary>
    public static string Handbook { get; } = Path.Combine(Infra, "README.md");

    [Theory]
    [InlineData("container/Dockerfile", 1)]
    [InlineData("container/compose.yaml", 5)]
    [InlineData("kubernetes/nodes.yaml", 4)]
    [InlineData("kubernetes/secrets.example.yaml", 2)]
    [InlineData("systemd/livesession.service", 5)]
    public async Task Every_setting_that_is_set_is_in_the_configuration_table(string file, int atLeast)
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Root, "README.md"), TestContext.Current.CancellationToken);

        var settings = Setting().Matches(await ReadAsync(file)).Select(match => match.Value.Replace("__", ":", StringComparison.Ordinal)).Distinct().ToList();

        settings.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
        // An array's element is set by its place in it.
        settings.Select(setting => Element().Replace(setting, "")).ShouldAllBe(setting => readme.Contains($"`{setting}`", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("container/compose.yaml", "stop_grace_period: (\\d+)s", 45)]
    [InlineData("kubernetes/nodes.yaml", "terminationGracePeriodSeconds: (\\d+)", 45)]
    [InlineData("systemd/livesession.service", "TimeoutStopSec=(\\d+)s", 45)]
    public async Task A_node_is_given_the_time_its_drain_takes(string file, string pattern, int longest)
    {
        var given = Regex.Matches(await ReadAsync(file), pattern).Max(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        var spans = Span().Matches(await ReadAsync("kubernetes/nodes.yaml")).Sum(match => TimeSpan.Parse(match.Value, System.Globalization.CultureInfo.InvariantCulture).TotalSeconds);

        spans.ShouldBe(25);
        ((double)given).ShouldBeInRange(spans + 10, longest + 60);
    }

    [Theory]
    [InlineData("container/Dockerfile")]
    [InlineData("kubernetes/nodes.yaml")]
    [InlineData("haproxy/haproxy.cfg")]
    public async Task Every_health_address_that_is_asked_answers(string file)
    {
        await using var server = await RunningServer.StartAsync();
        await using var visitor = await server.VisitAsync(null);

        // The command line asks /healthz/ready for the container.
        var asked = Health().Matches(await ReadAsync(file)).Select(match => match.Value).DefaultIfEmpty("/healthz/ready").Distinct();

        foreach (var path in asked)
        {
            (await visitor.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        }
    }

    [Theory]
    [InlineData("monitoring/alerts.yml", 8)]
    [InlineData("monitoring/alerts.test.yml", 3)]
    [InlineData("monitoring/grafana.json", 14)]
    [InlineData("README.md", 14)]
    public async Task Every_figure_that_is_looked_at_is_measured(string file, int atLeast)
    {
        await using var server = await RunningServer.StartAsync("--ConnectionStrings:Redis=127.0.0.1:1");
        using var log = new LogMetrics();
        var measured = Measured();

        var figures = Figure().Matches(await ReadAsync(file)).Select(match => match.Value).Distinct().ToList();

        figures.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
        figures.Where(figure => !measured.Contains(figure)).ShouldBeEmpty();
    }

    // An alert on a tenth of a second is none where the first bound is at five seconds: everything then counts as 4.95 s.
    [Fact]
    public async Task Durations_are_told_apart_where_alerts_need_it()
    {
        await using var server = await RunningServer.StartAsync();
        await using var visitor = await server.VisitAsync(null);
        await server.OpenSessionAsync();
        var bounds = Bound().Matches(await visitor.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken))
            .Select(match => match.Groups["bound"].Value).ToHashSet();

        var needed = Limit().Matches(await ReadAsync("monitoring/alerts.yml")).Concat(Bound().Matches(await ReadAsync("monitoring/alerts.test.yml")))
            .Select(match => match.Groups["bound"].Value).ToHashSet();

        needed.ShouldContain("0.1");
        needed.ShouldBeSubsetOf(bounds);
        bounds.ShouldBe(LogMetrics.Seconds.Select(bound => bound.ToString(System.Globalization.CultureInfo.InvariantCulture)), ignoreOrder: true);
    }

    // As the exporter names them.
    private static HashSet<string> Measured()
    {
        var names = new HashSet<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                var name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : "");
                names.UnionWith(instrument switch
                {
                    Histogram<double> => [name, name + "_bucket", name + "_sum", name + "_count"],
                    Counter<long> => [name + "_total"],
                    _ => [name],
                });
            },
        };
        listener.Start();
        return names;
    }

    private static Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(Infra, file), TestContext.Current.CancellationToken);

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+__[A-Za-z]\w*")]
    private static partial Regex Setting();

    [GeneratedRegex(@":\d+$")]
    private static partial Regex Element();

    [GeneratedRegex(@"(?<="")\d\d:\d\d:\d\d(?="")")]
    private static partial Regex Span();

    [GeneratedRegex("""livesession_\w+_seconds_bucket\{[^}]*le="(?<bound>[\d.]+)""")]
    private static partial Regex Bound();

    [GeneratedRegex(@"histogram_quantile\(.*> (?<bound>[\d.]+)")]
    private static partial Regex Limit();

    [GeneratedRegex(@"/healthz/\w+")]
    private static partial Regex Health();

    [GeneratedRegex(@"\blivesession_\w+")]
    private static partial Regex Figure();
}
