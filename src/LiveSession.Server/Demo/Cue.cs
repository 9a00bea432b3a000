namespace LiveSession.Server.Demo;

/// <summary>One thing that happens in a screenplay. People are named by their keys.</summary>
internal abstract record Cue
{
    public sealed record Open : Cue;

    public sealed record Suspend : Cue;

    public sealed record Resume : Cue;

    public sealed record Close : Cue;

    public sealed record GoOffTheRecord : Cue;

    public sealed record GoOnTheRecord : Cue;

    public sealed record TakeUp(string Item) : Cue;

    public sealed record LimitSpeaking(TimeSpan? To) : Cue;

    public sealed record AskForFloor(string Speaker, string? Note) : Cue;

    public sealed record GiveFloor(string To) : Cue;

    public sealed record EndTurn : Cue;

    public sealed record Pause : Cue;

    public sealed record Say(string Speaker, string Language, string Text) : Cue;

    /// <param name="Scene">The scene in which the line was said.</param>
    /// <param name="Text">What it should have said.</param>
    public sealed record Correct(int Scene, string Text) : Cue;
}

/// <summary>A cue at its place in the play.</summary>
/// <param name="What">What happens.</param>
/// <param name="Lasts">How long it takes at natural speed.</param>
/// <param name="Before">How the session stands before it.</param>
/// <param name="After">How it stands after it.</param>
/// <param name="LinesBefore">How many lines the record holds before it.</param>
internal sealed record Scene(Cue What, TimeSpan Lasts, Standing Before, Standing After, int LinesBefore);
