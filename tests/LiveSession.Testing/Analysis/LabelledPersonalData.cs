namespace LiveSession.Testing.Analysis;

/// <summary>
/// Sentences as they are said in meetings, with what is personal in them: <c>[Category|value]</c>. None of the numbers belongs to anybody: they come from
/// the examples of the standards, or from ranges kept free for fiction.
/// </summary>
public static class LabelledPersonalData
{
    private static readonly string[] Sentences =
    [
        "Please write to [Email|jane.doe@example.org] before Friday.",
        "Écrivez à [Email|secretariat+wgec@example.int], merci.",
        "Mi correo es [Email|maria_lopez@correo.example.com].",
        "Пишите на [Email|иван@пример.рф], пожалуйста.",
        "البريد هو [Email|info@example.org].",
        "My address, [Email|J.O'Neil@example.co.uk], is in the chat.",
        "邮箱是[Email|li.wei@example.cn]。",
        "It is at example.org, and our handle is @example on that network.",
        "The ratio was 3@4, as it says in the table.",
        "You can reach me at [PhoneNumber|+41 22 555 01 34] in Geneva.",
        "Call [PhoneNumber|+1 (212) 555-0134] if the room is locked.",
        "The desk is [PhoneNumber|(212) 555-0178], extension four.",
        "Mon numéro de téléphone est le [PhoneNumber|06 39 98 12 34].",
        "Le standard répond au [PhoneNumber|+33 1 99 00 12 34].",
        "Mi móvil es [PhoneNumber|655 01 32 84].",
        "Мой телефон: [PhoneNumber|+7 495 555-01-34].",
        "رقم الهاتف [PhoneNumber|+20 2 5550 1234].",
        "电话是[PhoneNumber|+86 10 5555 0134]。",
        "From abroad dial [PhoneNumber|0041 22 555 01 34].",
        "Just text me at [PhoneNumber|212-555-0199].",
        "Phone: [PhoneNumber|5550134].",
        "Transfer it to [InternationalBankingAccountNumber|GB29 NWBK 6016 1331 9268 19].",
        "L'IBAN est [InternationalBankingAccountNumber|FR1420041010050500013M02606].",
        "El IBAN es [InternationalBankingAccountNumber|ES91 2100 0418 4502 0005 1332].",
        "The account is [InternationalBankingAccountNumber|CH93 0076 2011 6238 5295 7].",
        "Номер счета [InternationalBankingAccountNumber|DE89370400440532013000].",
        "That is not an account: GB29 NWBK 6016 1331 9268 18.",
        "Charge it to [CreditCardNumber|4111 1111 1111 1111], please.",
        "The card was [CreditCardNumber|5555-5555-5555-4444].",
        "La carte [CreditCardNumber|378282246310005] a été refusée.",
        "This one is mistyped: 4111 1111 1111 1112.",
        "My passport number is [PassportNumber|X1234567].",
        "Passeport n° [PassportNumber|12AB34567], délivré à Paris.",
        "El pasaporte [PassportNumber|AAA123456] caduca en mayo.",
        "Номер паспорта [PassportNumber|4510 123456].",
        "رقم جواز السفر [PassportNumber|A12345678].",
        "护照号码[PassportNumber|E12345678]。",
        "My social security number is [NationalIdentityNumber|859-98-0987].",
        "Mon numéro de sécurité sociale, [NationalIdentityNumber|1 85 05 78 006 084 36], figure au dossier.",
        "Mi DNI es [NationalIdentityNumber|12345678Z].",
        "👩🏻‍👩🏽‍👧🏾‍👦🏿 SSN: [NationalIdentityNumber|859-98-0987]",
        "Both are the same: [Email|a@example.org], [PhoneNumber|+41 22 555 01 99].",
        "Resolution 70/125 was adopted on 16 December 2015 by 193 Members.",
        "See A/RES/70/125, paragraph 65, and E/2016/22 of 25 July 2016.",
        "The budget for 2018-2019 was 5,396,907,100 dollars.",
        "We met on 2017-09-25 from 10:00 to 13:00 in room XXVII.",
        "In 1948, 1966 and 1993 the Assembly said the same.",
        "There were 1 234 567 890 people online, or 53.6 per cent.",
        "L'article 19 de la Déclaration, en 1948, disait 30 articles.",
        "The version is 10.0.15 and the address 192.168.10.24 is internal.",
        "ISBN 978-92-1-101324-4 is the one of the report.",
        "В 2015 году 193 государства приняли резолюцию 70/1.",
        "2015年9月25日，193个会员国通过了第70/1号决议。",
        "The passport regime of the region was discussed in 2016 and 2017.",
        "The phone network of 1998 had 3 million lines.",
        "Meeting 20170925-1 has the number 3412 in our system.",
        "That costs 150 000 euros, 200 000 for 2019.",
        "The draft is E/CN.16/2017/CRP.2, and the other A/C.2/78/L.43/Rev.1.",
        "Point 3.2.1.4 of the annex, lines 120-134, page 2015.",
        "The UN number is 12 345 678 in the old files.",
        "Order 000123456789 was shipped on 3.4.2017.",
    ];

    /// <summary>Each sentence with the spans that are personal in it.</summary>
    public static IEnumerable<(string Text, IReadOnlyList<(string Category, int Offset, int Length)> Expected)> All => Sentences.Select(Parse);

    private static (string, IReadOnlyList<(string, int, int)>) Parse(string marked)
    {
        var text = "";
        var expected = new List<(string, int, int)>();
        foreach (var part in marked.Split('['))
        {
            if (part.Split(']', 2) is not [var inside, var after])
            {
                text += part;
                continue;
            }

            var (category, value) = inside.Split('|') is [var left, var right] ? (left, right) : throw new FormatException(marked);
            expected.Add((category, text.Length, value.Length));
            text += value + after;
        }

        return (text, expected);
    }
}
