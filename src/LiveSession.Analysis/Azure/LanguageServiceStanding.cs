namespace LiveSession.Analysis.Azure;

/// <summary>How the language service is doing, as its circuit breaker has it.</summary>
/// <param name="time">The clock.</param>
public sealed class LanguageServiceStanding(TimeProvider time)
{
    private volatile Absence? _absence;

    /// <summary>It changed: gone, or back.</summary>
    public event Action? Changed;

    /// <summary>Since when it is left alone, and why; null while it is asked.</summary>
    public Absence? Away => _absence;

    internal void Went(LanguageServiceException? fault)
    {
        _absence = new Absence(
            _absence?.Since ?? time.GetUtcNow(), fault?.Trouble ?? LanguageTrouble.Passing, fault?.Message ?? "The language service does not answer in time.");
        Changed?.Invoke();
    }

    internal void CameBack()
    {
        _absence = null;
        Changed?.Invoke();
    }

    /// <summary>A time in which the service is not asked.</summary>
    /// <param name="Since">From when.</param>
    /// <param name="Trouble">What kind of trouble it is.</param>
    /// <param name="Message">What is the matter, for the secretariat.</param>
    public sealed record Absence(DateTimeOffset Since, LanguageTrouble Trouble, string Message);
}
