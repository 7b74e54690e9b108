using System.Collections.ObjectModel;

namespace DiplomacyApi.PowerShell;

/// <summary>That an actor belongs to a body, in which role, from when to when, and whether it speaks for it.</summary>
public sealed class Office
{
    public string Body { get; init; } = "";
    public string BodyId { get; init; } = "";
    public string Role { get; init; } = "";
    public string From { get; init; } = "";

    /// <summary>Its last day; empty while it goes on.</summary>
    public string To { get; init; } = "";
    public bool SpeaksFor { get; init; }

    public override string ToString() =>
        $"{(Role.Length > 0 ? Role : SpeaksFor ? "speaks for" : "member")}, {Body}{(From.Length + To.Length > 0 ? $" ({From}–{To})" : "")}";
}

/// <summary>Offices, which an export writes in a cell as people read them.</summary>
public sealed class Offices(IList<Office> offices) : ReadOnlyCollection<Office>(offices)
{
    public override string ToString() => string.Join("; ", this);
}
