using System.Globalization;
using Spectre.Console;

namespace LiveSession.Cli.Replay;

/// <summary>What became of a replay.</summary>
/// <param name="File">The file.</param>
/// <param name="Format">Its kind.</param>
/// <param name="Session">The session, as in its address.</param>
/// <param name="Lines">How many lines the file has.</param>
/// <param name="Sent">How many were sent.</param>
/// <param name="Acknowledged">How many are in the archive.</param>
/// <param name="Unanswered">How many were sent and not answered.</param>
/// <param name="Refused">The lines refused, by reason.</param>
/// <param name="OutOfOrder">How many stand in the record behind a later one.</param>
/// <param name="QueueCommands">How many commands to the speaking queue were sent.</param>
/// <param name="QueueAccepted">How many of them were carried out.</param>
/// <param name="QueueRefused">The others, by reason.</param>
/// <param name="Reconnects">How often the connection was lost and found again.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="MedianMilliseconds">From sending a line to its acknowledgement, the middle one.</param>
/// <param name="P99Milliseconds">The same, the slowest but one in a hundred; waiting for a lost server counts.</param>
/// <param name="Stopped">Whether it was stopped before the end of the file.</param>
internal sealed record ReplayReport(
    string File, string Format, string Session, int Lines, int Sent, int Acknowledged, int Unanswered, ImmutableArray<RefusalCount> Refused,
    int OutOfOrder, int QueueCommands, int QueueAccepted, ImmutableArray<RefusalCount> QueueRefused, int Reconnects, double Seconds,
    double? MedianMilliseconds, double? P99Milliseconds, bool Stopped)
{
    /// <summary>Whether everything is where it belongs.</summary>
    public bool IsWhole => !Stopped && Acknowledged == Lines && OutOfOrder == 0 && QueueAccepted == QueueCommands;

    public void WriteTo(IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn("what").AddColumn(new TableColumn("much").PadLeft(2));
        void Row(string what, string much) => table.AddRow(new Text(what), new Text(much));
        Row("session", Session);
        Row("lines sent", Text($"{Sent} of {Lines}{(Stopped ? " (stopped)" : "")}"));
        Row("acknowledged", Text($"{Acknowledged}"));
        Refusals(Row, "refused", Refused);
        if (Unanswered > 0)
        {
            Row("not answered", Text($"{Unanswered}"));
        }

        if (OutOfOrder > 0)
        {
            Row("out of order", Text($"{OutOfOrder}"));
        }

        if (QueueCommands > 0)
        {
            Row("queue commands", Text($"{QueueAccepted} of {QueueCommands} carried out"));
            Refusals(Row, "queue refused", QueueRefused);
        }

        Row("reconnects", Text($"{Reconnects}"));
        Row("duration", Text($"{TimeSpan.FromSeconds(Seconds):h\\:mm\\:ss\\.f}"));
        if (MedianMilliseconds is { } median && P99Milliseconds is { } slow)
        {
            Row("acknowledged after", Text($"{median:0.0} ms (p50), {slow:0.0} ms (p99)"));
        }

        console.Write(table);
        console.MarkupLine(IsWhole ? "[green]Everything sent was acknowledged.[/]" : "[red]Not everything is in the record.[/]");
    }

    private static void Refusals(Action<string, string> row, string what, ImmutableArray<RefusalCount> refusals)
    {
        foreach (var refusal in refusals)
        {
            row(what, Text($"{refusal.Count}: {refusal.Message} ({refusal.Code})"));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How often something was refused.</summary>
/// <param name="Code">The rejection's number.</param>
/// <param name="Message">Its words.</param>
/// <param name="Count">How often.</param>
internal sealed record RefusalCount(int Code, string Message, int Count);
