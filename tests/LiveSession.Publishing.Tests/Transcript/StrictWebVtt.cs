using System.Globalization;
using System.Text.RegularExpressions;

namespace LiveSession.Publishing.Tests.Transcript;

/// <summary>Reads WebVTT as its authoring rules demand, and not as players forgive.</summary>
internal static partial class StrictWebVtt
{
    public static List<StrictCue> Read(string vtt)
    {
        var blocks = vtt.EndsWith('\n') ? vtt[..^1].Split("\n\n") : throw new FormatException("no final newline");
        Demand(blocks[0] == "WEBVTT" && !vtt.Contains('\r', StringComparison.Ordinal) && !vtt.Contains('\0', StringComparison.Ordinal), "header");
        var cues = new List<StrictCue>();
        foreach (var block in blocks[1..])
        {
            var lines = block.Split('\n');
            if (lines[0].StartsWith("NOTE", StringComparison.Ordinal))
            {
                Demand(!block.Contains("-->", StringComparison.Ordinal), "arrow in a note");
                continue;
            }

            Demand(lines.Length >= 3 && lines.All(line => line.Length > 0), "a cue has an id, times and text");
            var times = Times().Match(lines[1]);
            Demand(times.Success, $"times: {lines[1]}");
            var cue = new StrictCue(lines[0], Time(times.Groups[1]), Time(times.Groups[2]), string.Join('\n', lines[2..]));
            Demand(cue.End > cue.Start, "end after start");
            Demand(cues.Count == 0 || cues[^1].Start <= cue.Start, "starts in order");
            Demand(cues.All(other => other.Id != cue.Id), "ids once");
            Balance(cue.Text);
            cues.Add(cue);
        }

        return cues;
    }

    private static void Balance(string text)
    {
        Demand(!text.Contains("-->", StringComparison.Ordinal), "arrow in a cue");
        var open = new Stack<string>();
        var rest = Tag().Replace(text, tag =>
        {
            if (tag.Groups["end"].Success)
            {
                Demand(open.Count > 0 && open.Pop() == tag.Groups["name"].Value, "end tag without start");
            }
            else
            {
                open.Push(tag.Groups["name"].Value);
                Demand(!BareAmpersand().IsMatch(tag.Groups["about"].Value), "bare ampersand in a tag");
            }

            return "";
        });
        Demand(open.Count == 0, "tag left open");
        Demand(!rest.Contains('<', StringComparison.Ordinal) && !rest.Contains('>', StringComparison.Ordinal) && !BareAmpersand().IsMatch(rest), "unescaped text");
    }

    private static TimeSpan Time(Group time) => TimeSpan.ParseExact(time.Value, @"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture);

    private static void Demand(bool holds, string what)
    {
        if (!holds)
        {
            throw new FormatException(what);
        }
    }

    [GeneratedRegex(@"^([0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}) --> ([0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3})$")]
    private static partial Regex Times();

    [GeneratedRegex(@"<(?:(?<end>/)(?<name>v|lang)|(?<name>v|lang) (?<about>[^<>\n]+))>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"&(?!(?:amp|lt|gt|lrm|rlm|nbsp);)")]
    private static partial Regex BareAmpersand();
}

/// <summary>A cue as it stands in the file.</summary>
internal sealed record StrictCue(string Id, TimeSpan Start, TimeSpan End, string Text);
