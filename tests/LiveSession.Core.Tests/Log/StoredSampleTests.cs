using System.Text;
using LiveSession.Core.Log;

namespace LiveSession.Core.Tests.Log;

/// <summary>
/// One event of each stored name, as an archive of today holds it. The files are written once and never changed: what was stored must
/// stay readable. A new member of an event gets a second sample beside the first, not a change of it.
/// </summary>
public sealed class StoredSampleTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Log", "Samples");

    /// <summary>The samples: <c>name.json</c>, and <c>name.member.json</c> where members were added later.</summary>
    public static TheoryData<string> Samples =>
        [.. EventNames.All.Union(Directory.GetFiles(Folder).Select(file => Path.GetFileNameWithoutExtension(file))).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_stored_event_stays_readable(string sample)
    {
        var (file, name) = (Path.Combine(Folder, sample + ".json"), NameOf(sample));
        File.Exists(file).ShouldBeTrue(
            $"There is no sample of {name}. Add tests/LiveSession.Core.Tests/Log/Samples/{name}.json: one event as EventCodec.Encode writes it, "
            + "every member filled in, and a line break.");
        var canonical = Encoding.UTF8.GetBytes(File.ReadAllText(file).TrimEnd('\n'));

        var read = EventCodec.Decode(new StoredEvent(canonical, HashChain.Start));

        EventNames.NameOf(read.Event).ShouldBe(name);
        Encoding.UTF8.GetString(EventCodec.Encode(read.Log, read.Position, read.ToNew()))
            .ShouldBe(Encoding.UTF8.GetString(canonical));
    }

    [Fact]
    public void Every_sample_is_of_a_name_still_known() =>
        Directory.GetFiles(Folder).Select(file => NameOf(Path.GetFileNameWithoutExtension(file))).Distinct().ShouldBe(EventNames.All, ignoreOrder: true);

    [Fact]
    public void Every_event_type_has_a_stored_name() =>
        typeof(LogEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LogEvent)))
            .ShouldBe(EventNames.All.Select(name => EventNames.TypeOf(name).ShouldNotBeNull()), ignoreOrder: true);

    private static string NameOf(string sample) => sample.Split('.')[0];

    [Fact]
    public void A_name_never_given_has_no_type() => EventNames.TypeOf("session-adjourned").ShouldBeNull();
}
