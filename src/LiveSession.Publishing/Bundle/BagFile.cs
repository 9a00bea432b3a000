using System.Text;

namespace LiveSession.Publishing.Bundle;

/// <summary>A file of a bag.</summary>
/// <param name="Path">Its path in the bag, with slashes.</param>
/// <param name="WriteAsync">Writes it; the same bytes each time.</param>
internal sealed record BagFile(string Path, Func<Stream, CancellationToken, Task> WriteAsync)
{
    public static BagFile Of(string path, string text) => new(path, (to, stop) => to.WriteAsync(Encoding.UTF8.GetBytes(text), stop).AsTask());
}

/// <summary>Writes the files of a bag into a zip, forwards.</summary>
/// <param name="to">The zip.</param>
/// <param name="name">The bag's name: the one folder in it.</param>
internal sealed class ZipWriting(Stream to, string name)
{
    private readonly List<ZipEntry> _entries = [];
    private long _end;

    public async Task AddAsync(BagFile file, Measurement measured, CancellationToken cancellationToken)
    {
        var entry = new ZipEntry($"{name}/{file.Path}", _end, measured);
        var header = StoredZip.LocalHeader(entry);
        _end += header.Length + measured.Length;
        if (_end > StoredZip.Largest)
        {
            throw new NotSupportedException("The bundle would be larger than 4 GB.");
        }

        _entries.Add(entry);
        await to.WriteAsync(header, cancellationToken);
        await using var content = new MeasuringStream(to);
        await file.WriteAsync(content, cancellationToken);
        if (content.Measured != measured)
        {
            throw new InvalidOperationException($"{file.Path} was written differently the second time.");
        }
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await to.WriteAsync(StoredZip.Directory(_entries, _end), cancellationToken);
        await to.FlushAsync(cancellationToken);
    }
}
