using LiveSession.Core.Floor;

namespace LiveSession.Core.Tests.Floor;

/// <summary>What people type in text channels, and what comes of it.</summary>
public sealed class QueueLineTests
{
    public static TheoryData<string, QueueLine?> Lines => new()
    {
        { "q+", new QueueLine.Ask(null, null, false) },
        { "Q+ to ask about signatures", new QueueLine.Ask("ask about signatures", null, false) },
        { "q+ diagram, got it -- swimlanes", new QueueLine.Ask(null, "diagram, got it -- swimlanes", false) },
        { "qq+ to answer", new QueueLine.Ask("answer", null, true) },
        { "q-", new QueueLine.Leave(null) },
        { "q- Rosa", new QueueLine.Leave("Rosa") },
        { "q- later", new QueueLine.Later() },
        { "q?", new QueueLine.Show() },
        { "vq?", new QueueLine.Show() },
        { "queue=", new QueueLine.Show() },
        { "ack", new QueueLine.Acknowledge(null) },
        { "ack next", new QueueLine.Acknowledge(null) },
        { "ack manu", new QueueLine.Acknowledge("manu") },
        { "close the queue", new QueueLine.Close() },
        { "Zakim, close queue.", new QueueLine.Close() },
        { "open the queue", new QueueLine.Open() },
        { "zakim, give Rosa Quispe the last word", new QueueLine.LastWord("Rosa Quispe") },
        { "last word rosa", new QueueLine.LastWord("rosa") },
        { "allow each speaker 2 minutes", new QueueLine.TimeEach(TimeSpan.FromMinutes(2)) },
        { "/me q+", null },
        { "open an issue", null },
        { "queue", null },
        { "q++", null },
        { "acknowledged", null },
        { "present+", null },
        { "", null },
    };

    private static readonly GivenSession Waiting = Given.OpenSession().And(
        new FloorRequested(Cast.Tomasz, null), new FloorRequested(Cast.Rosa, null, SpeechKind.Reply, Answers: 1));

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_means_what_it_means_to_Zakim(string line, QueueLine? meant) => QueueLine.Read(line).ShouldBe(meant);

    [Fact]
    public void A_line_is_a_command_like_any_other()
    {
        Command("q+ to ask").ShouldBe(new RequestFloor("ask"));
        Command("q+ on paragraph 4").ShouldBe(new RequestFloor("on paragraph 4"));
        Command("q+ Rosa Quispe").ShouldBe(new RequestFloorFor(Cast.Rosa.Id, "Rosa Quispe", "Peru", Place.Remote));
        Command("qq+").ShouldBe(new RequestFloor(null, SpeechKind.Reply));
        Command("q-").ShouldBe(new WithdrawRequest());
        Command("q- later").ShouldBe(new DeferRequest());
        Command("ack").ShouldBe(new GiveFloorToNext(0));
        Command("ack rosa").ShouldBe(new GiveFloor(Cast.Rosa.Id, 0, SpeechKind.Reply));
        Command("ack nowak").ShouldBe(new GiveFloor(Cast.Tomasz.Id, 0, SpeechKind.Statement));
        Command("give tom the last word").ShouldBe(new GiveLastWord(Cast.Tomasz.Id, 0, SpeechKind.Statement));
        Command("close the queue").ShouldBe(new CloseList());
        Command("open the queue").ShouldBe(new ReopenList());
        Command("allow each speaker 2 minutes").ShouldBe(new SetSpeakingTime(TimeSpan.FromMinutes(2)));
        Command("q?").ShouldBeNull();
        TextDoor.CommandOf(new QueueLine.Acknowledge("nobody"), Waiting.State, Waiting.Meeting).ShouldBe((null, Rejections.NotInQueue));
    }

    private static SessionCommand? Command(string line) => TextDoor.CommandOf(QueueLine.Read(line)!, Waiting.State, Waiting.Meeting).Command;
}
