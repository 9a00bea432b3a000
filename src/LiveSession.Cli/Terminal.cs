using System.CommandLine;
using System.Text.Json;
using Spectre.Console;

namespace LiveSession.Cli;

/// <summary>Where results go (standard output) and where progress and complaints go (standard error), so that results can be piped.</summary>
internal sealed class Terminal(InvocationConfiguration configuration)
{
    private static readonly JsonSerializerOptions Indented = new(ProtocolJson.Options) { WriteIndented = true };

    /// <summary>Results.</summary>
    public TextWriter Output { get; } = configuration.Output;

    /// <summary>Results as a person reads them. Colours are left out when NO_COLOR is set or nobody watches.</summary>
    public IAnsiConsole Results { get; } = On(configuration.Output);

    /// <summary>Progress and complaints.</summary>
    public IAnsiConsole Messages { get; } = On(configuration.Error);

    public void WriteJson<T>(T value) => Output.WriteLine(JsonSerializer.Serialize(value, Indented));

    private static IAnsiConsole On(TextWriter writer)
    {
        var output = new AnsiConsoleOutput(writer);
        if (output.IsTerminal)
        {
            return AnsiConsole.Create(new AnsiConsoleSettings { Out = output });
        }

        var plain = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = output,
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        // A file has no margin: a line is as long as it is.
        plain.Profile.Width = 10_000;
        return plain;
    }
}
