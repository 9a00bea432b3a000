using System.Reflection;
using System.Text.Json;

namespace LiveSession.Core.Tests.Protocol;

/// <summary>
/// What every type of the vocabulary looks like as JSON. Clients of other people depend on it: a change of a file under <c>Wire/</c> is a
/// change of the public contract, and is made by hand.
/// </summary>
public sealed class WireTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Protocol", "Wire");

    private static readonly JsonSerializerOptions Readable = new(ProtocolJson.Options) { WriteIndented = true, NewLine = "\n" };

    private static readonly ImmutableArray<Type> Records =
        [.. typeof(SessionView).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && IsRecord(type))];

    public static TheoryData<string> Names => [.. Records.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_type_keeps_its_JSON(string name)
    {
        var type = Records.Single(type => type.Name == name);
        var sample = WireSamples.All.GetValueOrDefault(type).ShouldNotBeNull($"Add a {name} to WireSamples.");
        var json = JsonSerializer.Serialize(sample, type, Readable) + "\n";
        var file = Path.Combine(Folder, name + ".json");
        File.Exists(file).ShouldBeTrue($"Add tests/LiveSession.Core.Tests/Protocol/Wire/{name}.json:\n{json}");

        var golden = File.ReadAllText(file);

        json.ShouldBe(golden);
        (JsonSerializer.Serialize(JsonSerializer.Deserialize(golden, type, ProtocolJson.Options), type, Readable) + "\n").ShouldBe(golden);
    }

    [Fact]
    public void Every_file_and_every_sample_is_of_a_type_that_crosses_the_wire()
    {
        Directory.GetFiles(Folder).Select(Path.GetFileNameWithoutExtension).ShouldBe(Records.Select(type => type.Name), ignoreOrder: true);
        WireSamples.All.Keys.ShouldBe(Records, ignoreOrder: true);
    }

    [Fact]
    public void A_sample_fills_in_every_member()
    {
        foreach (var (type, sample) in WireSamples.All)
        {
            foreach (var member in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                member.GetValue(sample).ShouldNotBeNull($"{type.Name}.{member.Name}");
            }
        }
    }

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        Write(new NewsItem()).ShouldBe("{}");
        Write(new CommandResult(null, Rejections.QueueEmpty))
            .ShouldBe("""{"rejection":{"code":203,"message":"Nobody is in the speaking queue."},"accepted":false}""");
    }

    [Fact]
    public void Enums_are_words()
    {
        Write(Enum.GetValues<Role>()).ShouldBe("""["observer","member","captioner","chair","secretariat"]""");
        Write(Enum.GetValues<Place>()).ShouldBe("""["remote","hall"]""");
        Write(Enum.GetValues<SessionPhase>()).ShouldBe("""["scheduled","open","suspended","closed"]""");
        Write(Enum.GetValues<AttributionRule>()).ShouldBe("""["none","speakerKey","mark","return","floor"]""");
        Write(Enum.GetValues<RelayService>()).ShouldBe("""["zoom","youTube","teams"]""");
        Write(Enum.GetValues<ClosingReason>()).ShouldBe("""["stopping","tooSlow","revoked"]""");
        Write(Enum.GetValues<StakeholderGroup>()).ShouldBe(
            """["unspecified","government","civilSociety","business","technicalCommunity","intergovernmentalOrganisation"]""");
    }

    [Fact]
    public void Letters_of_every_script_are_written_as_themselves() => Write("\u0634\u0643\u0631\u0627 \u4E3B\u5E2D \u00E9").ShouldBe("\"\u0634\u0643\u0631\u0627 \u4E3B\u5E2D \u00E9\"");

    [Theory]
    [InlineData("7")]
    [InlineData("\"nobody\"")]
    [InlineData("\"\"")]
    [InlineData("{}")]
    public void Anything_but_a_UUID_is_no_id(string json) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<SessionId>(json, ProtocolJson.Options));

    [Fact]
    public void An_id_can_be_a_key()
    {
        var json = Write(new Dictionary<SessionId, int> { [Cast.Session] = 3 });

        json.ShouldBe("""{"0197a000-0000-7000-8000-00000000000b":3}""");
        JsonSerializer.Deserialize<Dictionary<SessionId, int>>(json, ProtocolJson.Options).ShouldNotBeNull()[Cast.Session].ShouldBe(3);
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<Dictionary<SessionId, int>>("""{"nobody":3}""", ProtocolJson.Options));
    }

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, ProtocolJson.Options);

    private static bool IsRecord(Type type) =>
        type.GetMethod("<Clone>$") is not null
        || type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;
}
