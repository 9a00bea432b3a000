using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LiveSession.Core.Tests.Protocol;

/// <summary>
/// Clients translate refusals by their code: a code is never reused and never moves. The list is <c>rejection-codes.txt</c>; a new code is
/// added to it by hand, none is ever taken out.
/// </summary>
public sealed partial class RejectionCodeTests
{
    private static readonly ImmutableArray<(string Name, Rejection Rejection)> All =
        [.. typeof(Rejections).GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false })
            .Select(member => (member.Name, Made(member)))];

    [Fact]
    public void Codes_keep_their_meaning() =>
        All.OrderBy(one => one.Rejection.Code)
            .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Rejection.Code} {one.Name}"))
            .ShouldBe(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Protocol", "rejection-codes.txt")));

    [Fact]
    public void No_code_means_two_things() => All.Select(one => one.Rejection.Code).ShouldBeUnique();

    [Fact]
    public void Every_code_lies_in_the_block_of_a_feature() => All.ShouldAllBe(one => one.Rejection.Code >= 101 && one.Rejection.Code <= 599);

    [Fact]
    public void Every_message_is_a_sentence_that_names_what_it_is_about()
    {
        All.ShouldAllBe(one => one.Rejection.Message.EndsWith('.') && (char.IsUpper(one.Rejection.Message[0]) || char.IsDigit(one.Rejection.Message[0])));
        All.Where(one => one.Rejection.About is not null)
            .ShouldAllBe(one => one.Rejection.Message.Contains(one.Rejection.About!, StringComparison.Ordinal));
    }

    [Fact]
    public void The_floor_that_moved_to_nobody_says_so() =>
        Rejections.FloorHasMoved(null).ShouldBe(new Rejection(204, "The floor has moved on: nobody has it now."));

    [Fact]
    public void Every_code_a_hub_names_exists()
    {
        var documentation = XDocument.Load(Path.ChangeExtension(typeof(Rejections).Assembly.Location, ".xml"));
        var named = documentation.Descendants("member")
            .Where(member => ((string)member.Attribute("name")!).StartsWith("M:LiveSession.Protocol.I", StringComparison.Ordinal))
            .SelectMany(member => RefusedCodes().Matches(member.Value))
            .SelectMany(match => Codes(match.Groups["codes"].Value))
            .ToHashSet();

        named.Count.ShouldBeGreaterThan(15);
        named.Except(All.Select(one => one.Rejection.Code)).ShouldBeEmpty();
    }

    private static Rejection Made(MemberInfo member) => member switch
    {
        PropertyInfo property => (Rejection)property.GetValue(null)!,
        MethodInfo method => (Rejection)method.Invoke(
            null, [.. method.GetParameters().Select(parameter => parameter.ParameterType == typeof(int) ? (object)7 : "Lena Fisher")])!,
        _ => throw new ArgumentOutOfRangeException(nameof(member)),
    };

    private static IEnumerable<int> Codes(string list) => RangeOrCode().Matches(list).SelectMany(match =>
    {
        var first = int.Parse(match.Groups["first"].Value, CultureInfo.InvariantCulture);
        var last = match.Groups["last"].Success ? int.Parse(match.Groups["last"].Value, CultureInfo.InvariantCulture) : first;
        return Enumerable.Range(first, last - first + 1);
    });

    [GeneratedRegex(@"Refused: (?<codes>\d{3}(( to |, )\d{3})*)")]
    private static partial Regex RefusedCodes();

    [GeneratedRegex(@"(?<first>\d{3})( to (?<last>\d{3}))?")]
    private static partial Regex RangeOrCode();
}
