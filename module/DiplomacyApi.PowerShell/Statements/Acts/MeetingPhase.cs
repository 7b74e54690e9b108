namespace DiplomacyApi.PowerShell;

/// <summary>A meeting's phase.</summary>
public enum MeetingPhase : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>Invited to. Each invitee owes a reply. No effect once the meeting was held or called off.</summary>
    Proposed,

    /// <summary>Fixed. Answers the participants' replies, with Accepted.</summary>
    Scheduled,

    /// <summary>Held. Answers the participants' replies, with Accepted, and closes the rest.</summary>
    Held,

    /// <summary>Put off.</summary>
    Postponed,

    /// <summary>Called off. Closes the replies. To propose the meeting again, use a new id.</summary>
    Cancelled,
}
