using System.Globalization;

namespace LiveSession.Benchmarks.Nodes;

/// <summary>What became of the lines that somebody wrote while something failed.</summary>
/// <param name="Subject">Which pair of nodes.</param>
/// <param name="Fault">What failed.</param>
/// <param name="Sent">How often a line was sent: what was not answered is sent again.</param>
/// <param name="Acknowledged">How many lines the writer was told are taken.</param>
/// <param name="Lost">Of those, how many some reader never saw.</param>
/// <param name="Doubled">How many some reader saw more than once.</param>
/// <param name="OutOfOrder">How many came to some reader after a later one.</param>
/// <param name="IsProduct">Whether anything is promised.</param>
internal sealed record FaultAccount(string Subject, string Fault, int Sent, int Acknowledged, int Lost, int Doubled, int OutOfOrder, bool IsProduct)
{
    public static FaultAccount Of(NodePair pair, string fault, int sent, IReadOnlyList<string> taken, IReadOnlyList<IReadOnlyList<string>> read)
    {
        var places = taken.Select((line, place) => (line, place)).ToDictionary(one => one.line, one => one.place);
        return new(
            pair.Name, fault, sent, taken.Count,
            taken.Count(line => read.Any(lines => !lines.Contains(line))),
            read.SelectMany(lines => lines.CountBy(line => line).Where(line => line.Value > 1).Select(line => line.Key)).Distinct().Count(),
            read.SelectMany(lines => lines.Zip(lines.Skip(1)).Where(pair => places[pair.First] > places[pair.Second]).Select(pair => pair.Second)).Distinct().Count(),
            pair is ProductPair);
    }

    public IEnumerable<Figure> Figures()
    {
        yield return new("nodes", Subject, $"{Fault}: sent", Sent, "lines");
        yield return new("nodes", Subject, $"{Fault}: acknowledged", Acknowledged, "lines");
        yield return new("nodes", Subject, $"{Fault}: lost", Lost, "lines", IsProduct ? 0 : null);
        yield return new("nodes", Subject, $"{Fault}: doubled", Doubled, "lines", IsProduct ? 0 : null);
        yield return new("nodes", Subject, $"{Fault}: out of order", OutOfOrder, "lines", IsProduct ? 0 : null);
    }

    /// <summary>A row for each fault, and beside each other what each pair made of it.</summary>
    public static void WriteSideBySide(TextWriter output, IReadOnlyList<FaultAccount> accounts)
    {
        string[] subjects = [.. accounts.Select(account => account.Subject).Distinct()];
        output.WriteLine("Lines sent / acknowledged / lost / doubled / out of order, by what failed");
        output.WriteLine();
        output.WriteLine($"| | {string.Join(" | ", subjects)} |");
        output.WriteLine($"|---|{string.Concat(subjects.Select(_ => "---|"))}");
        foreach (var fault in accounts.GroupBy(account => account.Fault))
        {
            output.WriteLine($"| {fault.Key} | {string.Join(" | ", subjects.Select(subject => fault.Single(account => account.Subject == subject).Row))} |");
        }

        output.WriteLine();
    }

    private string Row => string.Create(CultureInfo.InvariantCulture, $"{Sent} / {Acknowledged} / {Lost} / {Doubled} / {OutOfOrder}");
}
