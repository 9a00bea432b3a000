using LiveSession.Server.Tests.Host;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveSession.Server.Tests.Sessions;

public sealed class BadInputTests
{
    [Fact]
    public async Task Arguments_that_cannot_be_read_are_refused_and_the_connection_goes_on()
    {
        await using var server = await RunningServer.StartAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        var hub = await chair.ConnectAsync("/hubs/floor");
        var token = TestContext.Current.CancellationToken;

        var fault = await Should.ThrowAsync<HubException>(() => hub.InvokeAsync<CommandResult>(nameof(IFloorHub.OpenSession), "not an id", 7, token));
        fault.Message.ShouldContain("binding arguments");
        await Should.ThrowAsync<HubException>(() => hub.InvokeAsync<CommandResult>("NoSuchMethod", server.Session, token));
        await Should.ThrowAsync<HubException>(() => hub.InvokeAsync<CommandResult>(nameof(IFloorHub.GiveFloor), server.Session, token));

        (await hub.SendCommandAsync(nameof(IFloorHub.OpenSession), server.Session)).Accepted.ShouldBeTrue();
    }

    [Fact]
    public async Task Missing_parts_of_a_command_are_refused_in_words()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        var hub = await chair.ConnectAsync("/hubs/floor");
        var token = TestContext.Current.CancellationToken;

        var nameless = await hub.InvokeAsync<CommandResult>(nameof(IFloorHub.RequestFloorFor), server.Session, CommandId.New(), new { place = "hall" }, token);
        var nothing = await hub.InvokeAsync<CommandResult>(nameof(IFloorHub.RequestFloorFor), server.Session, CommandId.New(), null, token);
        var idless = await hub.InvokeAsync<CommandResult>(nameof(IFloorHub.CloseSession), server.Session, default(CommandId), token);

        nameless.Rejection!.Code.ShouldBe(Rejections.BadArgument("").Code);
        nothing.Rejection!.Code.ShouldBe(Rejections.BadArgument("").Code);
        idless.Rejection!.Code.ShouldBe(Rejections.BadArgument("").Code);
    }

    [Fact]
    public async Task A_correction_without_text_is_refused_in_words()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var hub = await captioner.ConnectAsync("/hubs/captions");
        var token = TestContext.Current.CancellationToken;

        (await hub.InvokeAsync<CommandResult>(nameof(ICaptionHub.CorrectLine), server.Session, CommandId.New(), 1L, null, token)).Rejection!.Code.ShouldBe(106);
        (await hub.InvokeAsync<CommandResult>(nameof(ICaptionHub.TakePen), server.Session, CommandId.New(), null, false, token)).Rejection!.Code.ShouldBe(106);
    }

    [Fact]
    public async Task An_unknown_session_is_refused_in_words()
    {
        await using var server = await RunningServer.StartAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        var hub = await chair.ConnectAsync("/hubs/floor");

        (await hub.SendCommandAsync(nameof(IFloorHub.OpenSession), SessionId.New())).Rejection.ShouldBe(Rejections.UnknownSession);
    }

    [Fact]
    public async Task A_word_that_is_not_in_the_vocabulary_is_refused_even_as_a_number()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        var hub = await chair.ConnectAsync("/hubs/floor");

        await Should.ThrowAsync<HubException>(() => hub.InvokeAsync<CommandResult>(
            nameof(IFloorHub.RequestFloorFor), server.Session, CommandId.New(), new { name = "Ana", affiliation = "", place = 99 }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_position_before_the_beginning_gets_a_snapshot()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var observer = await server.VisitAsync(null);
        var hub = await observer.ConnectAsync("/hubs/session");
        var epoch = (await hub.JoinAsync(server.Session)).Position!.Value.Epoch;

        (await hub.JoinAsync(server.Session, new LogPosition(epoch, long.MinValue))).Missed.ShouldBeNull();
        (await hub.JoinAsync(server.Session, new LogPosition(epoch, -5))).Missed.ShouldBeNull();
    }

    [Fact]
    public async Task One_link_sends_only_so_many_commands_a_second()
    {
        await using var server = await RunningServer.StartAsync("--Connections:CommandsPerSecond=5");
        await server.OpenSessionAsync();
        await using var member = await server.VisitAsync(Role.Member);
        var hub = await member.ConnectAsync("/hubs/session");

        var answers = new List<CommandResult>();
        for (var press = 0; press < 40; press++)
        {
            answers.Add(await hub.SendCommandAsync(nameof(ISessionHub.WithdrawRequest), server.Session));
        }

        answers.ShouldContain(answer => answer.Rejection == Rejections.TooFast(5));
    }

    [Fact]
    public async Task Another_site_opens_no_connection_in_a_visitors_name()
    {
        await using var server = await RunningServer.StartAsync();
        await using var chair = await server.VisitAsync(Role.Chair);

        await Should.ThrowAsync<Exception>(() => chair.ConnectAsync("/hubs/floor", origin: "https://evil.example"));
        (await chair.ConnectAsync("/hubs/floor", origin: server.Address.GetLeftPart(UriPartial.Authority))).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_command_id_somebody_else_used_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var member = await server.VisitAsync(Role.Member);
        await using var observer = await server.VisitAsync(Role.Observer);
        var command = CommandId.New();
        var token = TestContext.Current.CancellationToken;

        var mine = await (await member.ConnectAsync("/hubs/session")).InvokeAsync<CommandResult>(nameof(ISessionHub.RequestFloor), server.Session, command, new RequestFloor("mine"), token);
        var theirs = await (await observer.ConnectAsync("/hubs/session")).InvokeAsync<CommandResult>(nameof(ISessionHub.RequestFloor), server.Session, command, new RequestFloor("theirs"), token);

        mine.Accepted.ShouldBeTrue();
        theirs.Rejection.ShouldBe(Rejections.CommandIdTaken);
    }

    [Fact]
    public async Task A_message_beyond_all_measure_closes_its_own_connection_only()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        await using var observer = await server.VisitAsync(null);
        var healthy = await observer.ConnectAsync("/hubs/session");
        var hub = await captioner.ConnectAsync("/hubs/captions");

        await Should.ThrowAsync<Exception>(() => hub.InvokeAsync<CommandResult>(
            nameof(ICaptionHub.CorrectLine), server.Session, CommandId.New(), 1L, new string('x', 2_000_000), TestContext.Current.CancellationToken));

        (await healthy.JoinAsync(server.Session)).Rejection.ShouldBeNull();
    }

    [Fact]
    public async Task Too_many_connections_from_one_address_are_refused_with_the_limit()
    {
        await using var server = await RunningServer.StartAsync("--Connections:PerAddress=2");
        await using var visitor = await server.VisitAsync(null);
        await visitor.ConnectAsync("/hubs/session");
        await visitor.ConnectAsync("/hubs/session");

        await Should.ThrowAsync<HttpRequestException>(() => visitor.ConnectAsync("/hubs/session"));
    }
}
