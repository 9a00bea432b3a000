using System.Globalization;
using System.Text.Json;

namespace LiveSession.Benchmarks;

/// <summary>Figures for people and for programs.</summary>
internal static class FigureTable
{
    public static void Write(TextWriter output, IReadOnlyList<Figure> figures)
    {
        var rows = figures.Select(figure => new[]
        {
            figure.Benchmark, figure.Subject, figure.Name, Number(figure.Value), figure.Unit,
            figure.Met is { } met ? $"{(figure.AtMost is { } most ? $"at most {Number(most)}" : $"at least {Number(figure.AtLeast ?? 0)}")}: {(met ? "met" : "MISSED")}" : "",
        }).ToArray();
        foreach (var row in rows)
        {
            output.WriteLine(string.Join("  ", row.Select((cell, column) =>
                column == 3 ? cell.PadLeft(Width(column)) : cell.PadRight(Width(column)))).TrimEnd());
        }

        output.WriteLine();
        foreach (var figure in figures)
        {
            output.WriteLine(JsonSerializer.Serialize(figure, ProtocolJson.Options));
        }

        int Width(int column) => rows.Max(row => row[column].Length);
    }

    private static string Number(double value) =>
        value.ToString(value >= 1_000 ? "N0" : value >= 100 ? "F0" : value >= 10 ? "F1" : value > 0.99 ? "F4" : "F3", CultureInfo.InvariantCulture);
}
