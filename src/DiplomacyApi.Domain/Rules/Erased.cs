using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>What erasures left of statements.</summary>
public static class Erased
{
    /// <summary>Whether nothing stayed but that it was recorded: it counts for nothing, at every K.</summary>
    public static bool IsWhole(Statement statement) => statement.ErasedRevision != 0 && statement.ActCase == Statement.ActOneofCase.None;
}
