namespace LiveSession.Server.Operations;

#pragma warning disable RS0030 // The one place that writes to the terminal: secrets for the operator, which no log may hold, and start-up faults.

/// <summary>The operator's terminal.</summary>
internal static class Terminal
{
    public static TextWriter Out => Console.Out;

    public static TextWriter Error => Console.Error;

    /// <summary>Whether somebody sits in front of it.</summary>
    public static bool IsRead => !Console.IsOutputRedirected;
}
