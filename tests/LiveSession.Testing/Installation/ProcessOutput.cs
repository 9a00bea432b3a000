using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LiveSession.Testing.Installation;

/// <summary>What a process writes, line by line, for tests that wait for a line.</summary>
public sealed class ProcessOutput
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(Regex Pattern, TaskCompletionSource<Match> Found)> _waiting = [];

    /// <summary>Everything written so far.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>Collects what a process writes on both channels, until it ends.</summary>
    public void Listen(Process process)
    {
        process.OutputDataReceived += (_, written) => Add(written.Data);
        process.ErrorDataReceived += (_, written) => Add(written.Data);
        process.Exited += (_, _) => GiveUp();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The first line that matches, written already or to come; fails with everything written when none comes in time.</summary>
    public async Task<Match> ExpectAsync(Regex pattern, TimeSpan limit)
    {
        TaskCompletionSource<Match> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_lines.Select(line => pattern.Match(line)).FirstOrDefault(match => match.Success) is { } match)
            {
                return match;
            }

            _waiting.Add((pattern, found));
        }

        try
        {
            return await found.Task.WaitAsync(limit);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            throw new TimeoutException($"No line like {pattern} within {limit.TotalSeconds:0} s. Written so far:\n{Text}", e);
        }
    }

    private void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            _lines.Add(line);
            foreach (var (pattern, found) in _waiting)
            {
                if (pattern.Match(line) is { Success: true } match)
                {
                    found.TrySetResult(match);
                }
            }
        }
    }

    private void GiveUp()
    {
        lock (_lock)
        {
            _waiting.ForEach(waiting => waiting.Found.TrySetCanceled());
        }
    }
}
