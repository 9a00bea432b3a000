using System.Threading.Channels;
using LiveSession.Core.Captions;

namespace LiveSession.Server.Relays;

/// <summary>The lines that wait for a service: only the latest, since old words help nobody who listens now. One reader.</summary>
internal sealed class WaitingLines(int most)
{
    private readonly Lock _lock = new();
    private readonly Channel<bool> _arrived = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<CaptionLine> _lines = [];
    private bool _firstIsOut;
    private bool _finished;

    /// <summary>Adds a line. Returns how many older ones had to go.</summary>
    public int Add(CaptionLine line)
    {
        lock (_lock)
        {
            _lines.Add(line);
            var skipped = 0;
            while (_lines.Count > most + (_firstIsOut ? 1 : 0))
            {
                // The one being sent is not taken from under its sender.
                _lines.RemoveAt(_firstIsOut ? 1 : 0);
                skipped++;
            }

            _arrived.Writer.TryWrite(true);
            return skipped;
        }
    }

    /// <summary>No line comes any more.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            _finished = true;
            _arrived.Writer.TryWrite(true);
        }
    }

    /// <summary>The oldest line, once there is one; null when there will be none. It stays until <see cref="Done"/> or <see cref="NotSent"/>.</summary>
    public async Task<CaptionLine?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_lock)
            {
                if (_lines.Count > 0)
                {
                    _firstIsOut = true;
                    return _lines[0];
                }

                if (_finished)
                {
                    return null;
                }
            }

            await _arrived.Reader.ReadAsync(cancellationToken);
        }
    }

    /// <summary>The line is done with.</summary>
    public void Done()
    {
        lock (_lock)
        {
            _lines.RemoveAt(0);
            _firstIsOut = false;
        }
    }

    /// <summary>The line was not taken, and waits on. Returns how many had to go for it.</summary>
    public int NotSent()
    {
        lock (_lock)
        {
            _firstIsOut = false;
            var skipped = Math.Max(0, _lines.Count - most);
            _lines.RemoveRange(0, skipped);
            return skipped;
        }
    }
}
