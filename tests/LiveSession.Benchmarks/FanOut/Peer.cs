using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LiveSession.Testing.Installation;

namespace LiveSession.Benchmarks.FanOut;

/// <summary>What a peer is and how it is started.</summary>
/// <param name="Name">What it is called in figures.</param>
/// <param name="Start">How it is started; null where this machine does not have it.</param>
/// <param name="Way">How readers join, given its address.</param>
/// <param name="Address">Where it listens; null when it says so itself.</param>
internal sealed record Peer(string Name, Func<ProcessStartInfo?> Start, Func<Uri, WayIn> Way, Uri? Address = null)
{
    /// <summary>The one session that peers have.</summary>
    public const string Session = "session";

    private const string NchanModule = "/usr/lib/nginx/modules/ngx_nchan_module.so";

    /// <summary>A SignalR group, as the framework does it.</summary>
    public static Peer Stock { get; } = new("stock SignalR", () => OwnRole("stock"), address => WayIn.Hub(address, Session));

    /// <summary>WebSockets of the framework without SignalR: what managed code does by itself.</summary>
    public static Peer Kestrel { get; } = new("plain Kestrel", () => OwnRole("kestrel"), address => new WayIn(new Uri(address, "/read"), []));

    /// <summary>Node.</summary>
    public static Peer SocketIo { get; } = new(
        "Socket.IO", () => Script("node", "socketio.js"),
        address => new WayIn(new Uri(address, "/socket.io/?EIO=4&transport=websocket"), ["40"], Joined: "40{", Asked: "2", Answer: "3"));

    /// <summary>uWebSockets, in C++, driven by JavaScript.</summary>
    public static Peer Bun { get; } = new(
        "Bun", () => Script(
            Path.Combine(Folder(), "node_modules", "@oven", RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "bun-linux-aarch64" : "bun-linux-x64", "bin", "bun"), "bun.js"),
        address => new WayIn(new Uri(address, "/read"), []));

    /// <summary>nginx with its publish and subscribe module, in C.</summary>
    public static Peer Nchan()
    {
        var port = RedisServer.FreePort();
        return new("nchan", () => Nginx(port), address => new WayIn(new Uri(address, "/read"), []), new Uri($"http://127.0.0.1:{port}"));
    }

    private static ProcessStartInfo OwnRole(string role) => new("dotnet", [typeof(Peer).Assembly.Location, "--role", role]);

    private static ProcessStartInfo? Script(string program, string script)
    {
        var folder = Folder();
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
            npm.WaitForExit();
        }

        return Directory.Exists(Path.Combine(folder, "node_modules")) ? new ProcessStartInfo(program, [Path.Combine(folder, script)]) : null;
    }

    private static ProcessStartInfo? Nginx(int port)
    {
        if (!File.Exists(NchanModule))
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("livesession-nchan-").FullName;
        var file = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(file, File.ReadAllText(Path.Combine(Folder(), "nchan.conf"))
            .Replace("$FOLDER", folder, StringComparison.Ordinal).Replace("$MODULE", NchanModule, StringComparison.Ordinal)
            .Replace("$PORT", $"{port}", StringComparison.Ordinal).Replace("$USER", Environment.UserName, StringComparison.Ordinal));
        return new ProcessStartInfo("nginx", ["-c", file, "-p", folder, "-e", Path.Combine(folder, "error.log")]);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Peers");
}
