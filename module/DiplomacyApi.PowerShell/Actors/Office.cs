using System.Collections.ObjectModel;

namespace DiplomacyApi.PowerShell;

/// <summary>That an actor belongs to a body, in which role, from when to when, and whether it speaks for it.</summary>
public sealed class Office
{
    /// <summary>The body, by name.</summary>
    public string Body { get; init; } = "";

    /// <summary>The body, by id.</summary>
    public string BodyId { get; init; } = "";

    /// <summary>The role; empty if none is named.</summary>
    public string Role { get; init; } = "";

    /// <summary>Its first day, as a partial date; empty if it is not known.</summary>
    public string From { get; init; } = "";

    /// <summary>Its last day; empty while it goes on.</summary>
    public string To { get; init; } = "";

    /// <summary>Whether the office speaks for the body.</summary>
    public bool SpeaksFor { get; init; }

    /// <inheritdoc />
    public override string ToString() =>
        $"{(Role.Length > 0 ? Role : SpeaksFor ? "speaks for" : "member")}, {Body}{(From.Length + To.Length > 0 ? $" ({From}–{To})" : "")}";
}

/// <summary>Offices, which an export writes in a cell as people read them.</summary>
public sealed class Offices(IList<Office> offices) : ReadOnlyCollection<Office>(offices)
{
    /// <inheritdoc />
    public override string ToString() => string.Join("; ", this);
}
