using LiveSession.Testing.Installation;

namespace LiveSession.Faults.RealInput;

public sealed class RealMeetingTests
{
    [Fact]
    public async Task A_meeting_with_its_queue_reaches_fifty_observers_line_for_line_although_the_server_is_killed_twice()
    {
        var replay = new Replay(RealRecords.PathOf("w3c-ccg_2023-02-07_irc.log"), speed: 60, observers: 50, seed: 7);

        await replay.PlayAsync();

        replay.Returned.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task A_meeting_in_Chinese_reaches_twenty_observers_line_for_line_although_the_server_is_killed_twice()
    {
        var replay = new Replay(RealRecords.PathOf("pdis_2018-04-20_collaborative-meeting-31_zh-Hant.md"), speed: 300, observers: 20, seed: 8);

        await replay.PlayAsync();

        replay.Returned.ShouldBeGreaterThan(5);
    }
}
