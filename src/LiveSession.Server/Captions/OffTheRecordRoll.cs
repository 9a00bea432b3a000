namespace LiveSession.Server.Captions;

/// <summary>
/// Off the record nothing may reach the archive, so a finished line stays in the draft that readers see, in front of the words being
/// written, until newer words push it out; as in the captioner's console (Scripts/editor/offTheRecord.ts).
/// </summary>
internal sealed class OffTheRecordRoll
{
    private const int Most = 400;

    private string _spoken = "";

    public void Finish(string line)
    {
        _spoken = With(line);
        if (_spoken.Length > Most)
        {
            var cut = _spoken.IndexOf(' ', _spoken.Length - Most) + 1;
            _spoken = _spoken[(cut > 0 ? cut : _spoken.Length - Most)..];
        }
    }

    public string With(string draft) => _spoken.Length == 0 ? draft : draft.Length == 0 ? _spoken : $"{_spoken} {draft}";

    public void Clear() => _spoken = "";
}
