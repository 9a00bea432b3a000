using LiveSession.Core.Log;
using Microsoft.Extensions.Logging;

namespace LiveSession.Storage.Tests;

public sealed class OutageTests : IDisposable
{
    private readonly LogMetrics _metrics = new();
    private readonly KeptLog _log = new();

    [Fact]
    public void It_is_said_when_it_begins_when_its_reason_changes_and_when_it_ends()
    {
        var outage = new Outage(_metrics, _log);

        foreach (var reason in new[] { "the disk is full", "the disk is full", "the disk is full", "the database is read-only" })
        {
            outage.Failed(2, new LogUnavailableException(reason));
        }

        outage.Written();
        outage.Written();

        _log.Lines.ShouldBe(
        [
            (LogLevel.Error, "The archive cannot be written: the disk is full. Whoever writes is told so until it can be", false),
            (LogLevel.Error, "The archive cannot be written: the database is read-only. Whoever writes is told so until it can be", false),
            (LogLevel.Warning, "The archive is written again. 8 times it could not be; the last reason was: the database is read-only", false),
        ]);
    }

    [Fact]
    public void What_nobody_foresaw_keeps_its_stack_trace()
    {
        new Outage(_metrics, _log).Failed(1, new LogUnavailableException(Outage.Unforeseen, new InvalidOperationException("a bug")));

        _log.Lines.ShouldHaveSingleItem().Traced.ShouldBeTrue();
    }

    public void Dispose() => _metrics.Dispose();

    private sealed class KeptLog : ILogger
    {
        public List<(LogLevel Level, string Said, bool Traced)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add((logLevel, formatter(state, exception), exception is not null));
    }
}
