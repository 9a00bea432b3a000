using LiveSession.Server.Captions;

namespace LiveSession.Server.Tests.Captions;

public sealed class DraftsBehindLinesTests
{
    private readonly List<string> _shown = [];
    private readonly DraftsBehindLines _drafts;

    public DraftsBehindLinesTests() => _drafts = new(edit =>
    {
        _shown.Add(edit.Text);
        return Task.CompletedTask;
    });

    [Fact]
    public async Task A_draft_with_nothing_before_it_is_shown_at_once()
    {
        await _drafts.ShowAsync(Of("the q"));

        _shown.ShouldBe(["the q"]);
    }

    [Fact]
    public async Task Behind_lines_on_their_way_only_the_newest_is_shown_when_the_last_of_them_is_recorded()
    {
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        _drafts.Behind(first.Task);
        await _drafts.ShowAsync(Of("Of the first"));
        var behindFirst = _drafts.Settled;
        _drafts.Behind(second.Task);
        await _drafts.ShowAsync(Of("and"));
        await _drafts.ShowAsync(Of("and half"));

        first.SetResult();
        await behindFirst;
        _shown.ShouldBeEmpty();
        second.SetResult();
        await _drafts.Settled;

        _shown.ShouldBe(["and half"]);
        await _drafts.ShowAsync(Of("and half a line"));
        _shown.ShouldBe(["and half", "and half a line"]);
    }

    [Fact]
    public async Task A_line_that_was_refused_does_not_hold_up_what_follows()
    {
        var line = new TaskCompletionSource();
        _drafts.Behind(line.Task);
        await _drafts.ShowAsync(Of("next"));

        line.SetException(new InvalidOperationException("the archive is away"));
        await _drafts.Settled;

        _shown.ShouldBe(["next"]);
    }

    private static CaptionEdit Of(string text) => new(text, null, "en");
}
