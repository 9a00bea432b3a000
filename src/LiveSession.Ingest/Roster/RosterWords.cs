using System.Globalization;
using System.Text;

namespace LiveSession.Ingest.Roster;

/// <summary>The words for roles and groups that spreadsheets hold, in English and French.</summary>
internal static class RosterWords
{
    public static IReadOnlyDictionary<string, Role> Roles { get; } = Words(
        (Role.Observer, ["observer", "observateur", "observatrice"]),
        (Role.Member, ["member", "membre", "delegate", "délégué", "déléguée"]),
        (Role.Captioner, ["captioner", "captionist", "stenographer", "sous-titreur", "sous-titreuse", "sténotypiste", "vélotypiste"]),
        (Role.Chair, ["chair", "chairperson", "chairman", "chairwoman", "president", "présidente", "présidence"]),
        (Role.Secretariat, ["secretariat", "secretary", "secrétaire"]));

    public static IReadOnlyDictionary<string, StakeholderGroup> Groups { get; } = Words(
        (StakeholderGroup.Unspecified, ["unspecified", "none", "aucun", "non précisé"]),
        (StakeholderGroup.Government, ["government", "governments", "member state", "state", "gouvernement", "gouvernements", "état membre", "état"]),
        (StakeholderGroup.CivilSociety, ["civil society", "NGO", "société civile", "ONG"]),
        (StakeholderGroup.Business, ["business", "private sector", "entreprise", "entreprises", "secteur privé"]),
        (StakeholderGroup.TechnicalCommunity, [
            "technical community", "technical", "academic", "academia", "technical and academic community", "technical & academic community",
            "communauté technique", "communauté universitaire", "communauté technique et universitaire", "milieux universitaires"]),
        (StakeholderGroup.IntergovernmentalOrganisation, [
            "intergovernmental organisation", "intergovernmental organization", "international organisation", "international organization", "IGO",
            "organisation intergouvernementale", "organisation internationale", "OIG"]));

    /// <summary>Letters and digits alone, small and without accents: "État membre", "etat-membre" and "ÉTAT MEMBRE" are one.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in Whole(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark && rune.Value > 0x36F))
            {
                folded.Append(Rune.ToLowerInvariant(rune).ToString());
            }
        }

        return folded.ToString();
    }

    // Half a surrogate pair cannot be normalised.
    private static string Whole(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));

    private static Dictionary<string, T> Words<T>(params (T Value, string[] Words)[] meanings) =>
        meanings.SelectMany(meaning => meaning.Words.Select(word => (Word: Fold(word), meaning.Value)))
            .ToDictionary(pair => pair.Word, pair => pair.Value);
}
