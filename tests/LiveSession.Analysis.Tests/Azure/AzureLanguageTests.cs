using System.Text.Json;
using Azure;
using LiveSession.Analysis.Azure;

namespace LiveSession.Analysis.Tests.Azure;

public sealed class AzureLanguageTests : IAsyncLifetime
{
    private const string OneDocument = """{"kind":"KeyPhraseExtractionResults","results":{"documents":[{"id":"0","keyPhrases":["record"],"warnings":[]}],"errors":[],"modelVersion":"2021-06-01"}}""";

    private RecordedService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await RecordedService.StartAsync();

    public async ValueTask DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task A_request_asks_that_nothing_be_kept_and_counts_as_our_texts_do()
    {
        _service.Then(200, """{"kind":"PiiEntityRecognitionResults","results":{"documents":[{"id":"0","redactedText":"x","entities":[]}],"errors":[],"modelVersion":"1"}}""");

        await ReadAsync(AnalysisKind.PersonalData, new Passage("a", "x", "fr"));

        var request = _service.Requests.Single();
        (request.Method, request.Address, request.Key).ShouldBe(("POST", "/language/:analyze-text?api-version=2023-04-01", "secret"));
        request.Body.ShouldBe(
            """{"analysisInput":{"documents":[{"id":"0","text":"x","language":"fr"}]},"kind":"PiiEntityRecognition","parameters":{"modelVersion":"latest","loggingOptOut":true,"stringIndexType":"Utf16CodeUnit"}}""");
    }

    [Theory]
    [InlineData(AnalysisKind.KeyPhrases, "10 10 3")]
    [InlineData(AnalysisKind.Entities, "5 5 5 5 3")]
    public async Task Passages_go_in_as_many_requests_as_the_service_takes(AnalysisKind kind, string batches)
    {
        for (var i = 0; i < 5; i++)
        {
            _service.Then(200, """{"kind":"x","results":{"documents":[],"errors":[],"modelVersion":"1"}}""");
        }

        var results = await ReadAsync(kind, [.. Enumerable.Range(0, 23).Select(i => new Passage($"p{i}", "words"))]);

        string.Join(' ', _service.Requests.Select(request => Documents(request.Body).Count)).ShouldBe(batches);
        results.Select(result => result.Id).ShouldBe(Enumerable.Range(0, 23).Select(i => $"p{i}"));
        results.ShouldAllBe(result => result.Fault!.Code == "NoResult");
    }

    [Fact]
    public async Task A_long_passage_is_cut_at_ends_of_sentences_and_its_places_count_from_its_own_beginning()
    {
        const string sentence = "👩🏻‍👩🏽‍👧🏾‍👦🏿 The family spoke. ";
        var text = string.Concat(Enumerable.Repeat(sentence, 400));
        for (var i = 0; i < 5; i++)
        {
            var found = """{"text":"family","category":"Person","offset":24,"length":6,"confidenceScore":1}""";
            var documents = string.Join(',', Enumerable.Range(0, 5).Select(id => $$"""{"id":"{{id}}","entities":[{{found}}],"warnings":[]}"""));
            _service.Then(200, """{"kind":"x","results":{"documents":[DOCUMENTS],"errors":[],"modelVersion":"1"}}""".Replace("DOCUMENTS", documents, StringComparison.Ordinal));
        }

        var result = (await ReadAsync(AnalysisKind.Entities, new Passage("long", text))).Single();

        var pieces = _service.Requests.SelectMany(request => Documents(request.Body)).ToList();
        pieces.Count.ShouldBeGreaterThan(1);
        string.Concat(pieces).ShouldBe(text);
        pieces.ShouldAllBe(piece => new System.Globalization.StringInfo(piece).LengthInTextElements <= 5_120 && piece.StartsWith("👩🏻", StringComparison.Ordinal));
        result.Entities.Length.ShouldBe(pieces.Count);
        result.Entities.ShouldAllBe(entity => text.Substring(entity.Offset, entity.Length) == "family");
    }

    [Theory]
    [InlineData(1_000_000, "a")]
    [InlineData(100_000, "e\u0301\u0301\u0301")]
    [InlineData(30_000, "\ud83d\ude00")]
    public void Whatever_a_passage_is_made_of_its_pieces_are_small_enough_and_make_it_up_again(int times, string what)
    {
        var text = string.Concat(Enumerable.Repeat(what, times));

        var pieces = PassagePieces.Split(0, text).ToList();

        string.Concat(pieces.Select(piece => piece.Text)).ShouldBe(text);
        pieces.ShouldAllBe(piece => piece.Text.Length <= 20_000 && !char.IsLowSurrogate(piece.Text[0]));
        pieces.Max(piece => new System.Globalization.StringInfo(piece.Text).LengthInTextElements).ShouldBeLessThanOrEqualTo(5_120);
    }

    [Fact]
    public async Task A_place_outside_of_the_text_is_left_out()
    {
        _service.Then(200, """
            {"kind":"x","results":{"documents":[{"id":"0","entities":[
              {"text":"a","category":"Person","offset":3,"length":4,"confidenceScore":1},{"text":"b","category":"Person","offset":-1,"length":2,"confidenceScore":1},
              {"text":"words","category":"Person","offset":0,"length":5,"confidenceScore":1}]}],"errors":[],"modelVersion":"1"}}
            """);

        (await ReadAsync(AnalysisKind.Entities, new Passage("a", "words"))).Single().Entities.Single().Text.ShouldBe("words");
    }

    [Fact]
    public async Task What_the_service_says_against_one_passage_costs_no_other_its_result()
    {
        _service.Then(200, """
            {"kind":"x","results":{"documents":[{"id":"2","keyPhrases":["record"],"warnings":[]}],"errors":[
              {"id":"0","error":{"code":"InvalidArgument","message":"m","innererror":{"code":"UnsupportedLanguageCode","message":"Invalid language code."}}},
              {"id":"1","error":{"code":"InternalServerError","message":"Try later."}}],"modelVersion":"2021-06-01"}}
            """);

        var results = await ReadAsync(AnalysisKind.KeyPhrases, new Passage("a", "слова", "ru"), new Passage("empty", " "), new Passage("b", "words"), new Passage("c", "the record"));

        results.Select(result => (result.Id, result.Outcome, result.Fault?.Code)).ShouldBe(
        [
            ("a", AnalysisOutcome.NotAnalysed, "UnsupportedLanguageCode"), ("empty", AnalysisOutcome.NotAnalysed, "EmptyText"),
            ("b", AnalysisOutcome.Failed, "InternalServerError"), ("c", AnalysisOutcome.Analysed, null),
        ]);
        results[3].KeyPhrases.ShouldBe(["record"]);
        (results[3].Provider, results[3].ModelVersion).ShouldBe(("azure", "2021-06-01"));
    }

    [Fact]
    public async Task A_busy_a_broken_and_a_cut_answer_are_asked_for_again_and_by_one_layer_only()
    {
        _service.Then(429, """{"error":{"code":"429","message":"Please retry after 1 second."}}""", ("Retry-After", "1")).Then(503, "").ThenCut().Then(200, OneDocument);
        var began = TimeProvider.System.GetTimestamp();

        var result = (await ReadAsync(AnalysisKind.KeyPhrases, new Passage("a", "the record"))).Single();

        result.KeyPhrases.ShouldBe(["record"]);
        _service.Requests.Count.ShouldBe(4);
        TimeProvider.System.GetElapsedTime(began).ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(200, "<html><body>Sign in</body></html>", "Unreadable")]
    [InlineData(200, """{"kind":"KeyPhraseExtrac""", "Unreadable")]
    [InlineData(200, "[]", "Unreadable")]
    [InlineData(200, """{"kind":"x"}""", "Unreadable")]
    [InlineData(200, """{"kind":"x","results":{"documents":["text"],"errors":7}}""", "NoResult")]
    [InlineData(200, """{"kind":"x","results":{"documents":[{"id":"0","keyPhrases":[1]}]}}""", "Unreadable")]
    [InlineData(404, "<html>Not found</html>", "404")]
    [InlineData(401, """{"error":{"code":"401","message":"Access denied due to invalid subscription key"}}""", "401")]
    [InlineData(400, """{"error":{"code":"InvalidRequest","message":"m","innererror":{"code":"InvalidDocumentBatch","message":"Max 5 records are permitted."}}}""", "InvalidDocumentBatch")]
    public async Task Whatever_else_comes_is_a_failure_that_says_what_it_was(int status, string body, string code)
    {
        _service.Then(status, body);

        var result = (await ReadAsync(AnalysisKind.KeyPhrases, new Passage("a", "the record"))).Single();

        (result.Outcome, result.Fault!.Code).ShouldBe((AnalysisOutcome.Failed, code));
        result.Fault.Message.ShouldNotBeEmpty();
        result.Fault.Message.ShouldNotContain("secret");
        _service.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_service_that_never_answers_is_given_up()
    {
        _service.ThenNothingForever().ThenNothingForever();

        var result = (await ReadAsync(new AzureLanguageOptions(_service.Address) { Key = new AzureKeyCredential("secret"), TryTimeout = TimeSpan.FromMilliseconds(300), Retries = 1 }, AnalysisKind.KeyPhrases, new Passage("a", "the record"))).Single();

        result.Fault!.Code.ShouldBe("Unreachable");
    }

    [Fact]
    public async Task A_job_is_resumed_after_a_restart_and_not_paid_for_again()
    {
        var folder = Directory.CreateTempSubdirectory("jobs");
        try
        {
            var passage = new Passage("a", "One sentence of the record.", "en");
            // The program goes down while the job is waited for.
            using var stop = new CancellationTokenSource();
            _service.Then(202, "", ("operation-location", new Uri(_service.Address, "/language/analyze-text/jobs/42?api-version=2023-04-01").AbsoluteUri)).ThenNothingForever();
            var first = Analyzer(new PendingJobsInFolder(folder)).AnalyzeAsync(AnalysisKind.ExtractiveSummary, [passage], stop.Token);
            while (_service.Requests.Count < 2)
            {
                await Task.Delay(20, Cancellation);
            }

            await stop.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(first);
            _service.Then(200, """
                {"status":"succeeded","errors":[],"tasks":{"items":[{"kind":"ExtractiveSummarizationLROResults","status":"succeeded","results":{"documents":[
                  {"id":"0","sentences":[{"text":"One sentence of the record.","rankScore":1.0,"offset":0,"length":27}],"warnings":[]}],"errors":[],"modelVersion":"latest"}}]}}
                """);

            var result = (await Analyzer(new PendingJobsInFolder(folder)).AnalyzeAsync(AnalysisKind.ExtractiveSummary, [passage], Cancellation)).Single();

            result.Summary.Single().Text.ShouldBe("One sentence of the record.");
            _service.Requests.Select(request => $"{request.Method} {request.Address}").ShouldBe(
            [
                "POST /language/analyze-text/jobs?api-version=2023-04-01",
                "GET /language/analyze-text/jobs/42?api-version=2023-04-01",
                "GET /language/analyze-text/jobs/42?api-version=2023-04-01",
            ]);
            folder.GetFiles().ShouldBeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_job_that_the_service_forgot_is_begun_again()
    {
        var jobs = new PendingJobsInMemory();
        var passage = new Passage("a", "One sentence of the record.", "en");
        var location = ("operation-location", "https://elsewhere.example.org/language/analyze-text/jobs/43?api-version=2023-04-01");
        const string done = """{"status":"succeeded","errors":[],"tasks":{"items":[{"kind":"ExtractiveSummarizationLROResults","status":"succeeded","results":{"documents":[{"id":"0","sentences":[]}],"errors":[],"modelVersion":"latest"}}]}}""";
        _service.Then(202, "", location).Then(500, "").Then(500, "").Then(500, "").Then(500, "");
        (await Analyzer(jobs).AnalyzeAsync(AnalysisKind.ExtractiveSummary, [passage], Cancellation)).Single().Outcome.ShouldBe(AnalysisOutcome.Failed);
        _service.Then(404, """{"error":{"code":"NotFound","message":"The job is not there."}}""").Then(202, "", location).Then(200, done);

        var result = (await Analyzer(jobs).AnalyzeAsync(AnalysisKind.ExtractiveSummary, [passage], Cancellation)).Single();

        result.Outcome.ShouldBe(AnalysisOutcome.Analysed);
        // Wherever an answer says that the job is: the key goes to the resource alone.
        _service.Requests.Count(request => request.Address.Contains("jobs/43", StringComparison.Ordinal)).ShouldBe(6);
    }

    private Task<ImmutableArray<PassageAnalysis>> ReadAsync(AnalysisKind kind, params Passage[] passages) => ReadAsync(Options(), kind, passages);

    private static Task<ImmutableArray<PassageAnalysis>> ReadAsync(AzureLanguageOptions options, AnalysisKind kind, params Passage[] passages) =>
        new AzureLanguageAnalyzer(options, TimeProvider.System, new PendingJobsInMemory()).AnalyzeAsync(kind, [.. passages], Cancellation);

    private AzureLanguageAnalyzer Analyzer(IPendingJobs jobs) => new(Options(), TimeProvider.System, jobs);

    private AzureLanguageOptions Options() => new(_service.Address) { Key = new AzureKeyCredential("secret"), PollDelay = TimeSpan.FromMilliseconds(10), RetryDelay = TimeSpan.FromMilliseconds(10) };

    private static List<string> Documents(string body) =>
        [.. JsonDocument.Parse(body).RootElement.GetProperty("analysisInput").GetProperty("documents").EnumerateArray().Select(document => document.GetProperty("text").GetString()!)];
}
