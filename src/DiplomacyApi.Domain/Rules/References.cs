using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>Which demands, meetings and statements a statement makes or acts on.</summary>
public static class References
{
    /// <summary>
    /// The names that <paramref name="statement"/> refers to: the demand or meeting it opens, what it restates, replaces, answers, judges,
    /// fulfils, takes back, waits for, remarks on and replies to. Each once, never its own name.
    /// </summary>
    public static IReadOnlyCollection<string> Of(Statement statement) => throw new NotImplementedException();

    /// <summary>The demand or meeting that the statement makes by its id, or null: a restatement or later phase refers, and makes none.</summary>
    public static string? Makes(Statement statement) => throw new NotImplementedException();
}
