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

    /// <summary>It is heard, and somebody else is on air.</summary>
    NotOnAir,
}

/// <summary>Tells what is wrong with captioning software from what is heard of it.</summary>
public static class SourceTroubles
{
    private static readonly int SomebodyElseWrites = Rejections.PenHeld("").Code;

    /// <summary>What is wrong with a source; empty when nothing is.</summary>
    public static IEnumerable<SourceTrouble> Of(CaptionSourceStanding standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        return Enum.GetValues<SourceTrouble>().Where(trouble => trouble switch
        {
            SourceTrouble.Refused => standing.Refusal is { } refusal && (standing.OnAir || refusal.Code != SomebodyElseWrites),
            SourceTrouble.Mangled => standing.Mangled > 0 || !standing.Damages.IsEmpty,
            SourceTrouble.Missing => standing.Missing > 0,
            _ => standing is { OnAir: false, LastHeard: not null },
        });
    }

    /// <summary>How bad it is, as the class of a state: words are lost on air, something is to be set right, or somebody else writes.</summary>
    public static string ToneOf(IEnumerable<CaptionSourceStanding> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var all = sources.Select(standing => (standing.OnAir, Troubles: Of(standing).ToList())).ToList();
        return all.Any(source => source.OnAir && source.Troubles.Contains(SourceTrouble.Refused)) ? "trouble"
            : all.Any(source => source.Troubles.Exists(trouble => trouble is not SourceTrouble.NotOnAir)) ? "warn"
            : "";
    }
}
