using System.Diagnostics;
using System.Text.RegularExpressions;
using LiveSession.Testing.Installation;

namespace LiveSession.Server.Tests.Captions.Steno;

/// <summary>
/// A stenographer's desk: a machine that speaks Gemini PR, Plover, and a terminal whose keys go to a TCP port, on a screen nobody sees. All of
/// it ends with the test.
/// </summary>
internal sealed class PloverDesk : IAsyncDisposable
{
    private static readonly string[] Programs = ["plover", "Xvfb", "xterm", "socat"];
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // Six bytes a stroke, seven keys a byte, the first with its highest bit set.
    private static readonly string[] Keys =
        [
            "Fn", "#", "#2", "#3", "#4", "#5", "#6", "S-", "S2", "T-", "K-", "P-", "W-", "H-", "R-", "A", "O", "*", "*2", "res1", "res2",
            "pwr", "*3", "*4", "E", "U", "-F", "-R", "-P", "-B", "-L", "-G", "-T", "-S", "-D", "#7", "#8", "#9", "#A", "#B", "#C", "-Z",
        ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("livesession-plover-");
    private readonly Stack<Process> _running = new();
    private readonly ProcessOutput _plover = new();
    private string _screen = "";
    private Stream _machine = Stream.Null;

    /// <summary>Sets the desk up; the test is skipped where a program of it is not installed.</summary>
    public static async Task<PloverDesk> OpenAsync(int port)
    {
        var missing = Programs.Where(program => !IsInstalled(program)).ToList();
        Assert.SkipWhen(missing.Count > 0, $"not installed: {string.Join(", ", missing)}");
        var desk = new PloverDesk();
        try
        {
            await desk.BeginAsync(port);
            return desk;
        }
        catch
        {
            await desk.DisposeAsync();
            throw;
        }
    }

    /// <summary>A digit as the number bar writes it.</summary>
    public static string Digit(int digit) => new[] { "#O", "#S", "#T", "#P", "#H", "#A", "#-F", "#-P", "#-L", "#-T" }[digit];

    /// <summary>Strokes, written as stenographers write them.</summary>
    public async Task StrokeAsync(string strokes)
    {
        await _machine.WriteAsync(strokes.Split(' ').SelectMany(PacketOf).ToArray(), TestContext.Current.CancellationToken);
        await _machine.FlushAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits, with a limit, until what was written has arrived.</summary>
    public async Task WrittenAsync(Func<Task<bool>> arrived)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); !await arrived();)
        {
            (TimeProvider.System.GetElapsedTime(begun) < Limit).ShouldBeTrue($"it did not arrive. Plover says:\n{_plover.Text}");
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _running)
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private async Task BeginAsync(int port)
    {
        var machine = Path.Combine(_folder.FullName, "machine");
        await WriteAsync("plover.cfg", $"""
            [Machine Configuration]
            machine_type = Gemini PR
            auto_start = True

            [Gemini PR]
            port = {machine}
            baudrate = 9600
            """);
        await WriteAsync("user.json", """{ "R-R": "{#Return}", "KA*EUF": "café" }""");

        var screen = new ProcessOutput();
        screen.Listen(Start("Xvfb", "-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "800x600x24"));
        _screen = $":{(await screen.ExpectAsync(new Regex("^[0-9]+$"), Limit)).Value}";
        _machine = Start("socat", "-u", "STDIN", $"PTY,link={machine},raw,echo=0").StandardInput.BaseStream;
        await WrittenAsync(() => Task.FromResult(File.Exists(machine)));

        // Keys pressed before the terminal is connected would go nowhere.
        new ProcessOutput().Listen(Start(
            "xterm", "-u8", "-fa", "Monospace", "-e", "socat", "-d", "-d", "-lf", Path.Combine(_folder.FullName, "terminal.log"), "STDIO,raw,echo=0", $"TCP:127.0.0.1:{port}"));
        await WrittenAsync(async () => await ReadAsync("terminal.log") is { } log && log.Contains("starting data transfer", StringComparison.Ordinal));
        _plover.Listen(Start("plover", "-g", "none", "-l", "debug"));
        await _plover.ExpectAsync(new Regex("loaded [0-9]+ dictionaries"), Limit);
    }

    private Process Start(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder.FullName,
            Environment = { ["DISPLAY"] = _screen, ["LC_ALL"] = "C.UTF-8" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _running.Push(process);
        return process;
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_folder.FullName, name), text, TestContext.Current.CancellationToken);

    private async Task<string?> ReadAsync(string name) =>
        File.Exists(Path.Combine(_folder.FullName, name)) ? await File.ReadAllTextAsync(Path.Combine(_folder.FullName, name), TestContext.Current.CancellationToken) : null;

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    // The left hand, the thumbs and the right hand follow one another; a hyphen says where the right one begins when no thumb does.
    private static byte[] PacketOf(string stroke)
    {
        var packet = new byte[6];
        packet[0] = 0x80;
        var isRight = false;
        var last = -1;
        foreach (var letter in stroke)
        {
            if (letter == '-')
            {
                isRight = true;
                continue;
            }

            var left = "#STKPWHR".IndexOf(letter, StringComparison.Ordinal);
            isRight |= left >= 0 && left <= last;
            last = isRight ? last : Math.Max(last, left);
            var key = Array.IndexOf(Keys, letter is 'A' or 'O' or 'E' or 'U' or '*' or '#' ? letter.ToString() : isRight || left < 0 ? $"-{letter}" : $"{letter}-");
            isRight |= letter is 'A' or 'O' or 'E' or 'U' or '*';
            packet[key / 7] |= (byte)(0x40 >> (key % 7));
        }

        return packet;
    }
}
