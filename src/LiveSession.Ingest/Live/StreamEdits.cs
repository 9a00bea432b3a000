using System.Text;

namespace LiveSession.Ingest.Live;

/// <summary>Reads text as a typewriter would: line breaks (LF, CR, CRLF, U+2028) end lines, U+0008 deletes, other control characters do nothing.</summary>
internal static class StreamEdits
{
    public static IReadOnlyList<SourceEdit> Of(string text)
    {
        var (edits, run) = (new List<SourceEdit>(), new StringBuilder());
        for (var index = 0; index < text.Length; index++)
        {
            switch (text[index])
            {
                case '\r' when index + 1 < text.Length && text[index + 1] == '\n':
                    break;
                case '\n' or '\r' or '\u2028':
                    AddRun(edits, run);
                    edits.Add(new SourceEdit.NewLine());
                    break;
                case '\b':
                    AddRun(edits, run);
                    AddErase(edits);
                    break;
                case '\t':
                    run.Append(' ');
                    break;
                default:
                    if (!char.IsControl(text[index]) && text[index] != '\uFEFF')
                    {
                        run.Append(text[index]);
                    }

                    break;
            }
        }

        AddRun(edits, run);
        return edits;
    }

    private static void AddRun(List<SourceEdit> edits, StringBuilder run)
    {
        if (run.Length > 0)
        {
            edits.Add(new SourceEdit.Insert(run.ToString()));
            run.Clear();
        }
    }

    private static void AddErase(List<SourceEdit> edits)
    {
        if (edits is [.., SourceEdit.Erase last])
        {
            edits[^1] = last with { Count = last.Count + 1 };
        }
        else
        {
            edits.Add(new SourceEdit.Erase(1));
        }
    }
}
