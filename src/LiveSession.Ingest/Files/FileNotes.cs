namespace LiveSession.Ingest.Files;

/// <summary>What a reader has to say besides the steps.</summary>
internal sealed class FileNotes
{
    private readonly List<FileProblem> _problems = [];

    public ImmutableArray<FileProblem> Problems => [.. _problems.OrderBy(problem => problem.Line)];

    public int Ignored { get; private set; }

    public void Problem(int line, string message) => _problems.Add(new FileProblem(line, message));

    public void Ignore() => Ignored++;
}

/// <summary>One line of a file.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Text">Without its end.</param>
internal readonly record struct FileLine(int Number, string Text)
{
    public bool IsBlank => string.IsNullOrWhiteSpace(Text);
}
