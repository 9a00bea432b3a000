using System.ComponentModel.DataAnnotations;
using LiveSession.Server.Nodes;
using LiveSession.Server.Operations;
using LiveSession.Storage.Postgres;
using LiveSession.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Demo;

/// <summary>How the demonstration is played.</summary>
public sealed class DemoOptions
{
    public const string Section = "Demo";

    /// <summary>How many times faster than natural it is played. The default is 1.</summary>
    [Range(0.1, 200)]
    public double Speed { get; set; } = 1;
}

/// <summary>
/// The command line's <c>--demo</c> and <c>--fresh</c>. The demonstration has a data folder of its own beside the real one, so nothing it
/// does, starting afresh included, touches real data.
/// </summary>
/// <param name="Demo">Whether the demonstration is played.</param>
/// <param name="Fresh">Whether what an earlier demonstration left is removed first.</param>
internal sealed record DemoSwitches(bool Demo, bool Fresh)
{
    private const string FolderSuffix = "-demo";
    private const string Marker = "demonstration.txt";

    /// <summary>Takes the switches out of a command line, because configuration would read the word after them as their value.</summary>
    public static DemoSwitches Read(ref string[] args)
    {
        var found = new DemoSwitches(args.Contains("--demo"), args.Contains("--fresh"));
        args = [.. args.Where(arg => arg is not ("--demo" or "--fresh"))];
        return found.Fresh && !found.Demo
            ? throw Refusal("--fresh starts a demonstration over; it is only understood together with --demo.")
            : found;
    }

    /// <summary>Gives the demonstration its own folder, emptied when it starts afresh.</summary>
    public void Apply(WebApplicationBuilder builder)
    {
        if (!Demo)
        {
            return;
        }

        const string key = $"{ServerOptions.Section}:{nameof(ServerOptions.Data)}";
        var folder = Path.TrimEndingDirectorySeparator(builder.Configuration[key] ?? new ServerOptions().Data) + FolderSuffix;
        // A configured archive is real data, wherever it lies.
        builder.Configuration.AddInMemoryCollection([
            new(key, folder),
            new($"{SqliteOptions.Section}:{nameof(SqliteOptions.Path)}", Path.Combine(folder, "livesession.db")),
            new($"ConnectionStrings:{PostgresOptions.ConnectionName}", null),
            new($"ConnectionStrings:{NodesRegistration.ConnectionName}", null),
        ]);
        var marker = Path.Combine(folder, Marker);
        if (Directory.Exists(folder) && !File.Exists(marker) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw Refusal($"The demonstration keeps its data in {folder}, and that folder holds something else.");
        }

        if (Fresh && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(marker, "Data of a demonstration; --demo --fresh removes it." + Environment.NewLine);
    }

    public void AddTo(IServiceCollection services)
    {
        if (Demo)
        {
            services.AddOptions<DemoOptions>().BindConfiguration(DemoOptions.Section).ValidateDataAnnotations().ValidateOnStart();
            services.AddSingleton<DemoSetting>().AddHostedService<Demonstration>();
        }
    }

    private static OptionsValidationException Refusal(string reason) => new(DemoOptions.Section, typeof(DemoOptions), [reason]);
}
