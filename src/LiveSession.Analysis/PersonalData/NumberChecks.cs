namespace LiveSession.Analysis.PersonalData;

/// <summary>Check digits, and what cannot be a number of its kind.</summary>
internal static class NumberChecks
{
    // ISO 13616: how long the account numbers of each country are. A country that is not here is taken at its word.
    private static readonly ImmutableDictionary<string, int> IbanLengths = (
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FR27 GB22 GE22 GI23 GR27 GT28 "
        + "HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 "
        + "QA29 RO24 RS22 RU33 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20").Split(' ')
        .ToImmutableDictionary(entry => entry[..2], entry => int.Parse(entry.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture));

    public static bool IsIban(string value)
    {
        var account = value.Replace(" ", "", StringComparison.Ordinal);
        return account.Length is >= 15 and <= 34
            && (!IbanLengths.TryGetValue(account[..2], out var length) || length == account.Length)
            && Modulo97(account[4..] + account[..4]) == 1;
    }

    public static bool IsCard(string value)
    {
        var digits = value.Where(char.IsAsciiDigit).Select(digit => digit - '0').ToArray();
        return digits.Length is >= 13 and <= 19 && digits[0] is >= 2 and <= 6 && digits.Distinct().Count() > 1 && Luhn(digits);
    }

    /// <summary>Not a date, an amount or a year in disguise.</summary>
    public static bool IsPhone(string value)
    {
        var digits = value.Count(char.IsAsciiDigit);
        return digits is >= 8 and <= 15 && value.Where(char.IsAsciiDigit).Distinct().Count() > 2;
    }

    private static int Modulo97(string account)
    {
        var rest = 0;
        foreach (var c in account)
        {
            rest = char.IsAsciiDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (char.ToUpperInvariant(c) - 'A' + 10)) % 97;
        }

        return rest;
    }

    private static bool Luhn(int[] digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] * (i % 2 == 1 ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return sum % 10 == 0;
    }
}
