using System.Collections.Immutable;

namespace LiveSession.Protocol;

/// <summary>Rules of procedure a session can be held under. What each says, and where, is in Core's <c>ProcedureRules</c>.</summary>
public enum Procedure
{
    /// <summary>No rules but the order of asking: everybody may ask for anything.</summary>
    Plain,

    /// <summary>The functional commissions of the Economic and Social Council (E/5975/Rev.1).</summary>
    EcosocCommission,

    /// <summary>The General Assembly.</summary>
    GeneralAssembly,

    /// <summary>A multistakeholder working group of a commission, such as the Working Group on Enhanced Cooperation.</summary>
    WorkingGroup,

    /// <summary>The Multistakeholder Advisory Group of the Internet Governance Forum, in open consultation.</summary>
    IgfMag,

    /// <summary>The ICANN Public Forum.</summary>
    PublicForum,

    /// <summary>A working group of the IETF or the W3C.</summary>
    StandardsGroup,
}

/// <summary>How hall and remote participants who ask for the same kind of speech are called.</summary>
public enum PlaceOrder
{
    /// <summary>In the order in which they asked.</summary>
    AsAsked,

    /// <summary>In turn, as long as there are both.</summary>
    Alternating,

    /// <summary>The remote ones first.</summary>
    RemoteFirst,
}

/// <summary>Who is called before whom among those who ask for the same kind of speech.</summary>
public enum Precedence
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>Members before observers.</summary>
    MembersFirst,

    /// <summary>Observers before members.</summary>
    ObserversFirst,
}

/// <summary>For whom a kind of speech is.</summary>
public enum Askers
{
    /// <summary>For everybody who may ask for the floor.</summary>
    Everybody,

    /// <summary>Not for observers.</summary>
    Members,

    /// <summary>The rules do not know it.</summary>
    Nobody,
}

/// <summary>One thing that rules of procedure say about the floor.</summary>
/// <param name="Source">Where they say it.</param>
/// <param name="Kind">Of which kind of speech; null for all.</param>
/// <param name="For">For whom that kind is; null where the clause says nothing of it.</param>
/// <param name="Limit">How long a turn may last; null likewise.</param>
public sealed record ClauseView(string Source, SpeechKind? Kind = null, Askers? For = null, TimeSpan? Limit = null);

/// <summary>The rules of procedure in force.</summary>
/// <param name="Procedure">Which.</param>
/// <param name="Places">How hall and remote participants are called.</param>
/// <param name="Precedence">Who is called before whom.</param>
/// <param name="Clauses">What the rules say, and where.</param>
public sealed record ProcedureView(Procedure Procedure, PlaceOrder Places, Precedence Precedence, ImmutableArray<ClauseView> Clauses)
{
    /// <summary>For whom a kind of speech is.</summary>
    public Askers For(SpeechKind kind) => Clauses.FirstOrDefault(clause => clause.Kind == kind && clause.For is not null)?.For ?? Askers.Everybody;
}
