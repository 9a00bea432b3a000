using System.CommandLine;
using LiveSession.Cli;

return await CommandLine.RunAsync(args, new InvocationConfiguration(), TimeProvider.System);
