using DiplomacyApi.FaultTests.Running;

namespace DiplomacyApi.FaultTests.PowerLoss;

/// <summary>Builds powerloss.c, and gives the variables that preload it into a server.</summary>
internal static class Shim
{
    public static async Task<string> BuildAsync(Place place)
    {
        Tool.Need("gcc");
        // Beside the folder that it looks at.
        var built = $"{place.Folder}.so";
        await Tool.RunAsync("gcc", "-O2", "-shared", "-fPIC", "-o", built, Repository.At("tests", "DiplomacyApi.FaultTests", "powerloss", "powerloss.c"), "-ldl", "-lpthread");
        return built;
    }

    public static Dictionary<string, string> Variables(Place place, string shim, bool lies = false, int dieAt = 0)
    {
        var variables = new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = shim,
            ["POWERLOSS_FOLDER"] = place.Folder,
            ["POWERLOSS_LOG"] = LogOf(place),
            ["POWERLOSS_DIE_AT"] = $"{dieAt}",
        };
        if (lies) variables["POWERLOSS_LIE"] = "1";
        return variables;
    }

    public static string LogOf(Place place) => $"{place.Folder}.log";

    public static void Remove(Place place)
    {
        File.Delete($"{place.Folder}.so");
        File.Delete(LogOf(place));
    }
}
