using System.Globalization;
using System.IO.Pipes;

/// <summary>
/// Runs in the server's process before its own code (DOTNET_STARTUP_HOOKS, which wants this name outside all namespaces), and reports to
/// whoever connects to a pipe what the process has allocated. Nothing else of this assembly is loaded there.
/// </summary>
internal static class StartupHook
{
    /// <summary>The variable that names the pipe.</summary>
    public const string Variable = "BENCHMARK_ALLOCATED_PIPE";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } name) return;
        new Thread(() => Report(name)) { IsBackground = true }.Start();
    }

    private static void Report(string name)
    {
        while (true)
        {
            using var pipe = new NamedPipeServerStream(name, PipeDirection.Out);
            pipe.WaitForConnection();
            using var writer = new StreamWriter(pipe);
            writer.Write(GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture));
        }
    }
}
