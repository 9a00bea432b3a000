using System.CommandLine;
using System.Net;
using LiveSession.Cli.Doors;
using LiveSession.Cli.Replay;
using LiveSession.Ingest.Live;

namespace LiveSession.Cli.Bridge;

/// <summary><c>livesession bridge --listen 127.0.0.1:9740 --link LINK</c></summary>
internal static class BridgeCommand
{
    public const string Name = "bridge";

    public const string Lesson = """
        Stenography software writes to a TCP address, as it would to a caption encoder: the Smart Encoder's commands, or plain text in which CR
        ends a line and backspace deletes. The bridge takes that on this machine and writes it into the session as the link's captioner.

        Examples:
          livesession bridge --link https://live.example.org/i/TOKEN
          livesession bridge --listen 127.0.0.1:4000 --link https://live.example.org/i/TOKEN --track fr --language fr --journal today.journal

        Set the software to TCP (telnet), host 127.0.0.1, port 9740. Accented and other letters may come as UTF-8, or as Windows writes the language
        (--language ru: Windows-1251, ar: Windows-1256); software that writes anything else needs --encoding. Readers see the line while it is written. Deleting into a line that was
        recorded corrects it, as far back as where the record last stopped or went on, or a colleague wrote. While the server is away the bridge
        keeps what is written and sends it when it is back, each line once; if the record stopped or went on meanwhile, those lines are not recorded,
        because nobody can tell what of them was said off it. Nor is the line that was begun when the record stopped and not ended yet, nor what was
        typed before the session was opened.
        Ctrl-C sends the last line and ends. With --journal FILE what is typed is kept on disk first: a bridge that was killed goes on where it
        was when it is started with the same file, and loses and repeats nothing. Without it, lines not sent yet are lost with the bridge.
        A journal goes on only with the version of the bridge that began it. Update the servers before the bridges.

        Exit codes:
          0  stopped, everything sent was acknowledged     1  something was not     2  the command cannot be understood
        """;

    public static Command Create(TimeProvider time)
    {
        var listen = new Option<string>("--listen") { Description = "Where the software writes to.", HelpName = "ADDRESS:PORT", DefaultValueFactory = _ => "127.0.0.1:9740" };
        var link = new Option<string>("--link") { Description = "The captioner's invitation link.", HelpName = "LINK", Required = true };
        var server = new Option<string?>("--server") { Description = "The server's address; without it, the one in the link.", HelpName = "URL" };
        var session = new Option<int?>("--session") { Description = "The session's number; without it, the one that is open, else the next.", HelpName = "N" };
        var track = new Option<string>("--track") { Description = "The caption channel.", HelpName = "NAME", DefaultValueFactory = _ => "floor" };
        var language = new Option<string>("--language") { Description = "What is written, as a tag such as en or fr.", HelpName = "TAG", DefaultValueFactory = _ => "en" };
        var encoding = new Option<string?>("--encoding") { Description = "What the software writes in, such as windows-1251; without it, UTF-8 or what Windows writes the language in.", HelpName = "NAME" };
        var journal = new Option<string?>("--journal") { Description = "A file in which what is typed is kept until it is recorded; one for each session and channel.", HelpName = "FILE" };
        var command = new Command(Name, "Write what stenography software sends over TCP into a session.") { listen, link, server, session, track, language, encoding, journal };
        command.SetAction((parsed, stop) => new BridgeRun(
            new BridgePlan(
                Place(parsed.GetValue(listen)!),
                ReplayCommand.Link(parsed.GetValue(link)!, ReplayCommand.ServerAddress(parsed.GetValue(server)), "--link"),
                parsed.GetValue(session), parsed.GetValue(track)!, parsed.GetValue(language)!, Known(parsed.GetValue(encoding)), parsed.GetValue(journal)),
            new Terminal(parsed.InvocationConfiguration), time).RunAsync(stop));
        return command;
    }

    private static string? Known(string? encoding) =>
        encoding is null || StenoEncoding.Named(encoding) is not null
            ? encoding
            : throw new CommandFailedException($"--encoding takes {StenoEncoding.Names}, or another code page of one byte for each letter, not {encoding}", ExitCode.BadUsage);

    private static IPEndPoint Place(string text) =>
        IPEndPoint.TryParse(text, out var place) && text.Contains(':', StringComparison.Ordinal)
            ? place
            : throw new CommandFailedException($"--listen takes an address and a port such as 127.0.0.1:9740, not {text}", ExitCode.BadUsage);
}

/// <summary>What a bridge joins.</summary>
internal sealed record BridgePlan(IPEndPoint Listen, InvitationLink Link, int? Session, string Track, string Language, string? Encoding, string? Journal);
