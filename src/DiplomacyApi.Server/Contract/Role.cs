namespace DiplomacyApi.Server.Contract;

/// <summary>What a caller may do. Each role includes those before it.</summary>
internal enum Role
{
    /// <summary>No role: RPCs that need only this are open to everybody who reaches the server.</summary>
    Anyone,

    /// <summary>Reads, lists, searches, watches and exports statements.</summary>
    Reader,

    /// <summary>Records and corrects, under its own name.</summary>
    Recorder,

    /// <summary>Takes the journal out, brings one in, verifies all of it, and erases.</summary>
    Admin,
}

/// <summary>Roles by their names, as operators, files and claims write them.</summary>
internal static class Roles
{
    public const string Names = "reader, recorder and admin";

    /// <summary>The role of a name; null where there is none of that name.</summary>
    public static Role? Of(string name) => name switch
    {
        "reader" => Role.Reader,
        "recorder" => Role.Recorder,
        "admin" => Role.Admin,
        _ => null,
    };

    public static string NameOf(Role role) => role.ToString().ToLowerInvariant();
}
