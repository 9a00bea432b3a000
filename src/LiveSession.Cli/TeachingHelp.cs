using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace LiveSession.Cli;

/// <summary>The usual help, and below it examples and exit codes.</summary>
internal sealed class TeachingHelp(HelpAction usual, IReadOnlyDictionary<string, string> lessons) : SynchronousCommandLineAction
{
    /// <summary>Gives a program's help its lessons, by the names of the commands.</summary>
    public static void Install(RootCommand root, IReadOnlyDictionary<string, string> lessons)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new TeachingHelp((HelpAction)help.Action!, lessons);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        if (lessons.TryGetValue(parseResult.CommandResult.Command.Name, out var lesson))
        {
            parseResult.InvocationConfiguration.Output.WriteLine(lesson);
        }

        return code;
    }
}
