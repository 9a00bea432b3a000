namespace LiveSession.Storage.Migration;

/// <summary>An archive cannot be moved. Nothing was changed where it was to go.</summary>
/// <param name="message">In words why not, as a sentence.</param>
/// <param name="inner">What lies behind it.</param>
public sealed class MigrationRefusedException(string message, Exception? inner = null) : Exception(message, inner);
