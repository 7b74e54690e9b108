namespace DiplomacyApi.Server.Commands;

/// <summary>A command was used wrongly: each problem is a sentence that names the switch and the way out.</summary>
internal sealed class UsageException(IReadOnlyList<string> problems) : Exception(string.Join(' ', problems))
{
    public UsageException(string problem) : this([problem])
    {
    }

    public IReadOnlyList<string> Problems { get; } = problems;
}
