using DiplomacyApi.Domain;
using DiplomacyApi.Server.Contract;
using Grpc.Core;

namespace DiplomacyApi.Server.Access;

/// <summary>
/// Who calls: the name under which it records, its role, until when it may call, and its credential if that is in the file.
/// </summary>
internal sealed record Caller(string Name, Role Role, DateTimeOffset Expires, Credential? Credential = null)
{
    /// <summary>The caller of a server without access control: everybody who reaches the loopback address.</summary>
    public static readonly Caller OnThisMachine = new(ReservedNames.Local, Role.Admin, DateTimeOffset.MaxValue);

    /// <summary>Why it has no role; empty if it has one.</summary>
    public string RoleProblem { get; init; } = "";

    /// <summary>The caller of a call, under whose name it records.</summary>
    public static Caller Of(ServerCallContext call) => call.GetHttpContext().Features.Get<Caller>()
        ?? throw new InvalidOperationException("The call was not authenticated: AccessGate is missing from the pipeline.");

    /// <summary>
    /// What is wrong with a name; null if nothing is. Names stay in the journal forever and are searched for, so they have no spaces and no
    /// look-alikes.
    /// </summary>
    public static string? ProblemOf(string name)
    {
        if (name.Length is 0 or > Limits.RecorderCharactersMax || !name.All(character => character is > ' ' and <= '~'))
            return $"A name must have 1 to {Limits.RecorderCharactersMax} ASCII letters, digits or signs, without spaces.";
        return ReservedNames.Includes(name) ? $"The name {name} is reserved for the server; choose another." : null;
    }
}
