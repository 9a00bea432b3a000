namespace LiveSession.Publishing.Transcript;

/// <summary>A transcript that was taken away and is read again.</summary>
/// <param name="Transcript">The transcript, as far as the form holds it.</param>
/// <param name="Provenance">Where it came from.</param>
public sealed record PublishedTranscript(TranscriptView Transcript, TranscriptProvenance Provenance);

/// <summary>A file is not the transcript it should be. The message says what is wrong, and where.</summary>
public sealed class TranscriptFileException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="message">One English sentence with the place.</param>
    /// <param name="cause">What found it.</param>
    public TranscriptFileException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
