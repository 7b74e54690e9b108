namespace DiplomacyApi.Server.Hosting;

/// <summary>The switches that are of one command alone: `backup --to FILE`, `restore --from FILE`, `verify --projections`.</summary>
internal sealed record CommandSwitches(string To, string From, bool Projections)
{
    /// <summary>Takes them out of the switches, which then are those of the server. What a command needs and has not is told.</summary>
    public static CommandSwitches Take(string command, ref string[] switches, List<string> problems)
    {
        var (to, from, projections) = ("", "", false);
        var rest = new List<string>();
        for (var place = 0; place < switches.Length; place++)
        {
            var (name, value) = switches[place].Split('=', 2) is [var key, var given] ? (key, given) : (switches[place], null);
            if (command == "verify" && name == "--projections") projections = true;
            else if ((command, name) is ("backup", "--to") or ("restore", "--from"))
            {
                value ??= place + 1 < switches.Length ? switches[++place] : "";
                if (name == "--to") to = value;
                else from = value;
            }
            else rest.Add(switches[place]);
        }
        if (command == "backup" && to.Length == 0) problems.Add("Say where the copy goes: backup --to FILE.");
        if (command == "restore" && from.Length == 0) problems.Add("Say which copy is restored: restore --from FILE --data NEW.");
        switches = [.. rest];
        return new CommandSwitches(to, from, projections);
    }
}
