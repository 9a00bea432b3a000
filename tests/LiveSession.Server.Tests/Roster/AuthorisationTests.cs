using System.Net;
using System.Reflection;
using LiveSession.Core.Sessions;
using LiveSession.Server.Captions;
using LiveSession.Server.Floor;
using LiveSession.Server.Sessions;
using LiveSession.Server.Tests.Host;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Roster;

/// <summary>Every hub method and every endpoint × every role: a new one fails here until somebody says who may use it.</summary>
public sealed class AuthorisationTests
{
    private const string Stranger = "stranger";

    private static readonly string[] Everybody = [Stranger, .. Enum.GetNames<Role>()];

    private static readonly string[] Chairs = [nameof(Role.Chair), nameof(Role.Secretariat)];

    // Who is not told NotAllowed (or 401). Whether the command then makes sense is another rule's business.
    private static readonly Dictionary<string, (object?[] Arguments, string[] Allowed)> HubMethods = new()
    {
        ["SessionHub.Join"] = ([null, null], Everybody),
        ["SessionHub.Leave"] = ([], Everybody),
        ["SessionHub.RequestFloor"] = ([CommandId.New(), new RequestFloor("note")], [Stranger, .. Enum.GetNames<Role>().Except([nameof(Role.Captioner)])]),
        ["SessionHub.DeferRequest"] = ([CommandId.New()], [Stranger, .. Enum.GetNames<Role>().Except([nameof(Role.Captioner)])]),
        ["SessionHub.WithdrawRequest"] = ([CommandId.New()], [Stranger, .. Enum.GetNames<Role>().Except([nameof(Role.Captioner)])]),
        ["SessionHub.YieldFloor"] = ([CommandId.New()], [Stranger, .. Enum.GetNames<Role>().Except([nameof(Role.Captioner)])]),
        ["CaptionHub.Join"] = ([], [nameof(Role.Captioner), nameof(Role.Secretariat)]),
        ["CaptionHub.CorrectLine"] = ([CommandId.New(), 1L, "text"], [nameof(Role.Captioner), nameof(Role.Secretariat)]),
        ["CaptionHub.TakePen"] = ([CommandId.New(), "floor", false], [nameof(Role.Captioner)]),
        ["CaptionHub.OfferPen"] = ([CommandId.New(), "floor"], [nameof(Role.Captioner)]),
        ["CaptionHub.GivePen"] = ([CommandId.New(), "floor", ParticipantId.New(), false], [nameof(Role.Captioner), nameof(Role.Secretariat)]),
        ["CaptionHub.ClaimPen"] = ([CommandId.New(), "floor", 7L], [nameof(Role.Captioner)]),
        ["CaptionHub.SetTakeover"] = ([CommandId.New(), "floor", TimeSpan.FromSeconds(10)], [nameof(Role.Captioner), nameof(Role.Secretariat)]),
        ["FloorHub.Join"] = ([], Chairs),
        ["FloorHub.OpenSession"] = ([CommandId.New()], Chairs),
        ["FloorHub.SuspendSession"] = ([CommandId.New(), null], Chairs),
        ["FloorHub.ResumeSession"] = ([CommandId.New()], Chairs),
        ["FloorHub.CloseSession"] = ([CommandId.New()], Chairs),
        ["FloorHub.TakeUpItem"] = ([CommandId.New(), AgendaItemId.New()], Chairs),
        ["FloorHub.GoOffTheRecord"] = ([CommandId.New()], [nameof(Role.Chair)]),
        ["FloorHub.GoOnTheRecord"] = ([CommandId.New()], [nameof(Role.Chair)]),
        ["FloorHub.GiveFloor"] = ([CommandId.New(), new GiveFloor(ParticipantId.New(), 0)], [nameof(Role.Chair)]),
        ["FloorHub.GiveFloorToNext"] = ([CommandId.New(), 0], [nameof(Role.Chair)]),
        ["FloorHub.EndTurn"] = ([CommandId.New(), 0], [nameof(Role.Chair)]),
        ["FloorHub.RequestFloorFor"] = ([CommandId.New(), new RequestFloorFor(null, "Ana", "Hall", Place.Hall)], Chairs),
        ["FloorHub.WithdrawRequest"] = ([CommandId.New(), new WithdrawRequest(ParticipantId.New())], Chairs),
        ["FloorHub.SetSpeakingTime"] = ([CommandId.New(), new SetSpeakingTime(TimeSpan.FromMinutes(3))], Chairs),
        ["FloorHub.MoveRequest"] = ([CommandId.New(), new MoveRequest(new RequestKey(ParticipantId.New(), SpeechKind.Statement))], Chairs),
        ["FloorHub.DeferRequest"] = ([CommandId.New(), new DeferRequest(ParticipantId.New())], Chairs),
        ["FloorHub.CloseList"] = ([CommandId.New(), null], [nameof(Role.Chair)]),
        ["FloorHub.ReopenList"] = ([CommandId.New()], [nameof(Role.Chair)]),
        ["FloorHub.AdmitRequest"] = ([CommandId.New(), new AdmitRequest(new RequestKey(ParticipantId.New(), SpeechKind.Statement))], [nameof(Role.Chair)]),
        ["FloorHub.GiveLastWord"] = ([CommandId.New(), new GiveLastWord(ParticipantId.New(), 0)], [nameof(Role.Chair)]),
        ["FloorHub.ReAddLastSpeaker"] = ([CommandId.New(), 0], [nameof(Role.Chair)]),
        ["FloorHub.HandOverGavel"] = ([CommandId.New(), ParticipantId.New(), 0], [nameof(Role.Chair)]),
        ["FloorHub.TakeGavel"] = ([CommandId.New(), 0], [nameof(Role.Chair)]),
        ["FloorHub.EntrustDuty"] = ([CommandId.New(), new EntrustDuty(ParticipantId.New(), Duty.Clock)], Chairs),
        ["FloorHub.WithdrawDuty"] = ([CommandId.New(), new WithdrawDuty(ParticipantId.New(), Duty.Clock)], Chairs),
        ["FloorHub.SetProcedure"] = ([CommandId.New(), new SetProcedure(Procedure.PublicForum)], Chairs),
        ["FloorHub.ExtendTurn"] = ([CommandId.New(), new ExtendTurn(TimeSpan.FromMinutes(1), 0)], Chairs),
        ["FloorHub.PauseClock"] = ([CommandId.New(), 0], Chairs),
        ["FloorHub.ResumeClock"] = ([CommandId.New(), 0], Chairs),
    };

    // Writing is a stream: who may is asked line by line (see below).
    private static readonly string[] Streams = ["CaptionHub.Write"];

    // The endpoints by name, an address to try, and who is let in. 400 is let in: the form was read.
    private static readonly Dictionary<string, (string Method, string Path, string[] Allowed)> Endpoints = new()
    {
        ["GetHome"] = ("GET", "/", Everybody),
        ["GetMeetingPage"] = ("GET", "/m/wgec", Everybody),
        ["GetSessionPage"] = ("GET", "/m/wgec/1", Everybody),
        ["GetBraillePage"] = ("GET", "/m/wgec/1/braille", Everybody),
        ["GetFloorReportPage"] = ("GET", "/m/wgec/1/floor-report", Everybody),
        ["GetFloorReport"] = ("GET", "/m/wgec/1/floor-report.json", Everybody),
        ["GetFloorReportCsv"] = ("GET", "/m/wgec/1/floor-report.csv", Everybody),
        ["GetTranscriptPage"] = ("GET", "/m/wgec/1/transcript", Everybody),
        ["GetCart"] = ("GET", "/m/wgec/1/transcript.cart.txt", Everybody),
        ["GetText"] = ("GET", "/m/wgec/1/transcript.txt", Everybody),
        ["GetSubRip"] = ("GET", "/m/wgec/1/transcript.srt", Everybody),
        ["GetImsc"] = ("GET", "/m/wgec/1/transcript.ttml", Everybody),
        ["GetAkomaNtoso"] = ("GET", "/m/wgec/1/transcript.akn", Everybody),
        ["GetTei"] = ("GET", "/m/wgec/1/transcript.tei", Everybody),
        ["GetDocx"] = ("GET", "/m/wgec/1/transcript.docx", Everybody),
        ["GetHtml"] = ("GET", "/m/wgec/1/transcript.html", Everybody),
        ["GetJson"] = ("GET", "/m/wgec/1/transcript.json", Everybody),
        ["GetTranscriptSchema"] = ("GET", "/schemas/transcript.json", Everybody),
        ["GetWebVtt"] = ("GET", "/m/wgec/1/transcript.vtt", Everybody),
        ["GetLog"] = ("GET", "/m/wgec/1/transcript.jsonl", Everybody),
        ["GetKeys"] = ("GET", "/keys.json", Everybody),
        ["GetAnalysis"] = ("GET", "/m/wgec/1/analysis.json", Everybody),
        ["PostDismissal"] = ("POST", "/m/wgec/1/transcript/dismiss", [nameof(Role.Secretariat)]),
        // Of a session in which nothing was said there is nothing to redact.
        ["GetRedaction"] = ("GET", "/m/wgec/1/transcript/redact?line=1", []),
        ["PostRedaction"] = ("POST", "/m/wgec/1/transcript/redact", [nameof(Role.Secretariat)]),
        ["GetMeeting"] = ("GET", "/api/meetings/wgec", Everybody),
        ["GetSession"] = ("GET", "/api/sessions/{session}", Everybody),
        ["GetLines"] = ("GET", "/api/sessions/{session}/lines", Everybody),
        ["GetOverlay"] = ("GET", "/m/wgec/1/overlay", Everybody),
        ["GetProjector"] = ("GET", "/m/wgec/1/projector", Everybody),
        ["GetConfidence"] = ("GET", "/m/wgec/1/confidence", Everybody),
        ["GetEmbed"] = ("GET", "/m/wgec/1/embed", Everybody),
        // Of a session that was not opened there is nothing to bundle; who may have it: RecordTests.
        ["GetBundle"] = ("GET", "/m/wgec/1/transcript.zip", []),
        // Nothing was said yet, which these two answer with 404; who may read what was said: StreamTextTests.
        ["GetCaptions"] = ("GET", "/captions?event=wgec/1", []),
        ["GetTextData"] = ("GET", "/text-data.ashx?event=wgec/1", []),
        ["PostRequest"] = ("POST", "/m/wgec/1/floor", Everybody),
        ["PostDefer"] = ("POST", "/m/wgec/1/floor/defer", Everybody),
        ["PostWithdraw"] = ("POST", "/m/wgec/1/floor/withdraw", Everybody),
        ["GetStatement"] = ("GET", "/m/wgec/1/statement", Everybody),
        ["PostStatement"] = ("POST", "/m/wgec/1/statement", Everybody),
        ["PostStatementWithdrawal"] = ("POST", "/m/wgec/1/statement/withdraw", Everybody),
        ["GetQueueText"] = ("GET", "/m/wgec/1/queue.txt", Everybody),
        ["PostQueueLine"] = ("POST", "/m/wgec/1/queue.txt", Everybody),
        ["PostYield"] = ("POST", "/m/wgec/1/floor/yield", Everybody),
        ["GetInvitation"] = ("GET", "/i/unknown", []),
        ["PostInvitation"] = ("POST", "/i/unknown", []),
        ["PostSignOut"] = ("POST", "/sign-out", Everybody),
        // Captioning software holds no link: the secret in its address is all that counts, and none of these people has one.
        ["PostClosedCaption"] = ("POST", "/closedcaption?signature=unknown&seq=1", []),
        ["GetClosedCaptionSequence"] = ("GET", "/closedcaption/seq?signature=unknown", []),
        ["PostCartCaption"] = ("POST", "/cartcaption?token=unknown", []),
        ["PostCaptionWebhook"] = ("POST", "/api/captions/webhook?token=unknown", []),
        ["PostCaptions"] = ("POST", "/api/captions?token=unknown", []),
        ["PublishEbuTt"] = ("GET", "/one/publish?token=unknown", []),
        ["PublishEbuTtByAddress"] = ("GET", "/ebu-tt-live/unknown/one/publish", []),
        ["WatchEbuTt"] = ("GET", "/ebu-tt-live/unknown/one/subscribe", []),
        ["SubscribeEbuTt"] = ("GET", "/wgec_1/subscribe", Everybody),
        ["GetOpenApi"] = ("GET", "/openapi/v1.json", Everybody),
        ["Live"] = ("GET", "/healthz/live", Everybody),
        ["Open"] = ("GET", "/healthz/open", Everybody),
        ["Ready"] = ("GET", "/healthz/ready", Everybody),
        ["Metrics"] = ("GET", "/metrics", Everybody),
    };

    public static TheoryData<string> Callers => [.. Everybody];

    [Fact]
    public void Every_hub_method_has_its_line_in_the_table() =>
        new[] { typeof(SessionHub), typeof(CaptionHub), typeof(FloorHub) }
            .SelectMany(hub => hub.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(method => method.GetBaseDefinition().DeclaringType == hub)
                .Select(method => $"{hub.Name}.{method.Name}"))
            .ShouldBe([.. HubMethods.Keys, .. Streams], ignoreOrder: true);

    [Fact]
    public async Task Every_endpoint_has_its_line_in_the_table()
    {
        await using var server = await RunningServer.StartAsync();
        var named = server.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName)
            .OfType<string>();

        named.ShouldBe(Endpoints.Keys, ignoreOrder: true);
    }

    [Fact]
    public async Task Every_endpoint_without_a_name_is_a_hub_a_console_or_a_file()
    {
        await using var server = await RunningServer.StartAsync();
        var nameless = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .Where(path => !path.StartsWith("_content/", StringComparison.Ordinal) && !path.StartsWith("/_framework", StringComparison.Ordinal)
                && !path.StartsWith("_framework", StringComparison.Ordinal) && !path.StartsWith("/_blazor", StringComparison.Ordinal)
                && !path.StartsWith("_blazor", StringComparison.Ordinal) && !path.StartsWith("/hubs/", StringComparison.Ordinal))
            .ToList();

        nameless.ShouldAllBe(path => IsConsole(path) || path == "{**path:file}" || path.EndsWith(".css", StringComparison.Ordinal) || path.EndsWith(".js", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task Hub_methods_are_refused_to_every_other_role(string caller)
    {
        await using var server = await RunningServer.StartAsync();
        await using var visitor = await server.VisitAsync(RoleOf(caller));
        foreach (var (method, (arguments, allowed)) in HubMethods)
        {
            (await IsAllowedAsync(server, visitor, method, arguments)).ShouldBe(allowed.Contains(caller), $"{caller}: {method}");
        }
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task Endpoints_are_refused_to_every_other_role(string caller)
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var (name, (method, path, allowed)) in Endpoints)
        {
            await using var visitor = await server.VisitAsync(RoleOf(caller));
            var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{session}", server.Session.ToString(), StringComparison.Ordinal));
            request.Content = method == "POST" ? new FormUrlEncodedContent([]) : null;
            var status = (await visitor.Http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
            var letIn = status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound);
            letIn.ShouldBe(allowed.Contains(caller), $"{caller}: {name} answered {status}");
        }
    }

    [Theory]
    [InlineData("/desk", Role.Secretariat)]
    [InlineData("/desk/wgec", Role.Secretariat)]
    [InlineData("/desk/wgec/elsewhere/1", Role.Secretariat)]
    [InlineData("/m/wgec/1/chair", Role.Chair)]
    [InlineData("/m/wgec/1/secretariat", Role.Secretariat)]
    [InlineData("/m/wgec/1/captions", Role.Captioner)]
    public async Task Consoles_open_no_circuit_for_strangers(string path, Role role)
    {
        await using var server = await RunningServer.StartAsync();
        await using var stranger = await server.VisitAsync(null);
        await using var insider = await server.VisitAsync(role);

        (await stranger.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await insider.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await stranger.Http.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null, TestContext.Current.CancellationToken))
            .StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task Only_captioners_write(string caller)
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var visitor = await server.VisitAsync(RoleOf(caller));
        if (caller == Stranger)
        {
            await Should.ThrowAsync<HttpRequestException>(() => visitor.ConnectAsync("/hubs/captions"));
            return;
        }

        var pen = await CaptionPen.TakeUpAsync(visitor, server.Session);
        var answer = await pen.LineAsync("Is this on?");

        answer.Rejection.ShouldBe(caller == nameof(Role.Captioner) ? null : Rejections.NotAllowed);
    }

    [Fact]
    public void The_table_and_the_rules_name_the_same_commands() =>
        typeof(SessionCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SessionCommand)))
            .ShouldAllBe(command => Enum.GetValues<Role>().Any(role => SessionPermissions.Allows(role, command)));

    private static async Task<bool> IsAllowedAsync(RunningServer server, Visitor visitor, string method, object?[] arguments)
    {
        var (hub, name) = (method.Split('.')[0], method.Split('.')[1]);
        HubConnection connection;
        try
        {
            connection = await visitor.ConnectAsync(hub switch { "SessionHub" => "/hubs/session", "CaptionHub" => "/hubs/captions", _ => "/hubs/floor" });
        }
        catch (HttpRequestException e) when (e.StatusCode is HttpStatusCode.Unauthorized)
        {
            return false;
        }
        catch (HttpRequestException e) when (e.Message.Contains("401", StringComparison.Ordinal))
        {
            return false;
        }

        object?[] all = [server.Session, .. arguments];
        var token = TestContext.Current.CancellationToken;
        return (hub, name) switch
        {
            ("SessionHub", "Join") => (await connection.InvokeCoreAsync<JoinResult>(name, all, token)).Rejection is null,
            (_, "Join") => (await connection.InvokeCoreAsync<DeskResult>(name, all, token)).Rejection is null,
            (_, "Leave") => await connection.InvokeCoreAsync(name, all, token).ContinueWith(task => task.IsCompletedSuccessfully, TaskScheduler.Default),
            _ => (await connection.InvokeCoreAsync<CommandResult>(name, all, token)).Rejection?.Code != Rejections.NotAllowed.Code,
        };
    }

    private static Role? RoleOf(string caller) => caller == Stranger ? null : Enum.Parse<Role>(caller);

    private static bool IsConsole(string path) =>
        path.StartsWith("/desk", StringComparison.Ordinal) || path.EndsWith("/chair", StringComparison.Ordinal) || path.EndsWith("/captions", StringComparison.Ordinal)
        || path.EndsWith("/secretariat", StringComparison.Ordinal);
}
