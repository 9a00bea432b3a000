using System.Text;

namespace LiveSession.Ingest.Live;

/// <summary>
/// Reads the bytes of stenography software: the Smart Encoder's dialect (<c>^C ^A 2 cc1 3 word ⏎</c>, then text) or plain "ANSI" text without any
/// command. CR ends a line; 0x08 deletes, and so does 0x7F, which terminals send for the same key. The stream may be split anywhere, inside a command or a character.
/// </summary>
/// <remarks>
/// Where the encoding is not named, text that is not UTF-8 is of the language's code page, as such software mostly sends; the encoding is settled
/// by the first letter that tells. Once that was UTF-8, a byte that is none was damaged on its way: � stands for it, and the captioner is told.
/// </remarks>
/// <param name="encoding">What bytes beyond ASCII mean.</param>
public sealed class SmartEncoderReader(StenoEncoding encoding)
{
    private const int LongestCommand = 80;

    private readonly List<byte> _character = [];
    private readonly StringBuilder _run = new();
    private List<SourceEdit> _edits = [];
    private Mode _mode;
    private int _commandLength;
    private bool _afterReturn;
    private bool _isPage = !encoding.MayBeUtf8;
    private bool _isUtf8 = encoding.Page is null;
    private bool _hasLetter;

    /// <summary>Whether the software went over to PassThru (<c>^A 3</c>): what follows are caption codes for a television line, not text.</summary>
    public bool IsPassThru { get; private set; }

    private enum Mode
    {
        Text,
        Command,
        TelnetCommand,
        TelnetOption,
        TelnetNegotiation,
    }

    /// <summary>What the next bytes do.</summary>
    public IReadOnlyList<SourceEdit> Read(ReadOnlySpan<byte> bytes)
    {
        _edits = [];
        foreach (var each in bytes)
        {
            Step(each);
        }

        AddRun();
        return _edits;
    }

    private void Step(byte each)
    {
        switch (_mode)
        {
            case Mode.Command:
                IsPassThru |= _commandLength == 0 && each == '3';
                // A command ends with its CR (and an LF after it); one that does not end was none.
                _afterReturn = each == 0x0D;
                _mode = each == 0x0D || ++_commandLength > LongestCommand ? Mode.Text : Mode.Command;
                break;
            case Mode.TelnetCommand:
                if (each < 240 && encoding.HasLetterAtTheEnd)
                {
                    // No command begins so: it was a letter.
                    _mode = Mode.Text;
                    AddHigh(0xFF);
                    StepText(each);
                    break;
                }

                // 251 to 254 (WILL, WONT, DO, DONT) take an option; 250 goes on until IAC SE.
                _mode = each switch { >= 251 and <= 254 => Mode.TelnetOption, 250 => Mode.TelnetNegotiation, _ => Mode.Text };
                break;
            case Mode.TelnetOption:
                _mode = Mode.Text;
                break;
            case Mode.TelnetNegotiation:
                _mode = each == 0xFF ? Mode.TelnetCommand : Mode.TelnetNegotiation;
                break;
            default:
                StepText(each);
                break;
        }
    }

    private void StepText(byte each)
    {
        var afterReturn = _afterReturn;
        _afterReturn = each == 0x0D;
        if (each < 0x80)
        {
            EndCharacter();
        }

        switch (each)
        {
            case 0x01:
                AddRun();
                (_mode, _commandLength) = (Mode.Command, 0);
                break;
            case 0x03:
                Add(new SourceEdit.NewLine());
                break;
            case 0x08 or 0x7F:
                AddErase();
                break;
            case 0x09:
                _run.Append(' ');
                break;
            case 0x0A when afterReturn:
                break;
            case 0x0D or 0x0A:
                Add(new SourceEdit.NewLine());
                break;
            // Telnet negotiates before anything is written.
            case 0xFF when !encoding.HasLetterAtTheEnd || _isUtf8 || !_hasLetter:
                EndCharacter();
                _mode = Mode.TelnetCommand;
                break;
            case < 0x20:
                break;
            case < 0x80:
                _run.Append((char)each);
                break;
            default:
                AddHigh(each);
                break;
        }
    }

    private void AddHigh(byte each)
    {
        _hasLetter = true;
        if (!_isPage && (each & 0xC0) != 0x80)
        {
            EndCharacter();
        }

        if (_isPage)
        {
            _run.Append(encoding.LetterOf(each));
            return;
        }

        _character.Add(each);
        if (Rune.DecodeFromUtf8(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_character), out var rune, out _) is System.Buffers.OperationStatus.Done)
        {
            _isUtf8 = _isUtf8 || encoding.CanBe(rune, _character);
            _run.Append(_isUtf8 ? rune.ToString() : string.Concat(_character.Select(encoding.LetterOf)));
            _character.Clear();
        }
        else if (_character.Count >= 4 || (_character[0] & 0xC0) == 0x80)
        {
            EndCharacter();
        }
    }

    // What was no UTF-8 is of the code page, and so is all that follows; where letters were UTF-8 before, it is a letter that was damaged.
    private void EndCharacter()
    {
        if (_character.Count > 0 && _isUtf8)
        {
            _run.Append('\uFFFD');
            _character.Clear();
        }
        else if (_character.Count > 0)
        {
            _isPage = true;
            _character.ForEach(each => _run.Append(encoding.LetterOf(each)));
            _character.Clear();
        }
    }

    private void AddErase()
    {
        AddRun();
        if (_edits is [.., SourceEdit.Erase last])
        {
            _edits[^1] = last with { Count = last.Count + 1 };
        }
        else
        {
            _edits.Add(new SourceEdit.Erase(1));
        }
    }

    private void Add(SourceEdit edit)
    {
        AddRun();
        _edits.Add(edit);
    }

    private void AddRun()
    {
        if (_run.Length > 0)
        {
            _edits.Add(new SourceEdit.Insert(_run.ToString()));
            _run.Clear();
        }
    }
}
