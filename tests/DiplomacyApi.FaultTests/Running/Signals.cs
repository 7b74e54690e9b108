using System.Diagnostics;
using System.Globalization;

namespace DiplomacyApi.FaultTests.Running;

/// <summary>Signals by their names, such as TERM, STOP or CONT.</summary>
internal static class Signals
{
    public static void Send(string name, Process process)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
