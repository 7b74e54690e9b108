namespace DiplomacyApi.PowerShell.Engine;

/// <summary>People type ids, the contract wants names, and either is taken.</summary>
internal static class Ids
{
    public static string Name(string collection, string typed) => typed.Contains('/', StringComparison.Ordinal) ? typed : $"{collection}/{typed}";

    public static string Bare(string name) => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
