using System.CommandLine;
using LiveSession.Cli.Replay;
using Spectre.Console;

namespace LiveSession.Cli.Export;

/// <summary><c>livesession export --server URL --session SLUG/N</c></summary>
internal static class ExportCommand
{
    public const string Name = "export";

    public const string Lesson = """
        Examples:
          livesession export --server https://live.example.org --session wgec-5/2
          livesession export --server https://live.example.org --session wgec-5/2 --format vtt --out wgec-5-2.vtt
          livesession export --server https://live.example.org --session wgec-5/2 --format log --out wgec-5-2.jsonl
          livesession verify wgec-5-2.jsonl

        text       what was said, by speaker, to be read
        cart       the same as stenographers write it, for their software and for replay
        vtt, srt   captions for a player (WebVTT, SubRip)
        ttml       captions for broadcasters and archives of recordings (IMSC 1.1)
        html       one page that needs nothing else, to keep and to print
        docx       a document for Word and LibreOffice, to edit and to print; it needs --out
        json       everything in the transcript, for programs (schema: /schemas/transcript.json of the server)
        akn        a debate in Akoma Ntoso 3.0, for parliaments and archives
        tei        a debate in TEI (Parla-CLARIN), for corpora
        log        every event with its hash, for verify
        bundle     all of these with check sums and a signature, to keep, and for verify; it needs --out

        Exit codes:
          0  written     1  the server is away or has no such transcript     2  the command cannot be understood
        """;

    public static Command Create()
    {
        var server = new Option<string>("--server") { Description = "The server's address.", HelpName = "URL", Required = true };
        var session = new Option<string>("--session") { Description = "The meeting's short name and the session's number.", HelpName = "SLUG/N", Required = true };
        var format = new Option<string>("--format") { Description = "What to fetch.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "cart", "vtt", "srt", "ttml", "html", "docx", "json", "akn", "tei", "log", "bundle");
        var output = new Option<FileInfo?>("--out") { Description = "Where to write it; without it, to standard output.", HelpName = "FILE" };
        var link = new Option<string?>("--link") { Description = "An invitation link, for meetings that are not public.", HelpName = "LINK" };
        var command = new Command(Name, "Fetch a session's transcript or log.") { server, session, format, output, link };
        command.SetAction(async (parsed, stop) =>
        {
            var address = ReplayCommand.ServerAddress(parsed.GetValue(server))!;
            var place = SessionPlace.Parse(parsed.GetValue(session)!);
            var invitation = parsed.GetValue(link) is { } given ? ReplayCommand.Link(given, address, "--link") : null;
            if (parsed.GetValue(format) is "docx" or "bundle" && parsed.GetValue(output) is null)
            {
                throw new CommandFailedException("A document or bundle is no text: --out names the file to write it to.", ExitCode.BadUsage);
            }

            var terminal = new Terminal(parsed.InvocationConfiguration);
            var download = new Download(address, place.PathOf(parsed.GetValue(format)!), invitation);
            if (parsed.GetValue(output) is { } file)
            {
                var length = await download.ToFileAsync(file, stop);
                terminal.Messages.MarkupLineInterpolated($"{file}: {length} bytes");
            }
            else
            {
                await download.ToAsync(terminal.Output, stop);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
