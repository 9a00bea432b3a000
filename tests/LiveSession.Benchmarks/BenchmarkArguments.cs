using System.Globalization;
using System.Text.Json;
using LiveSession.Benchmarks.FanOut;

namespace LiveSession.Benchmarks;

/// <summary>The command line.</summary>
internal sealed record BenchmarkArguments
{
    private static readonly string[] Known = ["ack", "fanout", "drafts", "kills", "nodes", "analysis", "attribution", "migrate", "storm", "stalled", "collections"];

    public ImmutableArray<string> Names { get; private init; } = ["ack", "fanout", "stalled", "drafts", "storm", "collections"];

    /// <summary>What this process is in somebody else's benchmark; null for the one that was called.</summary>
    public string? Role { get; private init; }

    /// <summary>Captioners who write at once, one run for each number.</summary>
    public ImmutableArray<int> Captioners { get; private init; } = [50, 500];

    public int Readers { get; private init; } = 2_000;

    /// <summary>Readers beside the page that is measured.</summary>
    public int DraftReaders { get; private init; } = 500;

    public int Seconds { get; private init; } = 20;

    public int Rounds { get; private init; } = 500;

    /// <summary>Events of the archive that is moved.</summary>
    public int Events { get; private init; } = 1_000_000;

    /// <summary>Readers at the second of two nodes.</summary>
    public int NodeReaders { get; private init; } = 20;

    /// <summary>For stock servers: where they listen.</summary>
    public string Urls { get; private init; } = "http://127.0.0.1:0";

    /// <summary>For stock servers: the Redis between them; null for none.</summary>
    public string? Redis { get; private init; }

    /// <summary>For readers: how they join.</summary>
    public WayIn? Way { get; private init; }

    /// <summary>For readers: the address they connect from.</summary>
    public string From { get; private init; } = "127.0.0.1";

    /// <summary>Which servers are measured beside ours; empty for all.</summary>
    public ImmutableArray<string> Peers { get; private init; } = [];

    /// <summary>For readers: whether they were there before, and come back once the server does.</summary>
    public bool Returning { get; private init; }

    /// <summary>For readers: how many of them never read again once they follow.</summary>
    public int Stalled { get; private init; }

    /// <summary>Readers that come back at once.</summary>
    public int StormReaders { get; private init; } = 18_000;

    /// <summary>Lines sent in one run.</summary>
    public int Lines => Seconds * LinesPerSecond;

    public const int LinesPerSecond = 5;

    /// <summary>Null when it cannot be understood.</summary>
    public static BenchmarkArguments? Read(string[] args)
    {
        var read = new BenchmarkArguments();
        var names = new List<string>();
        for (var index = 0; index < args.Length; index++)
        {
            if (Known.Contains(args[index]))
            {
                names.Add(args[index]);
            }
            else if (index + 1 >= args.Length || read.With(args[index], args[++index]) is not { } more)
            {
                return null;
            }
            else
            {
                read = more;
            }
        }

        return names.Count == 0 ? read : read with { Names = [.. names] };
    }

    private BenchmarkArguments? With(string option, string value)
    {
        var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        return option switch
        {
            "--role" => this with { Role = value },
            "--urls" => this with { Urls = value },
            "--redis" => this with { Redis = value },
            "--way" => this with { Way = JsonSerializer.Deserialize<WayIn>(value, ProtocolJson.Options) },
            "--peers" => this with { Peers = [.. value.Split(',')] },
            "--from" => this with { From = value },
            "--returning" when number > 0 => this with { Returning = true },
            "--stalled" when number > 0 => this with { Stalled = number },
            "--captioners" when number > 0 => this with { Captioners = [number] },
            "--readers" when number > 0 => this with { Readers = number, DraftReaders = number, NodeReaders = number, StormReaders = number },
            "--seconds" when number > 0 => this with { Seconds = number },
            "--rounds" when number > 0 => this with { Rounds = number },
            "--events" when number > 0 => this with { Events = number },
            _ => null,
        };
    }
}
