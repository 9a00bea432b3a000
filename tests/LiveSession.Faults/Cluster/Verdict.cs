using System.Globalization;

namespace LiveSession.Faults.Cluster;

/// <summary>What the people of a session were told and saw, held against its log.</summary>
/// <param name="Acknowledged">Caption lines that captioners were told are in the record.</param>
/// <param name="Lost">Acknowledged lines the log lacks, or has elsewhere than told.</param>
/// <param name="Doubled">Lines the log holds more than once.</param>
/// <param name="OutOfOrder">Lines that stand before one sent earlier on the same track.</param>
/// <param name="Foreign">Lines the log holds and nobody sent.</param>
/// <param name="ObserverFaults">Differences between what an observer saw and the log, of all observers.</param>
/// <param name="TwoSpeakers">Times at which the log gave the floor while somebody had it, or counted a turn twice.</param>
/// <param name="HoldersSeen">Views, of observers and of those who press, by which the floor was somebody else's than by the log or by another view of the same place.</param>
/// <param name="OtherHands">Times at which somebody presided who did not have the gavel by the log, or it changed hands as it may not.</param>
/// <param name="LostRequests">Acknowledged queue commands the log lacks.</param>
internal sealed record Verdict(
    int Acknowledged, int Lost, int Doubled, int OutOfOrder, int Foreign, int ObserverFaults, int TwoSpeakers, int HoldersSeen, int OtherHands, int LostRequests)
{
    /// <summary>Nothing was lost, nothing happened twice.</summary>
    public void ShouldBeClean() => (this with { Acknowledged = 0 }).ShouldBe(new Verdict(0, 0, 0, 0, 0, 0, 0, 0, 0, 0), ToString());

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"acknowledged {Acknowledged}, lost {Lost}, doubled {Doubled}, out of order {OutOfOrder}, foreign {Foreign}, observer faults {ObserverFaults}, two speakers {TwoSpeakers}, two holders seen {HoldersSeen}, presided by others {OtherHands}, lost requests {LostRequests}");
}
