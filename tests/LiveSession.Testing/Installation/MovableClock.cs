using System.Diagnostics;
using System.Globalization;

namespace LiveSession.Testing.Installation;

/// <summary>
/// The system clock as one process sees it (libfaketime): a test can set it forward and back while the process runs. Counters that nobody
/// can set go on as they do on a real machine.
/// </summary>
public sealed class MovableClock : IDisposable
{
    private const string Library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("livesession-clock-");

    private MovableClock() => Move(TimeSpan.Zero);

    private string Setting => Path.Combine(_folder.FullName, "offset");

    /// <summary>A clock that is right; the test is skipped where libfaketime is not installed.</summary>
    public static MovableClock Right()
    {
        Assert.SkipUnless(File.Exists(Library), "libfaketime is not installed.");
        return new MovableClock();
    }

    /// <summary>From now on it is so much ahead of the real one, or behind.</summary>
    public void Move(TimeSpan ahead)
    {
        // Moved into its place whole: the process may read it at any moment.
        File.WriteAllText($"{Setting}.new", ahead.TotalSeconds.ToString("+0.###;-0.###;+0", CultureInfo.InvariantCulture));
        File.Move($"{Setting}.new", Setting, overwrite: true);
    }

    /// <summary>Puts it before a program's eyes.</summary>
    public void PutBefore(ProcessStartInfo start)
    {
        ArgumentNullException.ThrowIfNull(start);
        start.Environment["LD_PRELOAD"] = Library;
        start.Environment["FAKETIME_TIMESTAMP_FILE"] = Setting;
        start.Environment["FAKETIME_CACHE_DURATION"] = "1";
        start.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        start.Environment["DONT_FAKE_MONOTONIC"] = "1";
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
