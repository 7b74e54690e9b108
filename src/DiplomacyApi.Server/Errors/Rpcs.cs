namespace DiplomacyApi.Server.Errors;

/// <summary>What is known of an RPC by its name.</summary>
internal static class Rpcs
{
    private static readonly string[] Reads = ["Get", "BatchGet", "List", "Resolve", "Search", "Watch", "Export", "Compare"];

    /// <summary>Whether it is of our contract. Health and reflection are not, and have their own checks.</summary>
    public static bool IsOurs(string method) => method.StartsWith("/diplomacy.", StringComparison.Ordinal);

    /// <summary>Whether it records nothing.</summary>
    public static bool IsRead(string method)
    {
        var name = method.AsSpan(method.LastIndexOf('/') + 1);
        foreach (var read in Reads)
            if (name.StartsWith(read, StringComparison.Ordinal)) return true;
        return false;
    }
}
