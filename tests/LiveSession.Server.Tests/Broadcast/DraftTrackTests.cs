using LiveSession.Server.Broadcast;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Server.Tests.Broadcast;

/// <summary>Drafts and the lines they become may come by different ways: what is shown must not depend on which is first.</summary>
public sealed class DraftTrackTests : IDisposable
{
    private static readonly Guid Epoch = Guid.CreateVersion7();
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _clock = new();
    private readonly DraftTrack _track;

    public DraftTrackTests() => _track = new DraftTrack("floor", Interval, _clock, () => { }, (_, _) => { }, (_, _) => { });

    public void Dispose() => _track.Dispose();

    [Fact]
    public void A_draft_from_another_node_that_comes_before_the_line_it_follows_is_shown_whole_after_it()
    {
        Offer("The first sent", after: 4);
        _clock.Advance(Interval);
        Offer("The next", after: 5);
        var early = _track.State.Revision;

        _track.Finish(line: 5);

        // Readers drop what they have when the line comes; the draft after it must not go with it.
        _track.State.Revision.ShouldBe(early + 1);
        Sent(_track.State.Change).ShouldBe(new CaptionDraft("floor", early + 1, 0, 0, "The next", "en"));
        _track.Whole!.Add.ShouldBe("The next");
        _clock.Advance(Interval);
        Offer("The next one", after: 5);
        Sent(_track.State.Change).ShouldBe(new CaptionDraft("floor", early + 2, early + 1, "The next".Length, " one"));
    }

    [Fact]
    public void A_draft_of_the_line_itself_is_gone_with_it_even_one_that_waited()
    {
        Offer("The first", after: 4);
        Offer("The first sentence", after: 4);

        _track.Finish(line: 5);
        _clock.Advance(Interval);

        _track.Whole.ShouldBeNull();
        _track.State.Change.ShouldBeNull();
    }

    [Fact]
    public void A_draft_that_waits_and_follows_the_line_is_shown_once_its_time_comes()
    {
        Offer("The first", after: 4);
        Offer("The next", after: 5);

        _track.Finish(line: 5);
        _track.Whole.ShouldBeNull();
        _clock.Advance(Interval);

        _track.Whole!.Add.ShouldBe("The next");
        Sent(_track.State.Change).ShouldBe(new CaptionDraft("floor", _track.State.Revision, _track.State.Revision - 1, 0, "The next"));
    }

    private void Offer(string text, long after) => _track.Offer(new CaptionEdit(text, null, "en"), new LogPosition(Epoch, after), passOn: false);

    private static CaptionDraft Sent(Publication? publication) =>
        ((InvocationMessage)publication.ShouldNotBeNull().Message.Message!).Arguments.Single().ShouldBeOfType<CaptionDraft>();
}
