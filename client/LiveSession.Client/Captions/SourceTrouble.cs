namespace LiveSession.Client.Captions;

/// <summary>What a captioner has to know of their software without opening anything, the worst first.</summary>
public enum SourceTrouble
{
    /// <summary>What it sent last was refused.</summary>
    Refused,

    /// <summary>It damages letters.</summary>
    Mangled,

    /// <summary>Posts of it are missing.</summary>
    Missing,

    /// <summary>A program that came to its port was turned away.</summary>
    TurnedAway,

    /// <summary>It is heard, and somebody else is on air.</summary>
    NotOnAir,
}

/// <summary>Tells what is wrong with captioning software from what is heard of it, and when.</summary>
public static class SourceTroubles
{
    /// <summary>For how long what was noticed once is told as something that is so now.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromMinutes(2);

    /// <summary>The code of what is refused because somebody else has the pen.</summary>
    public static readonly int SomebodyElseWrites = Rejections.PenHeld("").Code;

    /// <summary>What is wrong with a source now; empty when nothing is.</summary>
    public static IEnumerable<SourceTrouble> Of(CaptionSourceStanding standing, DateTimeOffset now) =>
        Noticed(standing).Where(noticed => now - noticed.At < Lately).Select(noticed => noticed.Trouble);

    /// <summary>What was wrong with what a source sent and was not noticed again lately.</summary>
    public static IEnumerable<(SourceTrouble Trouble, DateTimeOffset At)> Past(CaptionSourceStanding standing, DateTimeOffset now) =>
        Noticed(standing).Where(noticed => now - noticed.At >= Lately && noticed.Trouble is SourceTrouble.Refused or SourceTrouble.Mangled or SourceTrouble.Missing);

    /// <summary>How bad it is, as the class of a state: words are lost on air, something is to be set right, or somebody else writes.</summary>
    public static string ToneOf(IEnumerable<CaptionSourceStanding> sources, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var all = sources.Select(standing => (standing.OnAir, Troubles: Of(standing, now).ToList())).ToList();
        return all.Any(source => source.OnAir && source.Troubles.Contains(SourceTrouble.Refused)) ? "trouble"
            : all.Any(source => source.Troubles.Exists(trouble => trouble is not SourceTrouble.NotOnAir)) ? "warn"
            : "";
    }

    private static IEnumerable<(SourceTrouble Trouble, DateTimeOffset At)> Noticed(CaptionSourceStanding standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        foreach (var trouble in Enum.GetValues<SourceTrouble>())
        {
            DateTimeOffset? at = trouble switch
            {
                SourceTrouble.Refused => standing.Refusal is { } refusal && (standing.OnAir || refusal.Code != SomebodyElseWrites) ? standing.RefusedAt : null,
                SourceTrouble.Mangled => standing.Damages.IsEmpty ? null : standing.Damages.Max(damage => damage.At),
                SourceTrouble.Missing => standing.Missing > 0 ? standing.MissedAt : null,
                SourceTrouble.TurnedAway => standing.Port?.TurnedAway?.At,
                _ => standing.OnAir ? null : standing.LastHeard,
            };
            if (at is { } noticed)
            {
                yield return (trouble, noticed);
            }
        }
    }
}
