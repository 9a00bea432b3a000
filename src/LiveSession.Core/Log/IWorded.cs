namespace LiveSession.Core.Log;

/// <summary>
/// An event that holds words somebody said. They are stored beside what is hashed, with a salt, so that they can be taken out lawfully and nothing else
/// can (<see cref="StoredWords"/>).
/// </summary>
public interface IWorded
{
    /// <summary>The words.</summary>
    string Words { get; }

    /// <summary>The same event with other words.</summary>
    LogEvent WithWords(string words);
}
