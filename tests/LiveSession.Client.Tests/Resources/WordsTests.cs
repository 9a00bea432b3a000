using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LiveSession.Client.Refusals;
using LiveSession.Client.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace LiveSession.Client.Tests.Resources;

public sealed partial class WordsTests : ClientContext
{
    public static TheoryData<string> Sets => [.. Directory.EnumerateFiles(Source.Client, "*.fr.resx", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Source.Client, file)[..^".fr.resx".Length])];

    [Fact]
    public void There_are_words_to_check() => Sets.Count.ShouldBeGreaterThan(0);

    [Theory, MemberData(nameof(Sets))]
    public void Every_sentence_exists_in_English_and_in_French(string set) =>
        Read($"{set}.fr.resx").Keys.Order().ShouldBe(Read($"{set}.resx").Keys.Order());

    [Theory, MemberData(nameof(Sets))]
    public void No_sentence_is_empty(string set) =>
        Read($"{set}.resx").Concat(Read($"{set}.fr.resx")).Where(word => string.IsNullOrWhiteSpace(word.Value)).ShouldBeEmpty();

    [Theory, MemberData(nameof(Sets))]
    public void Both_languages_fill_in_the_same_things(string set)
    {
        var french = Read($"{set}.fr.resx");

        // How a time of day is written is the one thing that differs: French needs the hour without its zero.
        Read($"{set}.resx").Where(word => word.Key != "Script.TimeOfDay" && !Holes(word.Value).SetEquals(Holes(french[word.Key])))
            .Select(word => word.Key).ShouldBeEmpty();
    }

    [Theory, InlineData("en"), InlineData("fr")]
    public void Every_refusal_has_a_text_that_names_what_it_is_about(string language)
    {
        Speak(language);
        var text = Services.GetRequiredService<RejectionText>();
        var all = Refusals.ToList();

        all.Count.ShouldBeGreaterThan(40);
        foreach (var refusal in all)
        {
            var said = text.Of(refusal);
            said.ShouldNotBeNullOrWhiteSpace();
            Words[$"Rejection.{refusal.Code}"].ResourceNotFound.ShouldBeFalse($"{refusal.Code} has no text");
            said.Contains('{', StringComparison.Ordinal).ShouldBeFalse();
            if (refusal.About is { } about)
            {
                said.ShouldContain(about);
            }
        }
    }

    [Fact]
    public void A_refusal_this_version_does_not_know_is_said_in_its_own_words() =>
        Services.GetRequiredService<RejectionText>().Of(new(999, "The moon is not full.")).ShouldBe("The moon is not full.");

    [Fact]
    public void A_floor_that_returned_to_nobody_is_said_so()
    {
        Speak("fr");

        Services.GetRequiredService<RejectionText>().Of(Rejections.FloorHasMoved(null)).ShouldContain("personne");
    }

    [Theory]
    [InlineData("en", 0, "in 0 minutes")]
    [InlineData("en", 1, "in 1 minute")]
    [InlineData("fr", 0, "dans 0 minute")]
    [InlineData("fr", 2, "dans 2 minutes")]
    public void Numbers_agree_with_their_nouns(string language, int number, string expected)
    {
        Speak(language);

        Words.Count("Countdown.Minutes", number).ShouldBe(expected);
    }

    [Fact]
    public void A_name_in_a_sentence_is_set_apart_and_cannot_become_markup() =>
        Words.About("Floor.Has", "<b>ليلى").Value.ShouldBe("<bdi>&lt;b&gt;ليلى</bdi> has the floor");

    [Fact]
    public void Every_key_named_in_a_page_exists()
    {
        var known = Sets.SelectMany(set => Read($"{set.Data}.resx").Keys).ToHashSet();
        var named = Source.Pages
            .SelectMany(file => KeyInCode().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetFileName(file), Key: match.Groups[1].Value)))
            .ToList();

        named.Count.ShouldBeGreaterThan(50);
        named.Where(one => !known.Contains(one.Key) && !known.Contains($"{one.Key}.one")).ShouldBeEmpty();
    }

    [Fact]
    public void Every_sentence_a_script_says_exists()
    {
        var known = Sets.SelectMany(set => Read($"{set.Data}.resx").Keys).ToHashSet();
        var named = Directory.EnumerateFiles(Path.Combine(Source.Client, "Scripts"), "*.ts", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".test.ts", StringComparison.Ordinal))
            .SelectMany(file => SaidByScript().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Where(key => key.Length > 0)
            .ToList();

        named.Count.ShouldBeGreaterThan(15);
        named.Where(key => !known.Contains($"Script.{key}") && !known.Contains($"Script.{key}.one")).ShouldBeEmpty();
    }

    [Fact]
    public void No_page_holds_words_of_its_own()
    {
        var literal = Source.Pages
            .SelectMany(file => WordsBetweenTags(File.ReadAllText(file)).Select(words => $"{Path.GetFileName(file)}: {words}"));

        literal.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<p>Welcome here</p>", true)]
    [InlineData("<p>@T[\"Home.Title\"]</p>", false)]
    [InlineData("<p title=\"Welcome\">@T[\"Home.Title\"]</p>", true)]
    public void A_page_with_words_of_its_own_would_be_noticed(string markup, bool noticed) =>
        WordsBetweenTags(markup).Any().ShouldBe(noticed);

    private IStringLocalizer<Text> Words => Services.GetRequiredService<IStringLocalizer<Text>>();

    private static IEnumerable<Rejection> Refusals
    {
        get
        {
            foreach (var property in typeof(Rejections).GetProperties(BindingFlags.Public | BindingFlags.Static))
            {
                yield return (Rejection)property.GetValue(null)!;
            }

            foreach (var method in typeof(Rejections).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => !method.IsSpecialName))
            {
                yield return (Rejection)method.Invoke(null, [.. method.GetParameters().Select(parameter =>
                    parameter.ParameterType == typeof(int) ? (object)7 : "Ana Souza")])!;
            }
        }
    }

    private static Dictionary<string, string> Read(string file) => XDocument.Load(Path.Combine(Source.Client, file)).Root!.Elements("data")
        .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static HashSet<string> Holes(string sentence) => [.. Hole().Matches(sentence).Select(match => match.Value)];

    private static IEnumerable<string> WordsBetweenTags(string page)
    {
        var code = page.IndexOf("@code", StringComparison.Ordinal);
        var markup = RazorComment().Replace(code < 0 ? page : page[..code], "");
        var between = TextBetweenTags().Matches(markup).Select(match => match.Groups[1].Value.Trim())
            .Where(text => !text.StartsWith('@') && !text.Contains('{', StringComparison.Ordinal) && TwoLetters().IsMatch(Entity().Replace(Expression().Replace(text, ""), "")));
        return between.Concat(SpokenAttribute().Matches(markup).Select(match => match.Value));
    }

    [GeneratedRegex(@"\b[TC](?:\[|\.Count\(|\.About\()""([A-Za-z0-9.\-]+)""")]
    private static partial Regex KeyInCode();

    [GeneratedRegex(@"\b(?:say|count)\(""([A-Za-z.]+)""")]
    private static partial Regex SaidByScript();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex RazorComment();

    [GeneratedRegex(@">([^<>]*)</")]
    private static partial Regex TextBetweenTags();

    [GeneratedRegex(@"@\([^)]*\)|@[\w.]+(?:\[[^\]]*\]|\([^)]*\))?")]
    private static partial Regex Expression();

    [GeneratedRegex(@"&\w+;")]
    private static partial Regex Entity();

    [GeneratedRegex(@"\p{L}{2}")]
    private static partial Regex TwoLetters();

    [GeneratedRegex(@"\b(?:title|alt|placeholder|aria-label)=""[^@""][^""]*""")]
    private static partial Regex SpokenAttribute();
}
