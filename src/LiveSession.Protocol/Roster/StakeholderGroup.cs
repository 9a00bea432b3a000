namespace LiveSession.Protocol;

/// <summary>
/// Whom a participant speaks for, in the grouping of the Tunis Agenda (2005, paragraph 35) that the CSTD working groups use.
/// </summary>
public enum StakeholderGroup
{
    /// <summary>Not said.</summary>
    Unspecified,

    /// <summary>A member state's delegation.</summary>
    Government,

    /// <summary>A non-governmental organisation.</summary>
    CivilSociety,

    /// <summary>The private sector.</summary>
    Business,

    /// <summary>The technical and academic community.</summary>
    TechnicalCommunity,

    /// <summary>An intergovernmental organisation.</summary>
    IntergovernmentalOrganisation,
}
