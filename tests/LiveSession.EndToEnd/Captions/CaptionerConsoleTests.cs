using Deque.AxeCore.Playwright;
using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Meetings;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Captions;

/// <summary>The captioner's console by keyboard alone, and what a reader sees of it meanwhile.</summary>
public sealed class CaptionerConsoleTests(Chromium chromium)
{
    [Fact]
    public async Task A_word_taken_back_within_the_hold_is_never_seen_and_a_held_line_can_be_taken_back()
    {
        await using var room = await Room.OpenAsync(chromium);
        await room.ChooseAsync("hold", "3");
        await room.WatchForAsync("failed");

        await room.TypeAsync("The vote failed");
        await room.PressAsync("Control+Backspace");
        await Expect(room.Captioner.Page.GetByText("characters not on air yet")).ToBeVisibleAsync();
        (await room.Captioner.Page.Locator(".mirror mark").TextContentAsync()).ShouldBe("The vote ");
        await room.Captioner.PhotographAsync("console-hold");
        await room.TypeAsync("passed.");
        await room.PressAsync("Enter");
        await Expect(room.Captioner.Page.GetByLabel("Not on air yet")).ToContainTextAsync("The vote passed.");
        await room.Captioner.PhotographAsync("console-held-line");
        await room.PressAsync("Backspace");
        await Expect(room.Line).ToHaveValueAsync("The vote passed.");
        await room.PressAsync("Enter");
        (await room.Reader.ReadLinesAsync()).ShouldBeEmpty();

        await Expect(room.Reader.Lines).ToContainTextAsync(["The vote passed."]);
        (await room.SawAsync()).ShouldBeFalse();
        room.Captioner.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stop_clears_what_readers_see_of_the_line_and_nothing_leaves_until_it_is_resumed_even_after_a_reload()
    {
        await using var room = await Room.OpenAsync(chromium);
        await room.TypeAsync("Something that must not");
        await Expect(room.Draft).ToContainTextAsync("Something that must not");

        await room.PressAsync("F9");
        await Expect(room.Captioner.Page.GetByText("STOPPED")).ToBeVisibleAsync();
        await Expect(room.Draft).ToHaveCountAsync(0);
        await room.TypeAsync(" leave");
        await room.PressAsync("Enter");
        await room.Captioner.PhotographAsync("console-stopped");
        await room.Captioner.Page.ReloadAsync();
        await Expect(room.Captioner.Page.GetByText("STOPPED")).ToBeVisibleAsync();
        await Expect(room.Captioner.Page.GetByLabel("Not on air yet")).ToContainTextAsync("Something that must not leave");
        (await room.Reader.ReadLinesAsync()).ShouldBeEmpty();
        await Expect(room.Draft).ToHaveCountAsync(0);

        await room.Captioner.TabToAsync(room.Line);
        await room.PressAsync("Shift+F9");

        await Expect(room.Reader.Lines).ToContainTextAsync(["Something that must not leave"]);
    }

    [Fact]
    public async Task Short_forms_of_the_meeting_are_kept_expanded_and_taken_back()
    {
        await using var room = await Room.OpenAsync(chromium);
        await room.PressAsync("Alt+g");
        await Expect(room.Captioner.Page.GetByLabel("Short forms to add or change")).ToBeFocusedAsync();
        await room.TypeAsync("rb = River Basins Authority\nbad");
        await room.Captioner.PressAsync(room.Captioner.Button("Keep"));
        await Expect(room.Captioner.Page.GetByText("1 row is no entry")).ToBeVisibleAsync();
        await room.Captioner.PhotographAsync("console-glossary-faults");
        await room.Captioner.WriteAsync(room.Captioner.Page.GetByLabel("Short forms to add or change"), "rb = River Basins Authority");
        await room.Captioner.PressAsync(room.Captioner.Button("Keep"));
        await Expect(room.Captioner.Page.GetByText("1 short form kept")).ToBeVisibleAsync();
        await room.PressAsync("Alt+g");
        await Expect(room.Line).ToBeFocusedAsync();

        await room.TypeAsync("The rb ");
        await Expect(room.Line).ToHaveValueAsync("The River Basins Authority ");
        await room.PressAsync("Backspace");
        await Expect(room.Line).ToHaveValueAsync("The rb ");
        await room.TypeAsync("and Kofi");
        await Expect(room.Captioner.Page.Locator("[data-part=offer]")).ToHaveTextAsync("Kofi Mensah");
        await room.PressAsync("ArrowRight");
        await Expect(room.Line).ToHaveValueAsync("The rb and Kofi Mensah");
        await room.Captioner.PhotographAsync("console-glossary");
    }

    [Fact]
    public async Task A_prepared_statement_is_said_line_by_line()
    {
        await using var room = await Room.OpenAsync(chromium);
        await room.PressAsync("Alt+p");
        await room.Captioner.Page.Keyboard.InsertTextAsync("Thank you, Chair.\nWe support the agenda.\nThank you.");
        await room.Captioner.PressAsync(room.Captioner.Button("Cut into lines"));

        await room.PressAsync("F8");
        await Expect(room.Reader.Lines).ToContainTextAsync(["Thank you, Chair."]);
        await room.Captioner.PhotographAsync("console-feed");
        await room.PressAsync("Shift+F8");
        await Expect(room.Line).ToHaveValueAsync("We support the agenda.");
        await room.PressAsync("End");
        await room.TypeAsync(" Warmly.");
        await room.PressAsync("Enter");
        await room.PressAsync("F8");

        await Expect(room.Reader.Lines).ToHaveCountAsync(3);
        (await room.Reader.ReadLinesAsync()).ShouldBe(["Thank you, Chair.", "We support the agenda. Warmly.", "Thank you."]);
    }

    [Fact]
    public async Task A_statement_that_its_speaker_handed_in_is_lined_up_and_said()
    {
        await using var room = await Room.OpenAsync(chromium);
        await using var member = await chromium.PhoneAsync(room.Hosted.Server);
        await member.OpenLinkAsync(room.Hosted.Meeting.Links[MeetingPlan.Member]);
        await member.GoAsync(room.Hosted.Meeting.SessionPage());
        await member.PressAsync(member.Link("Hand in your statement"));
        await member.Page.GetByLabel("Or open a document").SetInputFilesAsync(new FilePayload { Name = "statement.txt", MimeType = "text/plain", Buffer = "Merci, Madame.\n\nNous appuyons le paragraphe 4."u8.ToArray() });
        await Expect(member.Page.GetByLabel("What you are going to say")).ToHaveValueAsync("Merci, Madame.\n\nNous appuyons le paragraphe 4.");
        await member.Page.GetByLabel("Language of the text").SelectOptionAsync("fr");
        await member.PhotographAsync("statement-form");
        await member.PressAsync(member.Button("Hand in"));
        await Expect(member.Page.GetByText("7 words")).ToBeVisibleAsync();
        await member.PhotographAsync("statement-handed-in");

        await room.PressAsync("Alt+p");
        var lineUp = room.Captioner.Button("Line up");
        await room.Captioner.PressAsync(lineUp);
        await Expect(room.Captioner.Page.GetByText("You are live in French")).ToBeVisibleAsync();
        await Expect(room.Captioner.Page.GetByText("In the name of")).ToBeVisibleAsync();
        await room.Captioner.PhotographAsync("console-statement");
        await room.PressAsync("F8");
        await Expect(room.Reader.Lines).ToContainTextAsync(["Merci, Madame."]);

        // Lined up again by mistake: what was in hand comes back where it stood.
        await room.Captioner.PressAsync(lineUp);
        await room.Captioner.PressAsync(room.Captioner.Button("Back to the text before"));
        await room.PressAsync("F8");
        await Expect(room.Reader.Lines).ToHaveCountAsync(2);
        (await room.Reader.ReadLinesAsync()).ShouldBe(["Merci, Madame.", "Nous appuyons le paragraphe 4."]);
        (await room.Reader.Lines.First.GetAttributeAsync("lang")).ShouldBe("fr");
        (await room.Reader.Lines.Last.GetAttributeAsync("lang")).ShouldBe("fr");
        // At its end the captioner writes on in their own language.
        await Expect(room.Captioner.Page.GetByText("You are live in English")).ToBeVisibleAsync();
        member.Faults.ShouldBeEmpty();
        room.Captioner.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Aired_lines_are_walked_and_corrected_while_the_line_being_written_waits()
    {
        await using var room = await Room.OpenAsync(chromium);
        foreach (var line in new[] { "The furst line.", "The second line." })
        {
            await room.TypeAsync(line);
            await room.PressAsync("Enter");
        }

        await Expect(room.Reader.Lines).ToHaveCountAsync(2);
        await room.TypeAsync("Now being");
        await room.PressAsync("Control+ArrowUp");
        await Expect(room.Captioner.Page.GetByLabel("Correcting line")).ToHaveValueAsync("The second line.");
        await room.PressAsync("Control+ArrowUp");
        await Expect(room.Captioner.Page.GetByLabel("Correcting line")).ToHaveValueAsync("The furst line.");
        await room.Captioner.PhotographAsync("console-correcting");
        await room.PressAsync("Control+a");
        await room.TypeAsync("The first line.");
        await room.PressAsync("Enter");

        await Expect(room.Reader.Lines.First).ToContainTextAsync("The first line.");
        await Expect(room.Line).ToHaveValueAsync("Now being");
        await Expect(room.Draft).ToContainTextAsync("Now being");
    }

    [Fact]
    public async Task Keys_pressed_right_after_the_arrow_correct_the_latest_line_however_far_the_server_is()
    {
        await using var room = await Room.OpenAsync(chromium);
        // The record is never read.
        await room.Captioner.Page.RouteAsync("**/api/sessions/*/lines*", _ => Task.CompletedTask);
        await room.TypeAsync("The first line");
        await room.PressAsync("Enter");
        await Expect(room.Reader.Lines).ToHaveCountAsync(1);

        await room.PressAsync("Control+ArrowUp");
        await room.TypeAsync(" bis");
        await room.PressAsync("Enter");
        await Expect(room.Reader.Lines.First).ToContainTextAsync("The first line bis");

        await room.TypeAsync("The secund line.");
        // In one go: the line has no number yet.
        (await room.Captioner.Page.EvaluateAsync<string>("""
            () => {
              const text = document.getElementById("caption-text");
              for (const key of ["Enter", "ArrowUp"]) {
                text.dispatchEvent(new KeyboardEvent("keydown", { key, code: key, bubbles: true, cancelable: true }));
              }
              return text.value;
            }
            """)).ShouldBe("The secund line.");
        await room.PressAsync("Control+a");
        await room.TypeAsync("The second line.");
        await room.PressAsync("Enter");

        await Expect(room.Reader.Lines.Last).ToContainTextAsync("The second line.");
        (await room.Reader.ReadLinesAsync()).ShouldBe(["The first line bis", "The second line."]);
        room.Captioner.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_typed_after_a_correction_is_the_next_line_and_a_correction_survives_a_reload()
    {
        await using var room = await Room.OpenAsync(chromium);
        foreach (var line in new[] { "The furst line.", "The secund line." })
        {
            await room.TypeAsync(line);
            await room.PressAsync("Enter");
        }

        await Expect(room.Reader.Lines).ToHaveCountAsync(2);
        await room.PressAsync("ArrowUp");
        await Expect(room.Captioner.Page.GetByLabel("Correcting line")).ToHaveValueAsync("The secund line.");
        await room.PressAsync("Control+a");
        await room.TypeAsync("The second line.");
        // In one go: no answer comes in between.
        await room.Captioner.Page.EvaluateAsync("""
            () => {
              const text = document.getElementById("caption-text");
              text.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", bubbles: true, cancelable: true }));
              document.execCommand("insertText", false, "And the next");
            }
            """);
        await Expect(room.Reader.Lines.Last).ToContainTextAsync("The second line.");
        await Expect(room.Line).ToHaveValueAsync("And the next");
        await Expect(room.Draft).ToContainTextAsync("And the next");

        await room.PressAsync("Control+ArrowUp");
        await room.PressAsync("Control+ArrowUp");
        await Expect(room.Captioner.Page.GetByLabel("Correcting line")).ToHaveValueAsync("The furst line.");
        await room.PressAsync("Control+a");
        await room.TypeAsync("The first");
        await room.Captioner.Page.ReloadAsync();
        await Expect(room.Captioner.Page.GetByLabel("Correcting line")).ToHaveValueAsync("The first");
        await Expect(room.Captioner.Page.GetByText("You are live in English")).ToBeVisibleAsync();
        await room.Line.FocusAsync();
        await room.PressAsync("End");
        await room.TypeAsync(" line.");
        await room.PressAsync("Enter");
        await Expect(room.Line).ToHaveValueAsync("And the next");
        await Expect(room.Reader.Lines.First).ToContainTextAsync("The first line.");
        (await room.Reader.ReadLinesAsync()).ShouldBe(["The first line.", "The second line."]);
        room.Captioner.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_nobody_queued_a_line_sent_without_waiting_and_a_line_cleared_by_keyboard_alone()
    {
        await using var room = await Room.OpenAsync(chromium);
        await room.ChooseAsync("hold", "5");
        await room.Line.FocusAsync();
        await room.PressAsync("F2");
        await Expect(room.Captioner.Page.GetByLabel("Another name")).ToBeFocusedAsync();
        await room.TypeAsync("Noor Haddad");
        await room.PressAsync("Enter");
        await Expect(room.Line).ToBeFocusedAsync();

        await room.TypeAsync("Thank you for having me.");
        await room.PressAsync("Enter");
        await Expect(room.Captioner.Page.GetByLabel("Not on air yet")).ToContainTextAsync("Thank you for having me.");
        await room.TypeAsync("I begin");
        await room.PressAsync("Control+Enter");
        await Expect(room.Reader.Lines).ToContainTextAsync(["Thank you for having me."], new() { Timeout = 3_000 });
        await Expect(room.Reader.Lines.First).ToContainTextAsync("Noor Haddad");
        await Expect(room.Draft).ToContainTextAsync("I begin");

        await room.PressAsync("Escape");
        await Expect(room.Line).ToHaveValueAsync("");
        await Expect(room.Draft).ToHaveCountAsync(0);
        await room.PressAsync("Control+z");
        await Expect(room.Line).ToHaveValueAsync("I begin");
        await room.PressAsync("ArrowUp");
        await room.PressAsync("Control+ArrowUp");
        await Expect(room.Captioner.Page.GetByLabel("Correcting line")).ToBeFocusedAsync();
        await room.PressAsync("Escape");
        await Expect(room.Line).ToHaveValueAsync("I begin");
        await Expect(room.Line).ToBeFocusedAsync();
        (await room.Reader.ReadLinesAsync()).ShouldBe(["Thank you for having me."]);
    }

    [Fact]
    public async Task An_aired_line_is_withdrawn_by_emptying_it_and_brought_back_by_one_key_and_no_line_above_moves()
    {
        await using var room = await Room.OpenAsync(chromium);
        foreach (var line in Enumerable.Range(1, 12).Select(number => $"Line {number}, which is long enough to take two rows on a telephone."))
        {
            await room.TypeAsync(line);
            await room.PressAsync("Enter");
        }

        await Expect(room.Reader.Lines).ToHaveCountAsync(12);
        const string Tops = "() => [...document.querySelectorAll('[data-captions] p[id]')].map(line => line.getBoundingClientRect().top)";
        await room.PressAsync("ArrowUp");
        await room.PressAsync("ArrowUp");
        await Expect(room.Line).ToHaveValueAsync("Line 11, which is long enough to take two rows on a telephone.");
        await room.PressAsync("Control+a");
        await room.PressAsync("Delete");
        await Expect(room.Captioner.Page.GetByLabel("Enter without words withdraws it")).ToBeFocusedAsync();
        await Expect(room.Captioner.Button("Withdraw")).ToBeVisibleAsync();
        await room.Captioner.PhotographAsync("console-withdrawing");
        var tops = await room.Reader.Page.EvaluateAsync<double[]>(Tops);
        await room.PressAsync("Enter");

        await Expect(room.Reader.Lines.Nth(10)).ToHaveTextAsync("withdrawn");
        (await room.Reader.ReadLinesAsync()).ShouldNotContain(line => line.StartsWith("Line 11", StringComparison.Ordinal));
        (await room.Reader.Page.EvaluateAsync<double[]>(Tops))[..11].ShouldBe(tops[..11], 1);
        await Expect(room.Captioner.Page.GetByText("is withdrawn; readers see a mark in its place.")).ToBeVisibleAsync();
        await room.Captioner.PhotographAsync("console-withdrawn");
        await room.Reader.PhotographAsync("reader-withdrawn");
        await using var latecomer = await chromium.PhoneAsync(room.Hosted.Server);
        await latecomer.GoAsync(room.Hosted.Meeting.SessionPage());
        await Expect(latecomer.Lines.Nth(10)).ToHaveTextAsync("withdrawn");
        await latecomer.GoAsync($"{room.Hosted.Meeting.SessionPage()}/braille");
        (await latecomer.Page.ContentAsync()).ShouldNotContain("Line 11");

        await room.PressAsync("Control+z");
        await Expect(room.Reader.Lines.Nth(10)).ToContainTextAsync("Line 11, which is long enough to take two rows on a telephone.");
        await Expect(room.Reader.Lines.Nth(10).GetByText("corrected")).ToBeVisibleAsync();
        await Expect(room.Captioner.Page.GetByText("is withdrawn; readers see")).ToBeHiddenAsync();
        (await room.Reader.ReadLinesAsync()).Length.ShouldBe(12);
        room.Reader.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Half_composed_Chinese_is_never_sent_and_Arabic_runs_from_right_to_left()
    {
        await using var room = await Room.OpenAsync(chromium);
        await room.WatchForAsync("niha");
        await room.ChooseAsync("language", "zh");
        await room.Captioner.Page.Keyboard.InsertTextAsync("主席，");
        await Expect(room.Draft).ToContainTextAsync("主席，");
        var devtools = await room.Captioner.Context.NewCDPSessionAsync(room.Captioner.Page);
        foreach (var composed in new[] { "n", "niha", "nihao" })
        {
            await devtools.SendAsync("Input.imeSetComposition", new() { ["text"] = composed, ["selectionStart"] = composed.Length, ["selectionEnd"] = composed.Length });
            await Expect(room.Line).ToHaveValueAsync($"主席，{composed}");
        }

        // Long enough for what was composed to reach the reader, if it were sent.
        await Expect(room.Captioner.Page.Locator("[data-part=silence]")).ToHaveTextAsync("2 s");
        await devtools.SendAsync("Input.insertText", new() { ["text"] = "你好。" });
        await Expect(room.Draft).ToContainTextAsync("主席，你好。");
        (await room.SawAsync()).ShouldBeFalse();
        await room.PressAsync("Enter");

        await room.ChooseAsync("language", "ar");
        await room.TypeAsync("شكرا سيدي الرئيس");
        await Expect(room.Line).ToHaveCSSAsync("direction", "rtl");
        await Expect(room.Draft).ToContainTextAsync("شكرا سيدي الرئيس");
        await room.Captioner.PhotographAsync("console-arabic");
        await room.PressAsync("Enter");
        await Expect(room.Reader.Lines).ToHaveCountAsync(2);
        await room.Captioner.PhotographAsync("console-chinese-arabic");
    }

    [Fact]
    public async Task A_held_line_survives_a_reload_and_is_recorded_once()
    {
        await using var room = await Room.OpenAsync(chromium);
        await room.ChooseAsync("hold", "5");
        await room.TypeAsync("Held.");
        await room.PressAsync("Enter");
        await room.TypeAsync("Unfinished");
        await room.Captioner.Page.ReloadAsync();

        await Expect(room.Captioner.Page.GetByLabel("Not on air yet")).ToContainTextAsync("Held.");
        await Expect(room.Captioner.Page.Locator("[data-part=hold]")).ToHaveValueAsync("5");
        await Expect(room.Line).ToHaveValueAsync("Unfinished");
        await Expect(room.Reader.Lines).ToContainTextAsync(["Held."]);
        await Expect(room.Draft).ToContainTextAsync("Unfinished");
        await room.Captioner.Page.ReloadAsync();
        await Expect(room.Line).ToHaveValueAsync("Unfinished");
        (await room.Reader.ReadLinesAsync()).ShouldBe(["Held."]);
    }

    [Fact]
    public async Task What_waits_for_the_record_survives_a_reload_off_it_and_is_recorded_once_for_whom_it_was_said()
    {
        await using var room = await Room.OpenAsync(chromium);
        await using var chair = await chromium.DeskAsync(room.Hosted.Server);
        await chair.OpenLinkAsync(room.Hosted.Meeting.ChairLink);
        await room.PressAsync("Alt+c");
        await room.TypeAsync("The vote is");
        await Expect(room.Draft).ToContainTextAsync("The vote is");
        await chair.Button("Go off the record").ClickAsync();
        var lamp = room.Captioner.Page.Locator("[data-part=live]");
        await Expect(lamp).ToContainTextAsync("Off the record");
        await Expect(room.Line).ToHaveValueAsync("");

        for (var time = 0; time < 2; time++)
        {
            await room.Captioner.Page.ReloadAsync();
            await Expect(lamp).ToContainTextAsync("Off the record");
            await Expect(room.Captioner.Page.GetByText("it is kept and recorded when the record resumes")).ToBeVisibleAsync();
            await Expect(room.Line).ToHaveValueAsync("");
        }

        (await room.Reader.ReadLinesAsync()).ShouldBeEmpty();
        await chair.Button("Return to the record").ClickAsync();
        await Expect(room.Reader.Lines).ToContainTextAsync(["The vote is"]);
        await Expect(room.Reader.Lines.First).ToContainTextAsync("Chair");
        (await room.Reader.ReadLinesAsync()).ShouldBe(["The vote is"]);
    }

    [Fact]
    public async Task A_second_tab_is_warned_and_takes_over_what_is_unsent_when_the_first_is_closed()
    {
        await using var room = await Room.OpenAsync(chromium);
        await room.PressAsync("F9");
        await room.TypeAsync("Unsent");
        var second = await room.Captioner.Context.NewPageAsync();
        await second.GotoAsync(room.Captioner.Page.Url);
        await Expect(second.GetByText("open for writing in another tab").First).ToBeVisibleAsync();
        await Expect(second.Locator("#caption-text")).ToHaveValueAsync("");

        await room.Captioner.Page.CloseAsync();

        await Expect(second.GetByText("STOPPED")).ToBeVisibleAsync();
        await Expect(second.Locator("#caption-text")).ToHaveValueAsync("Unsent");
    }

    [Fact]
    public async Task The_tab_that_is_written_in_goes_on_after_it_is_loaded_again_and_the_other_goes_on_waiting()
    {
        await using var room = await Room.OpenAsync(chromium);
        var second = await room.Captioner.Context.NewPageAsync();
        await second.GotoAsync(room.Captioner.Page.Url);
        var waits = second.GetByText("open for writing in another tab").First;
        await Expect(waits).ToBeVisibleAsync();
        await room.Captioner.Page.BringToFrontAsync();
        await room.Line.FocusAsync();
        await room.TypeAsync("Half a line");
        await Expect(room.Draft).ToContainTextAsync("Half a line");

        await room.Captioner.Page.ReloadAsync();
        await Expect(room.Line).ToHaveValueAsync("Half a line");
        await room.Line.FocusAsync();
        await room.PressAsync("End");
        await room.TypeAsync(" is a line.");
        await room.PressAsync("Enter");

        await Expect(room.Reader.Lines).ToContainTextAsync(["Half a line is a line."]);
        // For as long as a tab that is closed would be waited for, and longer.
        await room.Captioner.Page.WaitForTimeoutAsync(4000);
        await Expect(waits).ToBeVisibleAsync();
        await Expect(second.Locator("#caption-text")).ToHaveValueAsync("");
        (await room.Reader.ReadLinesAsync()).ShouldBe(["Half a line is a line."]);
    }

    [Theory]
    [InlineData("fr", "dark")]
    [InlineData("en", "dark")]
    [InlineData("fr", "light")]
    public async Task The_console_fits_in_every_language_and_palette(string language, string theme)
    {
        await using var room = await Room.OpenAsync(chromium);
        await room.Captioner.GoAsync($"{room.Hosted.Meeting.SessionPage()}/captions?lang={language}&theme={theme}");
        await Expect(room.Captioner.Page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await Expect(room.Captioner.Page.Locator("html")).ToHaveAttributeAsync("data-theme", theme);
        await Expect(room.Captioner.Button(language == "fr" ? "Envoyer" : "Send").First).ToBeVisibleAsync();
        await Expect(room.Captioner.Page.Locator(".live-bar.on-air")).ToBeVisibleAsync();
        await room.ChooseAsync("hold", "4");
        await room.Line.FocusAsync();
        await room.TypeAsync("The delegation of Ghana supports the proposal and asks that it be translated. ");
        await room.PressAsync("Enter");
        await room.TypeAsync("Thank you");
        await room.Captioner.PhotographAsync($"console-{language}-{theme}");

        (await room.Captioner.Page.EvaluateAsync<bool>("() => document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"))
            .ShouldBeTrue();
    }

    [Fact]
    public async Task The_pen_changes_hands_by_one_key_and_each_sees_who_else_is_there()
    {
        await using var room = await Room.OpenAsync(chromium);
        await room.TypeAsync("Written by the first.");
        await room.PressAsync("Enter");
        await Expect(room.Reader.Lines).ToHaveCountAsync(1);
        await using var colleague = await chromium.DeskAsync(room.Hosted.Server);
        await colleague.OpenLinkAsync(room.Hosted.Meeting.Links["Mateo Ruiz"]);
        await Expect(colleague.Page.GetByText("Clara Weiss has the pen. Take it to send")).ToBeVisibleAsync();
        await Expect(colleague.Page.GetByText("Also connected:")).ToContainTextAsync("Clara Weiss");
        await Expect(room.Captioner.Page.GetByText("Also connected:")).ToContainTextAsync("Mateo Ruiz");
        await colleague.TabToAsync(colleague.Page.GetByLabel("Your line", new() { Exact = true }));
        await colleague.Page.Keyboard.TypeAsync("Prepared by the second.");

        await room.PressAsync("F4");
        await Expect(colleague.Page.GetByText("Clara Weiss offers you the pen: F4 takes it")).ToBeVisibleAsync();
        await colleague.PhotographAsync("console-offered");
        await colleague.Page.Keyboard.PressAsync("F4");
        await Expect(colleague.Page.GetByText("You are live in English")).ToBeVisibleAsync();
        await Expect(colleague.Page.GetByText("2 reading")).ToBeVisibleAsync();
        await colleague.Page.Keyboard.PressAsync("Enter");

        await Expect(room.Reader.Lines).ToHaveCountAsync(2);
        await Expect(room.Captioner.Page.GetByText("Mateo Ruiz has the pen. Take it to send")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_lamp_warns_without_colour_before_the_pen_is_lost_while_it_is_offered_and_while_nothing_is_kept()
    {
        await using var room = await Room.OpenAsync(chromium);
        await using var colleague = await chromium.DeskAsync(room.Hosted.Server);
        await colleague.OpenLinkAsync(room.Hosted.Meeting.Links["Mateo Ruiz"]);
        var (lamp, theirs) = (room.Captioner.Page.Locator("[data-part=live]"), colleague.Page.Locator("[data-part=live]"));
        await room.TypeAsync("Written by the first.");
        await room.PressAsync("Enter");
        await Expect(lamp).ToContainTextAsync("You are live in English");
        await room.Captioner.Page.Locator("details[data-panel=software] > summary").ClickAsync();
        await room.Captioner.Page.GetByLabel("If whoever is on air falls silent").SelectOptionAsync("5");

        // Silent for half of what was set.
        await Expect(lamp).ToContainTextAsync("You are live, but silent: soon the pen goes to whoever writes");
        (await lamp.EvaluateAsync<string>("bar => getComputedStyle(bar).borderTopStyle + getComputedStyle(bar.querySelector('.state'), '::before').content")).ShouldBe("dashed\"!\"");
        await room.Captioner.PhotographAsync("console-lamp-silent");
        await room.Line.FocusAsync();
        await room.TypeAsync("Not");
        await Expect(lamp).ToContainTextAsync("You are live in English");
        await Expect(theirs).ToContainTextAsync("After 5 s of their silence, what you type goes on air");
        await Expect(lamp).ToContainTextAsync("the pen goes to whoever writes first");

        await colleague.Page.Locator("#caption-text").FocusAsync();
        await colleague.Page.Keyboard.TypeAsync("Taken over", new() { Delay = 40 });
        await Expect(theirs).ToContainTextAsync("You are live in English");
        await Expect(room.Draft).ToContainTextAsync("Taken over");
        await Expect(lamp).ToContainTextAsync("Mateo Ruiz has the pen");
        // What readers had seen is in the record.
        await Expect(room.Line).ToHaveValueAsync("");
        await colleague.Page.Keyboard.PressAsync("Enter");
        await colleague.Page.Keyboard.PressAsync("F4");
        await Expect(theirs).ToContainTextAsync("You are live, and offer the pen: write on until somebody takes it");
        await colleague.PhotographAsync("console-lamp-offered");
        await colleague.Page.Keyboard.PressAsync("F4");
        await Expect(theirs).Not.ToContainTextAsync("offer");

        await using var chair = await chromium.DeskAsync(room.Hosted.Server);
        await chair.OpenLinkAsync(room.Hosted.Meeting.ChairLink);
        await chair.Button("Go off the record").ClickAsync();
        await Expect(theirs).ToContainTextAsync("Off the record: readers see your words, nothing is kept");
        await colleague.PhotographAsync("console-lamp-off-the-record");
        (await room.Reader.ReadLinesAsync()).ShouldBe(["Written by the first.", "Not", "Taken over"]);
    }

    [Fact]
    public async Task The_clock_ends_a_line_every_four_seconds_at_a_whole_word()
    {
        await using var room = await Room.OpenAsync(chromium);
        await room.ChooseAsync("policy", "timer");
        await room.Line.FocusAsync();

        await room.Captioner.Page.Keyboard.TypeAsync("One two three four five six seven", new() { Delay = 180 });

        await Expect(room.Reader.Lines).ToHaveCountAsync(2);
        var lines = await room.Reader.ReadLinesAsync();
        string.Join(' ', lines).ShouldBe("One two three four five six seven");
        lines[0].ShouldMatch("^One two .*(three|four|five|six)$");
    }

    [Fact]
    public async Task Speaker_keys_stay_while_writing_and_follow_the_floor_at_rest()
    {
        await using var room = await Room.OpenAsync(chromium);
        await using var chair = await chromium.DeskAsync(room.Hosted.Server);
        await chair.OpenLinkAsync(room.Hosted.Meeting.ChairLink);
        await room.TypeAsync("Still writing");
        await Expect(chair.Button("Give the floor to Kofi Mensah")).ToBeVisibleAsync();
        await chair.Page.Keyboard.PressAsync("n");

        await Expect(room.Captioner.Page.GetByText("keys are put in order when you pause")).ToBeVisibleAsync();
        await Expect(room.Captioner.Button("Kofi Mensah Alt 2")).ToBeVisibleAsync();
        await room.PressAsync("Alt+2");
        await room.PressAsync("Enter");

        await Expect(room.Reader.Lines.First).ToContainTextAsync("Kofi Mensah");
        await Expect(room.Captioner.Button("Kofi Mensah Alt 1")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_line_that_would_name_nobody_is_told_before_it_is_written()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: (seed, meeting) => seed.HappenAsync(meeting, 1, new OpenSession()));
        await using var captioner = await chromium.DeskAsync(hosted.Server);
        await captioner.OpenLinkAsync(hosted.Meeting.CaptionerLink);
        var speaker = captioner.Page.Locator("#speaker-label");
        await Expect(speaker).ToContainTextAsync("nobody: your lines go unnamed. Alt C names the chair");
        await captioner.PhotographAsync("console-unnamed");

        await captioner.Page.Keyboard.PressAsync("Alt+c");
        await Expect(speaker).ToHaveTextAsync("Speaker: Chair", new() { UseInnerText = true });
        await captioner.Page.Keyboard.PressAsync("Alt+0");
        await Expect(speaker).ToHaveTextAsync("Speaker: Speaker not identified", new() { UseInnerText = true });
    }

    [Fact]
    public async Task Characters_taken_out_of_a_line_are_told_and_the_words_stay_in_sight_while_writing_on()
    {
        await using var room = await Room.OpenAsync(chromium);
        await room.Captioner.Page.Keyboard.InsertTextAsync("Turned \u202Earound.");
        await room.PressAsync("Enter");

        await Expect(room.Captioner.Page.GetByText("were removed")).ToBeVisibleAsync();
        await room.TypeAsync("Next");
        await Expect(room.Captioner.Page.GetByText("were removed")).ToBeVisibleAsync();
        (await room.Reader.ReadLinesAsync()).ShouldBe(["Turned around."]);
    }

    [Fact]
    public async Task Axe_finds_nothing_with_every_panel_open_and_lines_held_and_stopped()
    {
        await using var room = await Room.OpenAsync(chromium);
        await room.TypeAsync("On hold");
        await room.PressAsync("F9");
        await room.PressAsync("Enter");
        await room.TypeAsync("Not seen");
        await room.Captioner.Page.EvaluateAsync("() => document.querySelectorAll('details[data-panel]').forEach(panel => panel.open = true)");
        await room.Captioner.Page.GetByLabel("Short forms to add or change").FillAsync("broken");
        await room.Captioner.Button("Keep").ClickAsync();
        await room.Captioner.Page.Locator("#prepared-text").FillAsync("One.\nTwo.");
        await room.Captioner.Button("Cut into lines").ClickAsync();
        await Expect(room.Captioner.Page.GetByText("1 row is no entry")).ToBeVisibleAsync();

        foreach (var colours in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await room.Captioner.Page.EmulateMediaAsync(new() { ColorScheme = colours });
            (await room.Captioner.Page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}").ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Sentences_leave_by_themselves_and_unfinished_ones_are_not_seen()
    {
        await using var room = await Room.OpenAsync(chromium);
        await room.ChooseAsync("policy", "sentence");
        await room.WatchForAsync("Unfinished");

        await room.TypeAsync("The item is adopted. Mr. Mensah has the floor. Unfinished");

        await Expect(room.Reader.Lines).ToHaveCountAsync(2);
        (await room.Reader.ReadLinesAsync()).ShouldBe(["The item is adopted.", "Mr. Mensah has the floor."]);
        await Expect(room.Line).ToHaveValueAsync("Unfinished");
        (await room.SawAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task The_line_is_written_in_at_once_and_is_reached_with_tab_and_help_needs_no_focus()
    {
        await using var room = await Room.OpenAsync(chromium);
        await Expect(room.Line).ToHaveJSPropertyAsync("tabIndex", 0);
        await room.PressAsync("Shift+Tab");
        await Expect(room.Line).Not.ToBeFocusedAsync();
        await room.PressAsync("Tab");
        await Expect(room.Line).ToBeFocusedAsync();

        await room.Captioner.Page.EvaluateAsync("() => document.activeElement.blur()");
        await room.PressAsync("?");
        await Expect(room.Captioner.Page.GetByText("stop: nothing more leaves")).ToBeVisibleAsync();

        // Once more goes back to the line, which has the focus most of the time: an empty one asks for it too, and takes nothing of the key.
        await room.PressAsync("?");
        await Expect(room.Captioner.Page.GetByText("stop: nothing more leaves")).Not.ToBeVisibleAsync();
        await Expect(room.Line).ToBeFocusedAsync();
        await room.PressAsync("?");
        await Expect(room.Captioner.Page.GetByText("stop: nothing more leaves")).ToBeVisibleAsync();
        await room.PressAsync("?");
        await Expect(room.Line).ToBeFocusedAsync();
        await Expect(room.Line).ToHaveValueAsync("");
        await room.TypeAsync("Is it so?");
        await Expect(room.Line).ToHaveValueAsync("Is it so?");
    }

    [Fact]
    public async Task A_line_taken_back_goes_on_where_it_ended()
    {
        await using var room = await Room.OpenAsync(chromium);
        await room.ChooseAsync("hold", "3");
        await room.TypeAsync("Second held line");
        await room.PressAsync("Enter");
        await room.PressAsync("Backspace");
        await room.TypeAsync("!");
        await Expect(room.Line).ToHaveValueAsync("Second held line!");
    }

    [Fact]
    public async Task The_console_fits_its_screen_and_the_keys_are_shown_by_a_key()
    {
        await using var room = await Room.OpenAsync(chromium);
        await room.PressAsync("Control+/");
        await Expect(room.Captioner.Page.GetByText("stop: nothing more leaves")).ToBeVisibleAsync();
        await room.Captioner.PhotographAsync("console-keys");

        (await room.Captioner.Page.EvaluateAsync<bool>("() => document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth"))
            .ShouldBeTrue();
        await room.Captioner.Page.SetViewportSizeAsync(360, 740);
        (await room.Captioner.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await room.Captioner.PhotographAsync("console-narrow");
    }

    /// <summary>An open session with a captioner at the console and a reader.</summary>
    private sealed class Room(HostedMeeting hosted, Visitor captioner, Visitor reader) : IAsyncDisposable
    {
        public HostedMeeting Hosted => hosted;

        public Visitor Captioner => captioner;

        public Visitor Reader => reader;

        public ILocator Line => captioner.Page.Locator("#caption-text");

        public ILocator Draft => reader.Page.Locator("[data-captions] p.draft");

        public static async Task<Room> OpenAsync(Chromium chromium)
        {
            var hosted = await HostedMeeting.StartAsync(happen: (seed, meeting) => seed.HappenAsync(
                meeting, 1, new OpenSession(), new RequestFloorFor(meeting.Participant("Lin Hua").Id, "", "", Place.Remote),
                new RequestFloorFor(meeting.Participant(MeetingPlan.Member).Id, "", "", Place.Hall), new GiveFloorToNext(0)));
            var (captioner, reader) = (await chromium.DeskAsync(hosted.Server), await chromium.PhoneAsync(hosted.Server));
            await reader.GoAsync(hosted.Meeting.SessionPage());
            await Expect(reader.Connection).ToHaveTextAsync("Live");
            await captioner.OpenLinkAsync(hosted.Meeting.CaptionerLink);
            await Expect(captioner.Page.GetByText("You are live in English")).ToBeVisibleAsync();
            var room = new Room(hosted, captioner, reader);
            await captioner.TabToAsync(room.Line);
            return room;
        }

        public Task TypeAsync(string text) => captioner.Page.Keyboard.TypeAsync(text);

        public Task PressAsync(string key) => captioner.Page.Keyboard.PressAsync(key);

        public async Task ChooseAsync(string part, string value) => await captioner.Page.Locator($"[data-part={part}]").SelectOptionAsync(value);

        /// <summary>Remembers whether these words are ever on the reader's page.</summary>
        public async Task WatchForAsync(string words) => await reader.Page.EvaluateAsync("""
            words => new MutationObserver(() => {
              if (document.querySelector("[data-captions]").textContent.includes(words)) {
                window.saw = true;
              }
            }).observe(document.querySelector("[data-captions]"), { subtree: true, childList: true, characterData: true })
            """, words);

        public Task<bool> SawAsync() => reader.Page.EvaluateAsync<bool>("() => window.saw === true");

        public async ValueTask DisposeAsync()
        {
            await captioner.DisposeAsync();
            await reader.DisposeAsync();
            await hosted.DisposeAsync();
        }
    }
}
