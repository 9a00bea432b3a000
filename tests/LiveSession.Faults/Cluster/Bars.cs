using System.Globalization;

namespace LiveSession.Faults.Cluster;

/// <summary>
/// The times that people are promised. Every run says how long each took, by the clients' own stopwatches. The long form, which has the
/// machine to itself, fails where one took longer; the gate shares its processors, and holds what was lost, doubled or in disorder.
/// </summary>
internal sealed class Bars(ITestOutputHelper output)
{
    /// <summary>Until observers are live again whose node died.</summary>
    public static readonly TimeSpan LiveAgain = TimeSpan.FromSeconds(5);

    /// <summary>Until every observer has everything, once what failed is back.</summary>
    public static readonly TimeSpan GapFree = TimeSpan.FromSeconds(2);

    /// <summary>Until a captioner knows that the archive cannot be written.</summary>
    public static readonly TimeSpan Told = TimeSpan.FromSeconds(2);

    private readonly List<string> _missed = [];

    /// <summary>Whether this is the long form.</summary>
    public static bool AreHeld => Environment.GetEnvironmentVariable("LIVESESSION_LONG") == "1";

    /// <summary>How often something is done; <c>LIVESESSION_ROUNDS</c> is a number of its own.</summary>
    public static int Rounds(int inTheLongForm, int otherwise) => Environment.GetEnvironmentVariable("LIVESESSION_ROUNDS") is { Length: > 0 } rounds
        ? int.Parse(rounds, CultureInfo.InvariantCulture)
        : AreHeld ? inTheLongForm : otherwise;

    /// <summary>Says how long something took.</summary>
    public void Hold(string what, TimeSpan took, TimeSpan bar)
    {
        var said = string.Create(CultureInfo.InvariantCulture, $"{what}: {took.TotalSeconds:0.00} s, promised {bar.TotalSeconds:0} s{(took < bar ? "" : ", MISSED")}");
        output.WriteLine(said);
        if (took >= bar)
        {
            _missed.Add(said);
        }
    }

    /// <summary>At the end, after what was lost was looked for: that matters more.</summary>
    public void ShouldBeMet()
    {
        if (AreHeld)
        {
            _missed.ShouldBeEmpty();
        }
    }
}
