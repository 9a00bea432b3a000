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
    [InlineData("D\uFFFDl\uFFFDgu\uFFFD", "fr", TextDamages.Replaced)]
    [InlineData("DÃ©lÃ©guÃ©", "fr", TextDamages.TwiceEncoded)]
    [InlineData("??????? ????????", "ar", TextDamages.QuestionMarks)]
    [InlineData("Really???", "en", TextDamages.None)]
    [InlineData("l\u0092ordre", "fr", TextDamages.ControlCharacters)]
    [InlineData("one\u0000two", "en", TextDamages.ControlCharacters)]
    [InlineData("tab\tand\r\nlines\b", "en", TextDamages.None)]
    public void Each_damage_is_told_by_its_kind(string text, string language, TextDamages damage) =>
        TextDamage.In(text, language).ShouldBe(damage);
}
