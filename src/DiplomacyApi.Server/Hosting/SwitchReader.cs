namespace DiplomacyApi.Server.Hosting;

/// <summary>Reads switches: `--key value`, `--key=value`, and flags alone.</summary>
internal static class SwitchReader
{
    /// <summary>What is wrong is told by place or key, never by value: people paste secrets into the wrong place.</summary>
    public static List<(string Key, string Value)> Read(IReadOnlyList<string> switches, IReadOnlyList<string> flags, List<string> problems)
    {
        var found = new List<(string Key, string Value)>();
        for (var index = 0; index < switches.Count; index++)
        {
            var one = switches[index];
            if (!one.StartsWith("--", StringComparison.Ordinal))
            {
                problems.Add($"Word {index + 1} is no switch; write --data FILE, --port NUMBER, --seed FOLDER.");
                continue;
            }
            var equals = one.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) found.Add((one[2..equals], one[(equals + 1)..]));
            else if (flags.Contains(one[2..])) found.Add((one[2..], "true"));
            else if (index + 1 < switches.Count) found.Add((one[2..], switches[++index]));
            else problems.Add($"{one} has no value.");
        }
        return found;
    }
}
