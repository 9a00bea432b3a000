using System.Diagnostics;

namespace LiveSession.Faults.Archive;

/// <summary>A disk of a few megabytes that can be filled and made read-only: a file system in memory. Needs the right to mount.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("livesession-disk-");

    public string Folder => _folder.FullName;

    private string Ballast => FileIn("ballast");

    /// <summary>Mounts it; the test is skipped where that is not allowed.</summary>
    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var disk = new SmallDisk();
        var code = OperatingSystem.IsLinux() ? await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Folder) : 1;
        if (code != 0)
        {
            disk._folder.Delete();
            Assert.Skip("A small disk can only be mounted by the superuser of a Linux machine.");
        }

        return disk;
    }

    public string FileIn(string name) => Path.Combine(Folder, name);

    /// <summary>Leaves no room at all.</summary>
    public async Task FillAsync()
    {
        await using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4_096];
        try
        {
            while (true)
            {
                await ballast.WriteAsync(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Frees what <see cref="FillAsync"/> took.</summary>
    public void MakeRoom() => File.Delete(Ballast);

    /// <summary>Nothing can be written to the whole disk; nobody may have it in use for writing.</summary>
    public async Task MakeReadOnlyAsync() => (await RunAsync("mount", "-o", "remount,ro", Folder)).ShouldBe(0);

    /// <summary>Whatever is opened from now on cannot be written; what is open can. Ends with the result.</summary>
    public async Task<IAsyncDisposable> CoverReadOnlyAsync()
    {
        (await RunAsync("mount", "--bind", Folder, Folder)).ShouldBe(0);
        (await RunAsync("mount", "-o", "remount,bind,ro", Folder)).ShouldBe(0);
        return new Cover(Folder);
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "--lazy", Folder);
        _folder.Delete();
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private sealed class Cover(string folder) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => (await RunAsync("umount", "--lazy", folder)).ShouldBe(0);
    }
}
