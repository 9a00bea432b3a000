using System.Globalization;

namespace LiveSession.Benchmarks;

/// <summary>The command line.</summary>
internal sealed record BenchmarkArguments
{
    private static readonly string[] Known = ["ack", "fanout", "drafts", "kills", "nodes", "analysis", "attribution", "migrate"];

    public ImmutableArray<string> Names { get; private init; } = ["ack", "fanout"];

    /// <summary>What this process is in somebody else's benchmark; null for the one that was called.</summary>
    public string? Role { get; private init; }

    public int Captioners { get; private init; } = 50;

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

    /// <summary>For readers: the hub.</summary>
    public Uri? Hub { get; private init; }

    /// <summary>For readers: the session.</summary>
    public string Session { get; private init; } = "";

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
            "--hub" => this with { Hub = new Uri(value) },
            "--session" => this with { Session = value },
            "--captioners" when number > 0 => this with { Captioners = number },
            "--readers" when number > 0 => this with { Readers = number, DraftReaders = number, NodeReaders = number },
            "--seconds" when number > 0 => this with { Seconds = number },
            "--rounds" when number > 0 => this with { Rounds = number },
            "--events" when number > 0 => this with { Events = number },
            _ => null,
        };
    }
}
