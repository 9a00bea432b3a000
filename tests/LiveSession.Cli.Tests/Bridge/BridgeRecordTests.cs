namespace LiveSession.Cli.Tests.Bridge;

/// <summary>What software types while the record stops and goes on, and the pen goes from hand to hand: decided by Core, with the line to the server in the test's hands.</summary>
public sealed class BridgeRecordTests
{
    private static int Runs => Environment.GetEnvironmentVariable("LIVESESSION_LONG") == "1" ? 5_000 : 300;

    [Fact]
    public async Task An_erase_off_the_record_reaches_into_no_recorded_line_although_the_bridge_does_not_know_yet()
    {
        using var desk = new BridgeDesk();
        await desk.TypeAsync("THE VOTE IS OPEN\r");

        desk.Told = false;
        desk.Run(desk.Session.Chair, new GoOffTheRecord());
        await desk.TypeAsync("\b\b\b\b\bRIGGED");
        await desk.TellAsync();
        await desk.TypeAsync(" WE SAY\r\b\b!\r");
        desk.Told = true;
        desk.Run(desk.Session.Chair, new GoOnTheRecord());
        await desk.TypeAsync("\b\b\bTHANK YOU\r");

        desk.Session.Recorded.ShouldBe(["THE VOTE IS OPEN", "THANK YOU"]);
    }

    [Fact]
    public async Task Lines_typed_while_the_server_is_away_are_not_recorded_when_the_session_was_off_the_record_meanwhile()
    {
        using var desk = new BridgeDesk();
        await desk.TypeAsync("ONE\r");

        desk.Cut();
        desk.Run(desk.Session.Chair, new GoOffTheRecord());
        await desk.TypeAsync("SECRET\r\bS\r HALF");
        desk.Run(desk.Session.Chair, new GoOnTheRecord());
        await desk.ReturnAsync();
        await desk.TypeAsync(" A SECRET\rTWO\r");

        desk.Session.Recorded.ShouldBe(["ONE", "A SECRET", "TWO"]);
    }

    [Fact]
    public async Task Lines_typed_while_the_server_is_away_are_recorded_once_when_nothing_happened_meanwhile()
    {
        using var desk = new BridgeDesk();
        desk.LoseAnswers = true;
        await desk.TypeAsync("ONE\r");
        desk.Cut();
        await desk.TypeAsync("TWI\b\bWO\r\bX\r");
        desk.LoseAnswers = false;
        await desk.ReturnAsync();
        await desk.SettleAsync();

        desk.Session.Said.ShouldBe(["ONE", "TWOX"]);
        desk.Session.Recorded.ShouldBe(["ONE", "TWO", "TWOX"]);
    }

    [Fact]
    public async Task A_line_that_was_refused_and_is_corrected_is_a_line_of_its_own_and_holds_up_no_other_correction()
    {
        using var desk = new BridgeDesk();
        desk.Refuse = edit => edit.Text == "BAD" ? Rejections.LineEmpty : null;
        await desk.TypeAsync("GOOD\rBAD\r");
        await desk.TypeAsync("\b\b\bETTER\r");
        await desk.TypeAsync("\b\b\b\b\b\bONE\r");
        await desk.SettleAsync();

        desk.Session.Said.ShouldBe(["GOOD", "BONE"]);
        desk.Session.Recorded.ShouldBe(["GOOD", "BETTER", "BONE"]);
    }

    [Fact]
    public async Task Whoever_loses_the_pen_finishes_the_line_and_whoever_gets_it_back_begins_with_the_one_they_are_writing()
    {
        using var desk = new BridgeDesk();
        await desk.TypeAsync("ONE\rHALF");
        desk.Run(desk.Session.Colleague, new TakePen("floor", Force: true));
        await desk.TypeAsync(" UNHEARD\rTWO");
        desk.Run(desk.Session.Captioner, new TakePen("floor", Force: true));
        await desk.TypeAsync("FOLD\r\b\b\b\b\b\b\b\b\b\b\b\b\b\b\bX\r");
        await desk.SettleAsync();

        desk.Session.Said.ShouldBe(["ONE", "HALF", "X"]);
        // Of the line that was erased nothing is left: it is withdrawn, and what is typed then is a line of its own.
        desk.Session.Recorded.ShouldBe(["ONE", "HALF", "TWOFOLD", "X", ""]);
    }

    [Fact]
    public async Task What_is_set_right_without_the_pen_is_no_line_when_it_comes_in_the_middle()
    {
        using var desk = new BridgeDesk();
        await desk.TypeAsync("ONE\rHALF");
        desk.Run(desk.Session.Colleague, new TakePen("floor", Force: true));
        await desk.TypeAsync(" UNHEARD\r");
        await desk.TypeAsync("\b\bT");
        desk.Run(desk.Session.Captioner, new TakePen("floor", Force: true));
        await desk.TypeAsync("\rTWO\r");
        await desk.SettleAsync();

        desk.Session.Recorded.ShouldBe(["ONE", "HALF", "TWO"]);
    }

    [Fact]
    public async Task Nothing_typed_before_the_session_was_opened_comes_into_it_although_it_arrives_later()
    {
        using var desk = new BridgeDesk(open: false);
        await desk.TypeAsync("TESTING\r\bS\r");
        desk.Cut();
        await desk.TypeAsync("ONE TWO\r\b\bX\r THREE");
        desk.Session.Open();
        await desk.ReturnAsync();
        await desk.TypeAsync(" FOUR\rGOOD MORNING\r");
        await desk.SettleAsync();

        desk.Session.Recorded.ShouldBe(["FOUR", "GOOD MORNING"]);
    }

    [Fact]
    public async Task Other_words_over_an_erased_line_are_shown_when_the_software_rests()
    {
        using var desk = new BridgeDesk();
        await desk.TypeAsync("YES.\r");
        await desk.TypeAsync("\b\b\b\b\bNO");
        await desk.SettleAsync();

        desk.Shown.ShouldBe("NO");
        desk.Session.Said.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_typed_off_the_record_comes_into_it_whatever_happens_when()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new Random(seed);
            using var desk = new BridgeDesk(journal: seed % 4 == 0);
            for (var step = 0; step < 40; step++)
            {
                await StepAsync(desk, random, calm: false);
            }

            desk.LoseAnswers = false;
            await desk.ReturnAsync();
            await desk.SettleAsync();

            desk.Session.Recorded.ShouldAllBe(text => !text.Any(char.IsUpper), $"seed {seed}");
        }
    }

    [Fact]
    public async Task What_is_typed_on_the_record_and_with_the_pen_is_in_it_once_and_as_it_was_left()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new Random(seed);
            using var desk = new BridgeDesk(journal: seed % 4 == 0);
            for (var step = 0; step < 40; step++)
            {
                await StepAsync(desk, random, calm: true);
            }

            desk.LoseAnswers = false;
            await desk.ReturnAsync();
            await desk.TypeAsync("\r");
            await desk.SettleAsync();

            desk.Session.Said.ShouldBe(desk.Meant, $"seed {seed}");
            desk.Session.Recorded.ShouldAllBe(text => !text.Any(char.IsUpper), $"seed {seed}");
        }
    }

    // Off the record it is capitals that are typed, on it small letters. In a calm run the bridge is told at once, and no line is cut off by what happens.
    private static async Task StepAsync(BridgeDesk desk, Random random, bool calm)
    {
        switch (random.Next(calm ? 13 : 14))
        {
            case 0 or 1:
                await desk.TypeAsync("\r");
                break;
            case 2 or 3:
                await desk.TypeAsync(new string('\b', random.Next(1, 9)));
                break;
            case 4 when !calm || desk.Connected:
                await CalmAsync(desk, calm);
                desk.Run(desk.Session.Chair, desk.Session.State.OffTheRecord ? new GoOnTheRecord() : new GoOffTheRecord());
                desk.Begin();
                break;
            case 5 when !calm || desk.Connected:
                await CalmAsync(desk, calm);
                var mine = desk.Session.View.Pens.All(pen => pen.Holder == desk.Session.Captioner.Id);
                desk.Run(mine ? desk.Session.Colleague : desk.Session.Captioner, new TakePen("floor", Force: true));
                desk.Session.Wait(calm ? TimeSpan.FromSeconds(5) : TimeSpan.Zero);
                desk.Begin();
                break;
            case 6:
                desk.Cut();
                break;
            case 7 or 8:
                desk.LoseAnswers = random.Next(3) == 0;
                await desk.ReturnAsync();
                break;
            case 9:
                await desk.RestartAsync();
                break;
            case 13:
                desk.Told = !desk.Told;
                await desk.TellAsync();
                break;
            default:
                var letter = (char)((desk.Session.State.OffTheRecord ? 'A' : 'a') + random.Next(26));
                await desk.TypeAsync(new string(letter, random.Next(1, 4)));
                break;
        }
    }

    private static async Task CalmAsync(BridgeDesk desk, bool calm)
    {
        if (calm)
        {
            desk.LoseAnswers = false;
            await desk.ReturnAsync();
            await desk.TypeAsync("\r");
            await desk.SettleAsync();
        }
    }
}
