using DiplomacyApi.Domain;
using DiplomacyApi.Server.Contract;
using Grpc.Core;

namespace DiplomacyApi.Server.Access;

/// <summary>Who calls: under which name it records, what it may do, until when, and by which credential where it is one of the file.</summary>
internal sealed record Caller(string Name, Role Role, DateTimeOffset Expires, Credential? Credential = null)
{
    /// <summary>Without access control, whoever reaches the loopback address.</summary>
    public static readonly Caller OnThisMachine = new(ReservedNames.Local, Role.Admin, DateTimeOffset.MaxValue);

    /// <summary>Why it is without a role, where it is.</summary>
    public string RoleProblem { get; init; } = "";

    /// <summary>The caller of a call, under whose name it records.</summary>
    public static Caller Of(ServerCallContext call) => call.GetHttpContext().Features.Get<Caller>()
        ?? throw new InvalidOperationException("The call was not authenticated: AccessGate is missing from the pipeline.");

    /// <summary>What is wrong with a name; null where nothing is. Names stand in the journal for good, and are looked for: so no spaces, no look-alikes.</summary>
    public static string? ProblemOf(string name)
    {
        if (name.Length is 0 or > Limits.RecorderCharactersMax || !name.All(character => character is > ' ' and <= '~'))
            return $"A name must have 1 to {Limits.RecorderCharactersMax} ASCII letters, digits or signs, without spaces.";
        return ReservedNames.Includes(name) ? $"The name {name} is reserved for the server; choose another." : null;
    }
}
