using System.Text.RegularExpressions;

namespace LiveSession.Analysis.PersonalData;

/// <summary>
/// Personal data by patterns that are checked: addresses of mail, telephone numbers, bank accounts (IBAN, modulo 97), payment cards (Luhn), and numbers
/// said to be of a passport or an identity card. Names are no finding: a record names people.
/// </summary>
internal static partial class PersonalDataFinder
{
    public static ImmutableArray<NamedEntity> Find(string text)
    {
        var found = new List<NamedEntity>();
        Add(found, text, Email(), "Email", _ => 0.95);
        Add(found, text, Iban(), "InternationalBankingAccountNumber", value => NumberChecks.IsIban(value) ? 0.99 : 0);
        Add(found, text, Card(), "CreditCardNumber", value => NumberChecks.IsCard(value) ? 0.95 : 0);
        Add(found, text, Passport(), "PassportNumber", value => value.Any(char.IsDigit) ? 0.8 : 0);
        Add(found, text, NationalNumber(), "NationalIdentityNumber", _ => 0.8);
        Add(found, text, Phone(), "PhoneNumber", value => NumberChecks.IsPhone(value) ? 0.8 : 0);
        Add(found, text, SaidPhone(), "PhoneNumber", value => value.Count(char.IsDigit) is >= 6 and <= 15 ? 0.9 : 0);
        return [.. found.OrderBy(entity => entity.Offset)];
    }

    /// <summary>The text with stars where the findings were; as long as it was.</summary>
    public static string Mask(string text, IEnumerable<NamedEntity> findings)
    {
        var masked = text.ToCharArray();
        foreach (var finding in findings)
        {
            masked.AsSpan(finding.Offset, finding.Length).Fill('*');
        }

        return new string(masked);
    }

    private static void Add(List<NamedEntity> found, string text, Regex pattern, string category, Func<string, double> confidence)
    {
        foreach (var match in pattern.EnumerateMatches(text))
        {
            var (offset, length) = Trim(text, match.Index, match.Length, pattern);
            var value = text.Substring(offset, length);
            // What was found first is the stricter reading of the same characters.
            if (length > 0 && confidence(value) is > 0 and var sure && !found.Exists(other => other.Offset < offset + length && offset < other.Offset + other.Length))
            {
                found.Add(new NamedEntity(value, category, offset, length, sure));
            }
        }
    }

    // A pattern with a group means the group: "passport number X1234567" is found by its words, and the number is the finding.
    private static (int Offset, int Length) Trim(string text, int offset, int length, Regex pattern)
    {
        if (pattern.Match(text, offset, length) is { Success: true } match && match.Groups["value"] is { Success: true } value)
        {
            (offset, length) = (value.Index, value.Length);
        }

        while (length > 0 && text[offset + length - 1] is '.' or ',' or ' ' or '-' or ')' && !(text[offset + length - 1] is ')' && text.IndexOf('(', offset, length) >= 0))
        {
            length--;
        }

        return (offset, length);
    }

    // Chinese is written without a space before what is found: only letters and digits of the same kind make it part of something longer.

    // jane.doe@example.org; also in an internationalised domain.
    [GeneratedRegex(@"(?<![a-zA-Z0-9_.+%-])[\p{L}\p{N}-[\u3040-\u9FFF]](?:[\p{L}\p{N}-[\u3040-\u9FFF]]|[._%+'-]){0,63}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}])", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Email();

    // GB29 NWBK 6016 1331 9268 19
    [GeneratedRegex(@"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{1,4}){3,8}(?![A-Za-z0-9])", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Iban();

    // 4111 1111 1111 1111
    [GeneratedRegex(@"(?<![\d/.,+-])(?:\d[ -]?){12,18}\d(?![\d/])", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Card();

    // passport number X1234567, passeport n° 12AB34567, номер паспорта 4510 123456, رقم جواز السفر A1234567, 护照号码 E12345678
    [GeneratedRegex(@"(?:passport|passeport|pasaporte|паспорт\w*|جواز(?:\s+ال?سفر)?|护照)[\p{L}\p{P}\s°]{0,20}?(?<value>(?<![A-Za-z0-9])(?:[A-Z]{1,3}[ ]?\d{6,8}|\d{2}[A-Z]{2}\d{5}|\d{4}[ ]\d{6}|\d{2}[ ]\d{2}[ ]\d{6}|\d{8,9})(?![\p{L}\p{N}]))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Passport();

    // social security number 859-98-0987, numéro de sécurité sociale 1 85 05 78 006 084 36
    [GeneratedRegex(@"(?:social security|SSN|sécurité sociale|seguridad social|identity card|carte d['’]identité|DNI|NIE|СНИЛС|身份证)[\p{L}\p{P}\s°:]{0,20}?(?<value>(?<![A-Za-z0-9])[\dXYZ](?:[ -]?\d){7,17}[ -]?[A-Z]?(?![\p{L}\p{N}]))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex NationalNumber();

    // +41 22 917 12 34, +1 (212) 963-1234, (212) 963-1234, 0041 22 917 1234, 022 917 12 34
    [GeneratedRegex(@"(?<![A-Za-z0-9/.+-])(?:\+|00)[1-9]\d{0,2}[ .\-]?(?:\(\d{1,4}\)[ .\-]?)?\d(?:[ .\-]?\d){4,12}(?![\p{N}/])|(?<![A-Za-z0-9/.+-])\(\d{2,4}\)[ ]?\d{3}[ .\-]?\d{2}[ .\-]?\d{2}(?![\p{N}/])|(?<![A-Za-z0-9/.,+-])\d{3}[-.]\d{3}[-.]\d{4}(?![\p{N}/])|(?<![A-Za-z0-9/.,+-])0\d{1,2}(?:[ .]\d{2,4}){3,4}(?![\p{N}/])", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Phone();

    // call me on 917 1234, mon numéro de téléphone est le 22 917 12 34
    [GeneratedRegex(@"(?:\b(?:phone|telephone|mobile|cell|whatsapp|call me (?:at|on)|text me (?:at|on)|téléphone|portable|appelez-moi au|teléfono|móvil|celular|телефон\w*)|هاتف|الجوال|电话|手机)[\p{L}\p{P}\s°:]{0,24}?(?<value>(?<![A-Za-z0-9/.])\+?\d(?:[ .\-]?\d){5,14}(?![\p{N}/]))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex SaidPhone();
}
