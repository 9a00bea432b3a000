namespace LiveSession.Core.Floor;

/// <summary>One thing that rules of procedure say about the floor.</summary>
/// <param name="Source">Where they say it.</param>
public abstract record Clause(string Source);

/// <summary>For whom a kind of speech is. Kinds of which nothing is said are for everybody.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="For">For whom.</param>
/// <param name="Source">Where the rules say it.</param>
public sealed record KindClause(SpeechKind Kind, Askers For, string Source) : Clause(Source);

/// <summary>How long a turn may last; the chair may set it otherwise.</summary>
/// <param name="Kind">Of which kind of speech.</param>
/// <param name="Limit">How long.</param>
/// <param name="Source">Where the rules say it.</param>
public sealed record TimeClause(SpeechKind Kind, TimeSpan Limit, string Source) : Clause(Source);

/// <summary>How hall and remote participants are called.</summary>
/// <param name="Order">How.</param>
/// <param name="Source">Where the rules, or those who hold such meetings, say it.</param>
public sealed record PlaceClause(PlaceOrder Order, string Source) : Clause(Source);

/// <summary>Who is called before whom.</summary>
/// <param name="First">Who comes first.</param>
/// <param name="Source">Where the rules, or those who hold such meetings, say it.</param>
public sealed record PrecedenceClause(Precedence First, string Source) : Clause(Source);

/// <summary>Rules of procedure as data: what each body says about the floor. To add a body is to add its clauses here and its name to <see cref="Procedure"/>.</summary>
/// <param name="Procedure">Whose rules.</param>
/// <param name="Clauses">What they say.</param>
public sealed record ProcedureRules(Procedure Procedure, ImmutableArray<Clause> Clauses)
{
    private const string Assembly = "Rules of procedure of the General Assembly";
    private const string Commissions = "Rules of procedure of the functional commissions of the Economic and Social Council (E/5975/Rev.1)";
    private const string Forum = "ICANN Public Forum, standing procedure";
    private const string Zakim = "W3C guide, meetings: Zakim";

    /// <summary>All that are known.</summary>
    public static ImmutableArray<ProcedureRules> All { get; } =
        [
            new(Procedure.Plain, [new PlaceClause(PlaceOrder.AsAsked, "Order of asking")]),
            new(Procedure.EcosocCommission,
                [
                    new PlaceClause(PlaceOrder.AsAsked, $"{Commissions}, conduct of business (rules 41 to 55)"),
                    new KindClause(SpeechKind.PointOfOrder, Askers.Members, $"{Commissions}, conduct of business (rules 41 to 55)"),
                    new KindClause(SpeechKind.RightOfReply, Askers.Members, $"{Commissions}, conduct of business (rules 41 to 55)"),
                    new KindClause(SpeechKind.InterposedQuestion, Askers.Nobody, $"{Commissions}, conduct of business (rules 41 to 55): nobody speaks without having been called"),
                ]),
            new(Procedure.GeneralAssembly,
                [
                    new PlaceClause(PlaceOrder.AsAsked, $"{Assembly}, rule 68: in the order in which they signify their desire to speak"),
                    new KindClause(SpeechKind.PointOfOrder, Askers.Members, $"{Assembly}, rule 71"),
                    new KindClause(SpeechKind.RightOfReply, Askers.Members, $"{Assembly}, rule 73"),
                    new KindClause(SpeechKind.InterposedQuestion, Askers.Nobody, $"{Assembly}, rule 68: nobody speaks without having been called"),
                    new TimeClause(SpeechKind.RightOfReply, TimeSpan.FromMinutes(10), "General Assembly decision 34/401, annex V: the first intervention in exercise of the right of reply"),
                ]),
            new(Procedure.WorkingGroup,
                [
                    new PlaceClause(PlaceOrder.AsAsked, "Trade and Development Board decision 563 (2021): the rules hold alike for those in the room and those who take part remotely"),
                    new PrecedenceClause(Precedence.MembersFirst, "Practice of the working groups of the Commission on Science and Technology for Development: members before observers"),
                    new KindClause(SpeechKind.PointOfOrder, Askers.Members, $"{Commissions}, rules 21 to 24: a working group follows the commission's rules"),
                    new KindClause(SpeechKind.RightOfReply, Askers.Members, $"{Commissions}, rules 21 to 24: a working group follows the commission's rules"),
                    new KindClause(SpeechKind.InterposedQuestion, Askers.Members, $"{Commissions}, rules 21 to 24: a working group follows the commission's rules, informally"),
                ]),
            new(Procedure.IgfMag,
                [
                    new PlaceClause(PlaceOrder.AsAsked, "MAG meeting 2022 and IGF 2021: one system for everybody, on site and online, with equal prioritisation"),
                    new PrecedenceClause(Precedence.ObserversFirst, "IGF open consultations 2016 and 2022: those who are no MAG members have preference on the day of the open consultation"),
                ]),
            new(Procedure.PublicForum,
                [
                    new PlaceClause(PlaceOrder.Alternating, $"{Forum}: interventions from the room and from remote participants alternate on an equal basis"),
                    new TimeClause(SpeechKind.Statement, TimeSpan.FromMinutes(2), $"{Forum}: two minutes for a question or comment"),
                    new TimeClause(SpeechKind.Reply, TimeSpan.FromMinutes(2), $"{Forum}: two minutes for a follow-up, and for the board's reply"),
                    new KindClause(SpeechKind.PointOfOrder, Askers.Nobody, $"{Forum}: questions and comments, with one follow-up"),
                    new KindClause(SpeechKind.RightOfReply, Askers.Nobody, $"{Forum}: questions and comments, with one follow-up"),
                    new KindClause(SpeechKind.InterposedQuestion, Askers.Nobody, $"{Forum}: questions and comments, with one follow-up"),
                ]),
            new(Procedure.StandardsGroup,
                [
                    new PlaceClause(PlaceOrder.AsAsked, "IETF Meetecho guide: those in the room and those online join the same microphone queue"),
                    new KindClause(SpeechKind.PointOfOrder, Askers.Nobody, $"{Zakim}: q+ asks for the floor and qq+ reacts to the speaker"),
                    new KindClause(SpeechKind.RightOfReply, Askers.Nobody, $"{Zakim}: q+ asks for the floor and qq+ reacts to the speaker"),
                    new KindClause(SpeechKind.InterposedQuestion, Askers.Nobody, $"{Zakim}: q+ asks for the floor and qq+ reacts to the speaker"),
                ]),
        ];

    /// <summary>How these rules have hall and remote participants called.</summary>
    public PlaceOrder Places => Clauses.OfType<PlaceClause>().FirstOrDefault()?.Order ?? PlaceOrder.AsAsked;

    /// <summary>Whom these rules have called first.</summary>
    public Precedence Precedence => Clauses.OfType<PrecedenceClause>().FirstOrDefault()?.First ?? Precedence.None;

    /// <summary>The rules of a body.</summary>
    public static ProcedureRules Of(Procedure procedure) => All.First(rules => rules.Procedure == procedure);

    /// <summary>Why a kind of speech is not for somebody under rules in force; null when it is.</summary>
    internal static Rejection? Refusal(ProcedureSet? inForce, SpeechKind kind, Role role)
    {
        if (inForce is null)
        {
            return role is Role.Observer && kind is not (SpeechKind.Statement or SpeechKind.Reply) ? Rejections.KindForMembers : null;
        }

        return Of(inForce.Procedure).Clauses.OfType<KindClause>().FirstOrDefault(clause => clause.Kind == kind) switch
        {
            { For: Askers.Nobody } clause => Rejections.KindUnknownHere(clause.Source),
            { For: Askers.Members } clause when role is Role.Observer => Rejections.KindForMembersHere(clause.Source),
            _ => null,
        };
    }
}
