using LiveSession.Server.Broadcast;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Server.Tests.Broadcast;

/// <summary>Drafts and the lines they become may come by different ways: what is shown must not depend on which is first.</summary>
public sealed class DraftTrackTests : IDisposable
{
    private static readonly Guid Epoch = Guid.CreateVersion7();
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _clock = new();
    private readonly DraftTrack _track;

    private readonly List<string> _passedOn = [];

    public DraftTrackTests() => _track = new DraftTrack("floor", Interval, _clock, () => { }, (_, _) => { }, (edit, _) => _passedOn.Add(edit.Text));

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
    public void What_stands_here_is_said_again_to_the_others_where_they_were_not_told_of_it_lately()
    {
        Write("The first");
        _clock.Advance(Lately / 2);
        _track.SayAgain(Lately);
        _passedOn.ShouldBe(["The first"]);

        _clock.Advance(Lately / 2);
        _track.SayAgain(Lately);
        _track.SayAgain(Lately);
        _passedOn.ShouldBe(["The first", "The first"]);

        Write("");
        _clock.Advance(Lately);
        _track.SayAgain(Lately);
        _passedOn.ShouldBe(["The first", "The first", ""]);
    }

    [Fact]
    public void What_another_node_says_again_stays_without_being_shown_anew_and_what_it_does_not_goes()
    {
        Offer("The first", after: 4);
        var shown = _track.State.Revision;
        _clock.Advance(Lately);

        _track.Renew(new CaptionEdit("The first", null, "en")).ShouldBeTrue();
        _clock.Advance(Lately);
        _track.Expire(2 * Lately);
        _track.State.Revision.ShouldBe(shown);
        _track.Whole!.Add.ShouldBe("The first");

        _clock.Advance(Lately);
        _track.Expire(2 * Lately);
        _track.Whole.ShouldBeNull();
        Sent(_track.State.Change).ShouldBe(new CaptionDraft("floor", shown + 1, shown, 0, ""));
    }

    [Fact]
    public void What_is_written_here_is_taken_off_by_nobodys_silence_and_is_nobody_elses_to_keep()
    {
        Write("The first");
        _clock.Advance(10 * Lately);

        _track.Expire(Lately);
        _track.Whole!.Add.ShouldBe("The first");
        _track.Renew(new CaptionEdit("The first", null, "en")).ShouldBeFalse();
        Offer("The second", after: 4);
        _clock.Advance(Interval);
        _track.Renew(new CaptionEdit("The first", null, "en")).ShouldBeFalse();
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

    private void Write(string text)
    {
        _track.Offer(new CaptionEdit(text, null, "en"), new LogPosition(Epoch, 4), passOn: true);
        _clock.Advance(Interval);
    }

    private void Offer(string text, long after) => _track.Offer(new CaptionEdit(text, null, "en"), new LogPosition(Epoch, after), passOn: false);

    private static CaptionDraft Sent(Publication? publication) =>
        ((InvocationMessage)publication.ShouldNotBeNull().Message.Message!).Arguments.Single().ShouldBeOfType<CaptionDraft>();
}
