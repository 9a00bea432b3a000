using Azure;
using LiveSession.Analysis.Azure;
using LiveSession.Analysis.Embedded;
using LiveSession.Analysis.Entities;
using LiveSession.Analysis.Layers;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Analysis.Tests.Azure;

/// <summary>What stands around the language service: nobody waits long for one that is away, and it is asked again by and by.</summary>
public sealed class ResilienceTests : IAsyncLifetime
{
    private const string OneDocument = """{"kind":"KeyPhraseExtractionResults","results":{"documents":[{"id":"0","keyPhrases":["record"],"warnings":[]}],"errors":[],"modelVersion":"2021-06-01"}}""";

    private static readonly Passage Said = new("a", "The record of the working group.", "en");

    private readonly FakeTimeProvider _time = new();
    private RecordedService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await RecordedService.StartAsync();

    public async ValueTask DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData(429, """{"error":{"code":"429","message":"Please retry after 60 seconds."}}""", LanguageTrouble.Passing)]
    [InlineData(503, "", LanguageTrouble.Passing)]
    [InlineData(200, "<html><body>Sign in</body></html>", LanguageTrouble.Unreadable)]
    [InlineData(200, """{"kind":"KeyPhraseExtrac""", LanguageTrouble.Unreadable)]
    [InlineData(401, """{"error":{"code":"401","message":"Access denied due to invalid subscription key"}}""", LanguageTrouble.Refused)]
    public async Task A_service_in_trouble_is_left_alone_and_asked_again_after_a_while(int status, string body, LanguageTrouble trouble)
    {
        var analyzer = Analyzer(Options());
        for (var i = 0; i < 5; i++)
        {
            _service.Then(status, body, ("Retry-After", "60"));
            (await ReadAsync(analyzer)).Outcome.ShouldBe(AnalysisOutcome.Failed);
        }

        var skipped = await ReadAsync(analyzer);

        _service.Requests.Count.ShouldBe(5);
        skipped.Fault!.Code.ShouldBe("Away");
        analyzer.Standing.Away!.Trouble.ShouldBe(trouble);
        // The secretariat reads the same sentence, however many passages there are.
        skipped.Fault.Message.ShouldBe(analyzer.Standing.Away.Message);

        _time.Advance(TimeSpan.FromSeconds(16));
        _service.Then(200, OneDocument);
        (await ReadAsync(analyzer)).KeyPhrases.ShouldBe(["record"]);
        analyzer.Standing.Away.ShouldBeNull();
    }

    [Fact]
    public async Task A_wrong_key_is_said_in_one_sentence_that_does_not_hold_it()
    {
        var analyzer = Analyzer(Options());
        for (var i = 0; i < 5; i++)
        {
            _service.Then(401, """{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint."}}""");
            await ReadAsync(analyzer);
        }

        analyzer.Standing.Away!.Message.ShouldBe($"The language service at {_service.Address.Host} refuses our key. Is it the key of that resource, and still valid?");
    }

    [Fact]
    public async Task What_the_service_does_not_like_about_one_request_is_no_reason_to_leave_it_alone()
    {
        var analyzer = Analyzer(Options());
        for (var i = 0; i < 7; i++)
        {
            _service.Then(400, """{"error":{"code":"InvalidRequest","message":"Too many records."}}""");
            await ReadAsync(analyzer);
        }

        (_service.Requests.Count, analyzer.Standing.Away).ShouldBe((7, null));
    }

    [Fact]
    public async Task Who_asks_to_be_left_alone_for_longer_than_anybody_waits_is_not_waited_for()
    {
        _service.Then(429, "", ("Retry-After", "3600"));

        // On the real clock: had it been waited for, the test would not end.
        var result = await ReadAsync(Analyzer(Options() with { Retries = 3, RetryDelay = TimeSpan.FromMilliseconds(1) }));

        (result.Fault!.Code, _service.Requests.Count).ShouldBe(("TooManyRequests", 1));
    }

    [Fact]
    public async Task A_request_is_given_up_at_its_deadline_however_many_tries_are_left()
    {
        _service.ThenNothingForever();
        var reading = ReadAsync(Analyzer(Options() with { Retries = 10, TryTimeout = TimeSpan.FromMinutes(5), Deadline = TimeSpan.FromSeconds(20) }));
        await AskedAsync(1);

        _time.Advance(TimeSpan.FromSeconds(21));

        (await reading).Fault!.Code.ShouldBe("Unreachable");
    }

    [Fact]
    public async Task No_more_requests_than_allowed_are_under_way_at_once()
    {
        _service.ThenNothingForever().ThenNothingForever().Then(200, OneDocument);
        var analyzer = Analyzer(Options() with { AtOnce = 2 });
        using var stop = new CancellationTokenSource();
        var (first, second) = (analyzer.AnalyzeAsync(AnalysisKind.KeyPhrases, [Said], stop.Token), analyzer.AnalyzeAsync(AnalysisKind.KeyPhrases, [Said], stop.Token));
        await AskedAsync(2);
        var third = ReadAsync(analyzer);

        _service.Requests.Count.ShouldBe(2);
        third.IsCompleted.ShouldBeFalse();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Task.WhenAll(first, second));
        (await third).KeyPhrases.ShouldBe(["record"]);
    }

    [Fact]
    public async Task A_job_that_takes_too_long_is_asked_after_the_next_time_and_not_begun_again()
    {
        var location = ("operation-location", new Uri(_service.Address, "/language/analyze-text/jobs/7?api-version=2023-04-01").AbsoluteUri);
        _service.Then(202, "", location).Then(200, """{"status":"running","tasks":{"items":[]}}""");
        var analyzer = Analyzer(Options() with { JobDeadline = TimeSpan.Zero });
        (await ReadAsync(analyzer, AnalysisKind.ExtractiveSummary)).Fault!.Code.ShouldBe("StillRunning");
        _service.Then(200, """
            {"status":"succeeded","errors":[],"tasks":{"items":[{"kind":"ExtractiveSummarizationLROResults","status":"succeeded","results":{"documents":[
              {"id":"0","sentences":[{"text":"The record of the working group.","rankScore":1.0,"offset":0,"length":32}],"warnings":[]}],"errors":[],"modelVersion":"latest"}}]}}
            """);

        (await ReadAsync(analyzer, AnalysisKind.ExtractiveSummary)).Summary.Single().Text.ShouldBe(Said.Text);
        _service.Requests.Count(request => request.Method == "POST").ShouldBe(1);
    }

    [Fact]
    public async Task While_the_service_is_away_the_machine_reads_by_itself_and_what_it_read_is_asked_for_again()
    {
        var cache = new AnalysisCache();
        var own = new EmbeddedAnalyzer(Gazetteer.Common);
        var service = Analyzer(Options());
        var analyzer = new FallbackAnalyzer(new CachingAnalyzer(service, cache, "azure", "latest"), own);
        _service.Then(503, "");

        var meanwhile = (await analyzer.AnalyzeAsync(AnalysisKind.KeyPhrases, [Said], Cancellation)).Single();
        _service.Then(200, OneDocument);
        var afterwards = (await analyzer.AnalyzeAsync(AnalysisKind.KeyPhrases, [Said], Cancellation)).Single();
        var known = (await analyzer.AnalyzeAsync(AnalysisKind.KeyPhrases, [Said], Cancellation)).Single();

        (meanwhile.Provider, FallbackAnalyzer.IsProvisional(meanwhile)).ShouldBe(("embedded", true));
        (afterwards.Provider, FallbackAnalyzer.IsProvisional(afterwards)).ShouldBe(("azure", false));
        known.KeyPhrases.ShouldBe(afterwards.KeyPhrases);
        _service.Requests.Count.ShouldBe(2);
    }

    private static async Task<PassageAnalysis> ReadAsync(AzureLanguageAnalyzer analyzer, AnalysisKind kind = AnalysisKind.KeyPhrases) =>
        (await analyzer.AnalyzeAsync(kind, [Said], Cancellation)).Single();

    private async Task AskedAsync(int times)
    {
        while (_service.Requests.Count < times)
        {
            await Task.Delay(10, Cancellation);
        }
    }

    private AzureLanguageAnalyzer Analyzer(AzureLanguageOptions options) => new(options, _time, new PendingJobsInMemory());

    private AzureLanguageOptions Options() => new(_service.Address) { Key = new AzureKeyCredential("secret"), Retries = 0 };
}
