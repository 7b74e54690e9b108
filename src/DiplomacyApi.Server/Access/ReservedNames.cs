namespace DiplomacyApi.Server.Access;

/// <summary>Names under which the server itself records, so that no credential may have them.</summary>
internal static class ReservedNames
{
    /// <summary>Whoever calls a server without access control.</summary>
    public const string Local = "local";

    /// <summary>Whoever can write beside the journal's file, as the operator's commands do.</summary>
    public const string Operator = "operator";

    /// <summary>The sample data.</summary>
    public const string Seed = "seed";

    public static bool Includes(string name) => new[] { Local, Operator, Seed }.Contains(name, StringComparer.OrdinalIgnoreCase);
}
