using System.CommandLine;
using System.Globalization;
using LiveSession.Cli.Doors;

namespace LiveSession.Cli.Replay;

/// <summary><c>livesession replay FILE --link LINK</c></summary>
internal static class ReplayCommand
{
    public const string Name = "replay";

    public const string Lesson = """
        Files: WebVTT, SRT, plain text from a stenographer (">> NAME: words"), a transcript with a heading for each speaker, or the log
        of an IRC channel with captions and a speaking queue. The kind is told from the contents.

        Examples:
          livesession replay captions.vtt --link https://live.example.org/i/TOKEN
          livesession replay cart.txt --link https://live.example.org/i/TOKEN --speed 4
          livesession replay meeting.log --server http://localhost:5000 --link /i/TOKEN --chair-link /i/CHAIRTOKEN --speed 60

        Lines are sent in order and each is acknowledged once it is in the archive. While the server is away the program waits and tries
        again, for as long as it takes; lines without an answer are sent again and stand in the record once. Ctrl-C stops with a report.

        Text without times is paced at 160 words a minute, Chinese at 320 characters. --speed 0 sends each line when the one before it
        was acknowledged.

        Exit codes:
          0  everything sent was acknowledged     1  it was not, or the replay was stopped     2  the command or the file cannot be understood
        """;

    public static Command Create(TimeProvider time)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The caption file." };
        var link = new Option<string>("--link") { Description = "The captioner's invitation link.", HelpName = "LINK", Required = true };
        var chairLink = new Option<string?>("--chair-link") { Description = "The chair's invitation link: replays the queue of an IRC log too, and opens the session.", HelpName = "LINK" };
        var server = new Option<string?>("--server") { Description = "The server's address; without it, the one in the link.", HelpName = "URL" };
        var speed = new Option<double>("--speed") { Description = "How many times faster than spoken; 0 for as fast as acknowledged.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var session = new Option<int?>("--session") { Description = "The session's number; without it, the one that is open, else the next.", HelpName = "N" };
        var track = new Option<string>("--track") { Description = "The caption channel.", HelpName = "NAME", DefaultValueFactory = _ => "floor" };
        var language = new Option<string?>("--language") { Description = "What is spoken, as a tag such as en or zh-Hant, where the file does not say; without it, guessed from the script.", HelpName = "TAG" };
        var json = new Option<bool>("--json") { Description = "Print the closing report as JSON." };
        speed.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(double.TryParse(token.Value, CultureInfo.InvariantCulture, out var times) && times is >= 0 and <= 10_000))
            {
                result.AddError($"--speed takes a number from 0 to 10000, not {token.Value}");
            }
        });
        var command = new Command(Name, "Stream a caption file into a session, as a captioner would.")
        {
            file, link, chairLink, server, speed, session, track, language, json,
        };
        command.SetAction((parsed, stop) =>
        {
            var address = ServerAddress(parsed.GetValue(server));
            var plan = new ReplayPlan(
                parsed.GetValue(file)!,
                Link(parsed.GetValue(link)!, address, "--link"),
                parsed.GetValue(chairLink) is { } chair ? Link(chair, address, "--chair-link") : null,
                parsed.GetValue(speed), parsed.GetValue(session), parsed.GetValue(track)!, parsed.GetValue(language), parsed.GetValue(json));
            return new ReplayRun(plan, new Terminal(parsed.InvocationConfiguration), time).RunAsync(stop);
        });
        return command;
    }

    /// <summary>An address somebody typed.</summary>
    public static Uri? ServerAddress(string? text) =>
        text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new CommandFailedException($"--server takes an address such as https://live.example.org, not {text}", ExitCode.BadUsage);

    /// <summary>A link somebody pasted.</summary>
    public static InvitationLink Link(string text, Uri? server, string option) =>
        InvitationLink.TryParse(text, server, out var link)
            ? link
            : throw new CommandFailedException($"{option} takes an invitation link such as https://live.example.org/i/TOKEN (its path alone needs --server).", ExitCode.BadUsage);
}
