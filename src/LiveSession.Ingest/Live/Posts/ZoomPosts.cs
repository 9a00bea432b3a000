using System.Text;

namespace LiveSession.Ingest.Live.Posts;

/// <summary>
/// Zoom's closed-caption posts: plain text, a stream, with trailing spaces kept. Also what stands on the screen of software that sends its
/// window: <c>Merci, Madame la Présidente⏎je vous remercie</c>, then the same with more.
/// </summary>
internal sealed class ZoomPosts : IPostReader
{
    private readonly RollingWindow _window = new();

    public LineCut Cut => LineCut.AtSentences;

    public bool Rolls => _window.Rolls;

    // Software for YouTube that was given a Zoom address says so by its first line.
    private readonly YouTubePosts _timed = new();

    public string IdentityOf(string text) => YouTubePosts.Fits(text) ? _timed.IdentityOf(text) : text;

    public void Recall(IReadOnlyList<RecordedLine> lines, bool rolls) => _window.Recall(lines, rolls);

    public IReadOnlyList<SourceEdit> EditsOf(string text) => YouTubePosts.Fits(text) ? _timed.Read(text, null).Edits : _window.Copy().Read(text);

    public PostReading Read(string text, Rune? before) =>
        YouTubePosts.Fits(text) ? _timed.Read(text, before)
        : text.Length == 0 ? new([], Heartbeat: true)
        : new([.. _window.Read(text)]);
}

/// <summary>Teams CART: each post is one line.</summary>
internal sealed class TeamsPosts : IPostReader
{
    public LineCut Cut => LineCut.LongLines;

    public PostReading Read(string text, Rune? before) => string.IsNullOrWhiteSpace(text)
        ? new([], Heartbeat: true)
        : new([.. StreamEdits.Of(text.Trim()), new SourceEdit.NewLine()]);
}

/// <summary>StreamText's push: what was typed since the last post, deletions included; they may reach into earlier posts.</summary>
internal sealed class StreamTextPosts : IPostReader
{
    public LineCut Cut => LineCut.LongLines;

    public PostReading Read(string text, Rune? before) => new([.. StreamEdits.Of(text)], Heartbeat: text.Length == 0);
}
