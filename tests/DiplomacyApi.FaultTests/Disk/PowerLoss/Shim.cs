using DiplomacyApi.FaultTests.Running;

namespace DiplomacyApi.FaultTests.Disk.PowerLoss;

/// <summary>Builds powerloss.c, and gives the variables that preload it into a server.</summary>
internal static class Shim
{
    public static async Task<string> BuildAsync(ServerHome home)
    {
        Tool.Need("gcc");
        // Beside the folder that it looks at.
        var built = $"{home.Folder}.so";
        await Tool.RunAsync("gcc", "-O2", "-shared", "-fPIC", "-o", built,
            Repository.At("tests", "DiplomacyApi.FaultTests", "Disk", "PowerLoss", "powerloss.c"), "-ldl", "-lpthread");
        return built;
    }

    public static Dictionary<string, string> Variables(ServerHome home, string shim, bool lies = false, int dieAt = 0)
    {
        var variables = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = shim,
            ["POWERLOSS_FOLDER"] = home.Folder,
            ["POWERLOSS_LOG"] = LogOf(home),
            ["POWERLOSS_DIE_AT"] = $"{dieAt}",
        };
        if (lies) variables["POWERLOSS_LIE"] = "1";
        return variables;
    }

    public static string LogOf(ServerHome home) => $"{home.Folder}.log";

    public static void Remove(ServerHome home)
    {
        File.Delete($"{home.Folder}.so");
        File.Delete(LogOf(home));
    }
}
