using System.Text;
using LiveSession.Ingest.Live;

namespace LiveSession.Ingest.Tests.Live;

public sealed class TextDamageTests
{
    [Theory]
    [InlineData("Délégué du Brésil", "fr")]
    [InlineData("l’ordre du jour — œuvre", "fr")]
    [InlineData("Организация Объединённых Наций", "ru")]
    [InlineData("الأمم المتحدة", "ar")]
    [InlineData("联合国。", "zh")]
    public void Letters_are_sound_as_they_are_and_known_once_they_were_encoded_twice(string text, string language)
    {
        TextDamage.In(text, language).ShouldBe(TextDamages.None);

        var twice = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        (TextDamage.In(twice, language) & (TextDamages.TwiceEncoded | TextDamages.ControlCharacters)).ShouldNotBe(TextDamages.None);
    }

    [Theory]
    [InlineData("LE DÉLÉGUÉ À GENÈVE", 1252)]
    [InlineData("Вы — делегация", 1251)]
    [InlineData("Организация Объединённых Наций", 1251)]
    [InlineData("الأمم المتحدة", 1256)]
    [InlineData("联合国会议", 1252)]
    public void Letters_are_known_once_they_were_taken_for_those_of_another_alphabet(string text, int codePage)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var mistaken = Encoding.GetEncoding(codePage).GetString(Encoding.UTF8.GetBytes(text));

        (TextDamage.In(mistaken, "en") & TextDamages.TwiceEncoded).ShouldBe(TextDamages.TwiceEncoded, mistaken);
        TextDamage.In(text, "en").ShouldBe(TextDamages.None);
    }

    [Theory]
    [InlineData("D\uFFFDl\uFFFDgu\uFFFD", "fr", TextDamages.Replaced)]
    [InlineData("DÃ©lÃ©guÃ©", "fr", TextDamages.TwiceEncoded)]
    [InlineData("??????? ????????", "ar", TextDamages.QuestionMarks)]
    [InlineData("Really???", "en", TextDamages.None)]
    [InlineData("l\u0092ordre", "fr", TextDamages.ControlCharacters)]
    [InlineData("one\u0000two", "en", TextDamages.ControlCharacters)]
    [InlineData("tab\tand\r\nlines\b", "en", TextDamages.None)]
    [InlineData("D&eacute;l&eacute;gu&eacute;", "fr", TextDamages.Escaped)]
    [InlineData("AT&amp;T &#39;now&#x27;", "en", TextDamages.Escaped)]
    [InlineData("D%C3%A9l%C3%A9gu%C3%A9", "fr", TextDamages.Escaped)]
    [InlineData("%D0%9E%D0%9E%D0%9D", "ru", TextDamages.Escaped)]
    [InlineData("Thank%20you", "en", TextDamages.Escaped)]
    [InlineData("D\\u00e9l\\u00e9gu\\u00e9", "fr", TextDamages.Escaped)]
    [InlineData("<i>Bonjour</i>", "fr", TextDamages.Escaped)]
    [InlineData("one<br/>two", "en", TextDamages.Escaped)]
    [InlineData("<font color=\"#fff\">one", "en", TextDamages.Escaped)]
    [InlineData("R&D; a < b > c, 100 % and 20%, C:\\users, black&white; <inaudible>", "en", TextDamages.None)]
    [InlineData("hello \u202Eevil\u202C", "en", TextDamages.Directions)]
    [InlineData("\u2067\u0627\u2069", "ar", TextDamages.Directions)]
    [InlineData("\u0645\u06CC\u200C\u062E\u0648\u200F\u061C", "fa", TextDamages.None)]
    [InlineData("\u00AB L\u2019\u00E9t\u00E9\u00A0\u00BB, \u00ABAMANH\u00C3\u2026\u00BB, \u201EMEN\u00DC\u201C, \u201CAMANH\u00C3\u201D", "fr", TextDamages.None)]
    [InlineData("РАСПРОСТРАНЕНИЕ В СССР, «РС»", "ru", TextDamages.None)]
    [InlineData("حافظ؛ ظروف، احتياط؟ ضغط: ظلم", "ar", TextDamages.None)]
    public void Each_damage_is_told_by_its_kind(string text, string language, TextDamages damage) =>
        TextDamage.In(text, language).ShouldBe(damage);

    [Theory]
    [InlineData("Délégué", 28591, false)]
    [InlineData("Bien sûr, à l'été", 28591, false)]
    [InlineData("Le délégué du Brésil à Genève a déclaré que la réunion, prévue l'été dernier, était annulée.", 28591, false)]
    [InlineData("Организация Объединённых Наций", 1251, true)]
    [InlineData("Спасибо", 1251, true)]
    [InlineData("one\0two\0", 65001, false)]
    [InlineData("Thank you, Chair.", 1200, true)]
    [InlineData("\u001b[31mThank you, Chair.\u001b[0m", 65001, false)]
    [InlineData("会議を開始します", 65001, false)]
    public void What_is_damaged_in_few_places_is_text_and_what_is_hardly_legible_is_none(string text, int encoding, bool binary)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        PostText.Decode(Encoding.GetEncoding(encoding).GetBytes(text)).IsBinary.ShouldBe(binary);
    }

    [Fact]
    public void Text_cut_at_any_byte_is_text_and_text_with_a_binary_tail_is_none()
    {
        var body = Encoding.UTF8.GetBytes("Был, 会議 et été \U0001F30D");
        for (var length = 0; length <= body.Length; length++)
        {
            PostText.Decode(body.AsSpan(0, length)).IsBinary.ShouldBeFalse();
        }

        PostText.Decode([.. Enumerable.Repeat((byte)'a', 60_000), .. new byte[9]]).IsBinary.ShouldBeTrue();
    }

    [Fact]
    public void Random_bytes_are_no_text()
    {
        for (var seed = 0; seed < 1_000; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(60, 3_000)];
            random.NextBytes(bytes);

            PostText.Decode(bytes).IsBinary.ShouldBeTrue($"seed {seed}");
        }
    }
}
