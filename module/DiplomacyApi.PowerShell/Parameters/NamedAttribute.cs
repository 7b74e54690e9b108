using System.Management.Automation;

namespace DiplomacyApi.PowerShell;

/// <summary>What an id or a name may be of.</summary>
public enum NameKind
{
    /// <summary>An actor.</summary>
    Actor,

    /// <summary>A demand.</summary>
    Demand,

    /// <summary>A meeting.</summary>
    Meeting,

    /// <summary>A negotiation.</summary>
    Negotiation,

    /// <summary>A statement.</summary>
    Statement,
}

/// <summary>
/// Takes an id or a name of something, or a row that has its id. The row of something else is refused, and so not bound by its text; so is
/// a pattern where none is taken.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NamedAttribute(NameKind kind) : TextAttribute
{
    /// <summary>What is named.</summary>
    public NameKind Kind => kind;

    /// <summary>Whether patterns such as *ministry* are taken.</summary>
    public bool Patterns { get; set; }

    private protected override string Missing => $"An id of {Article} is missing; give one, or leave the parameter out.";

    private protected override string Read(object given)
    {
        var text = (given is PSObject || IsRow(given) ? IdOf(given) : base.Read(given)).Trim();
        if (!Patterns && WildcardPattern.ContainsWildcardCharacters(text))
            throw Wrong($"'{text}' is a pattern, and an id is needed; find it with Get-{kind} '{text}'.");
        return text;
    }

    private string Article => kind == NameKind.Actor ? "an actor" : $"a {kind.ToString().ToLowerInvariant()}";

    private static bool IsRow(object given) => given.GetType().Namespace == typeof(NamedAttribute).Namespace;

    private string IdOf(object given) => PSObject.AsPSObject(given).Properties[$"{kind}Id"]?.Value?.ToString() is { Length: > 0 } id
        ? id
        : throw Wrong(given is PSObject
            ? $"An id of {Article} is needed, and this object has no {kind}Id."
            : $"An id of {Article} is needed, and this is a {given.GetType().Name} without a {kind}Id.");
}
