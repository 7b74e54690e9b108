using DiplomacyApi.Domain;

namespace DiplomacyApi.Server.Access;

/// <summary>Who calls: under which name it records, what it may do, until when, and by which credential where it is one of the file.</summary>
internal sealed record Caller(string Name, Role Role, DateTimeOffset Expires, Credential? Credential = null)
{
    /// <summary>Without access control, whoever reaches the loopback address.</summary>
    public static readonly Caller OnThisMachine = new("local", Role.Admin, DateTimeOffset.MaxValue);

    /// <summary>Names under which the server itself records.</summary>
    private static readonly string[] Reserved = [OnThisMachine.Name, Seeds.SeedLoader.Recorder, Commands.FileCommands.Operator];

    /// <summary>Why it is without a role, where it is.</summary>
    public string RoleProblem { get; init; } = "";

    /// <summary>What is wrong with a name; null where nothing is. Names stand in the journal for good, and are looked for: so no spaces, no look-alikes.</summary>
    public static string? ProblemOf(string name)
    {
        if (name.Length is 0 or > Limits.RecorderCharactersMax || !name.All(character => character is > ' ' and <= '~'))
            return $"A name must have 1 to {Limits.RecorderCharactersMax} ASCII letters, digits or signs, without spaces.";
        return Reserved.Contains(name, StringComparer.OrdinalIgnoreCase) ? $"The name {name} is reserved for the server; choose another." : null;
    }
}
