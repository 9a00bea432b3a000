using System.Globalization;
using System.Text;
using System.Xml;

namespace LiveSession.Ingest.Live.EbuTt;

/// <summary>
/// Gathers the rows and the times of a document while it is read. A paragraph begins a row, and so does a line break; white space counts
/// once, unless <c>xml:space</c> keeps it. Words between elements of other vocabularies are none.
/// </summary>
internal sealed class EbuTtContent(string language)
{
    private const int MostRows = 100;

    private readonly List<EbuTtRow> _rows = [];
    private readonly StringBuilder _row = new();
    private readonly Stack<(TimeSpan Begin, TimeSpan? End)> _scopes = new();
    private string _language = language;
    private TimeSpan? _begin;
    private TimeSpan? _latestEnd;
    private TimeSpan? _duration;
    private int? _passOver;
    private int? _paragraph;
    private string? _id;
    private int _part;
    private bool _goesOn;

    public ImmutableArray<EbuTtRow> Rows => [.. _rows];

    public EbuTtTimes Times(bool isUtc) => new(isUtc, _begin ?? TimeSpan.Zero, _goesOn ? null : _latestEnd, _duration);

    /// <summary>Takes in the node the reader stands at; true for the body's begin.</summary>
    public bool Read(XmlReader reader)
    {
        if (_passOver is { } depth)
        {
            _passOver = reader.Depth > depth ? depth : null;
            if (reader.Depth > depth || reader.NodeType is XmlNodeType.EndElement)
            {
                return false;
            }
        }

        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                return Begin(reader);
            case XmlNodeType.EndElement:
                End(reader);
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when _paragraph is not null:
                Write(reader.Value, keep: reader.XmlSpace is XmlSpace.Preserve, reader.XmlLang);
                break;
        }

        return false;
    }

    private bool Begin(XmlReader reader)
    {
        var known = reader.NamespaceURI == EbuTtNames.Tt && reader.LocalName is "body" or "div" or "p" or "span" or "br";
        if (!known)
        {
            _passOver = reader.IsEmptyElement ? null : reader.Depth;
            return false;
        }

        if (reader.LocalName == "br")
        {
            EndRow();
            return false;
        }

        if (reader.LocalName == "body" && TimeIn(reader, "dur") is { } duration)
        {
            _duration = duration;
        }

        OpenScope(reader);
        if (reader.LocalName == "p")
        {
            EndRow();
            _paragraph = reader.IsEmptyElement ? null : reader.Depth;
            (_id, _part) = (reader.GetAttribute("xml:id") is { Length: > 0 } id ? id : null, 0);
        }

        if (reader.IsEmptyElement)
        {
            CloseScope(isLeaf: false);
        }

        return reader.LocalName == "body";
    }

    private void End(XmlReader reader)
    {
        if (reader.NamespaceURI != EbuTtNames.Tt || reader.LocalName is not ("body" or "div" or "p" or "span"))
        {
            return;
        }

        CloseScope(isLeaf: reader.LocalName is "p" or "span");
        if (_paragraph == reader.Depth)
        {
            EndRow();
            _paragraph = null;
        }
    }

    // Times count from the begin of the element around.
    private void OpenScope(XmlReader reader)
    {
        var around = _scopes.TryPeek(out var outer) ? outer : (TimeSpan.Zero, null);
        var (begin, end) = (TimeIn(reader, "begin"), TimeIn(reader, "end"));
        var own = (Begin: around.Begin + (begin ?? TimeSpan.Zero), End: end is { } to ? around.Begin + to : around.End);
        if (begin is not null && !(own.End <= own.Begin) && !(_begin <= own.Begin))
        {
            _begin = own.Begin;
        }

        if (end is not null && own.End > own.Begin && !(_latestEnd >= own.End))
        {
            _latestEnd = own.End;
        }

        _scopes.Push(own);
    }

    private void CloseScope(bool isLeaf) => _goesOn |= _scopes.Pop().End is null && isLeaf;

    private void Write(string text, bool keep, string language)
    {
        foreach (var letter in text)
        {
            if (letter is '\n' or '\r' or '\u2028' && keep)
            {
                EndRow();
            }
            else if (letter is ' ' or '\t' or '\n' or '\r' or '\u2028')
            {
                if (_row.Length > 0 && (keep || _row[^1] != ' '))
                {
                    _row.Append(' ');
                }
            }
            else if (!char.IsControl(letter) && letter != '\uFEFF')
            {
                _language = _row.Length == 0 ? language : _language;
                _row.Append(letter);
            }
        }
    }

    private void EndRow()
    {
        var text = _row.ToString().Trim();
        _row.Clear();
        if (text.Length > 0)
        {
            _rows.Add(_rows.Count < MostRows
                ? new EbuTtRow(text, LanguageTag.Normalize(_language), _id is null || _part == 0 ? _id : string.Create(CultureInfo.InvariantCulture, $"{_id}/{_part}"))
                : throw new FormatException($"it has more than {MostRows} rows"));
            _part++;
        }
    }

    // Some software puts these into the namespace of the elements, where they do not belong.
    private static TimeSpan? TimeIn(XmlReader reader, string name) =>
        (reader.GetAttribute(name) ?? reader.GetAttribute(name, EbuTtNames.Tt)) is { } text
            ? EbuTtTime.Read(text) ?? throw new FormatException($"its {name} is no time of EBU-TT Live")
            : null;
}
