namespace DiplomacyApi.PowerShell;

/// <summary>What an answer says.</summary>
public enum Disposition : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>Agreed to.</summary>
    Accepted,

    /// <summary>Refused.</summary>
    Rejected,

    /// <summary>Answered with another proposal.</summary>
    Countered,

    /// <summary>Left out of an answer whose whole text is known.</summary>
    NotAddressed,

    /// <summary>Answered, but what the answer says is not known.</summary>
    Undisclosed,

    /// <summary>Receipt acknowledged, nothing else.</summary>
    Acknowledged,

    /// <summary>The answer is put off.</summary>
    Deferred,

    /// <summary>The items have different positions. Never recorded.</summary>
    Mixed,

    /// <summary>Accepted with reservations, or a part of it.</summary>
    Qualified,

    /// <summary>A final answer that neither accepts nor rejects. Merely to have received it is Acknowledged.</summary>
    Noted,
}
