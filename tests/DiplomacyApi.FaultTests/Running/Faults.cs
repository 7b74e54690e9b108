using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace DiplomacyApi.FaultTests.Running;

/// <summary>
/// How much a run tries, and by which seed. `FAULT_SCALE=20` tries twenty times as much; `FAULT_SEED`, which each test prints, repeats the
/// choices of a run. What threads and the disk do in between is not repeated by it.
/// </summary>
internal static class Faults
{
    private static readonly Lock Reporting = new();

    public static int Scale { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("FAULT_SCALE"), CultureInfo.InvariantCulture, out var scale) && scale > 0
        ? scale
        : 1;

    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("FAULT_SEED"), CultureInfo.InvariantCulture, out var seed)
        ? seed
        : RandomNumberGenerator.GetInt32(int.MaxValue);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>How often to try something, where a quick run tries it so often.</summary>
    public static int Times(int quick) => quick * Scale;

    /// <summary>The choices of one test, apart from those of the others. A test that fails prints how to repeat them.</summary>
    public static Random Random([CallerMemberName] string test = "")
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"FAULT_SCALE={Scale} FAULT_SEED={Seed}");
        return new(Seed ^ BinaryPrimitives.ReadInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(test))));
    }

    /// <summary>Reports how often a test tried, and what it saw: in its output, and as a line of artifacts/faults.txt.</summary>
    public static void Report(ITestOutputHelper output, int times, string saw, [CallerMemberName] string test = "")
    {
        var line = $"{test}: {times} times (FAULT_SCALE={Scale} FAULT_SEED={Seed}): {saw}";
        output.WriteLine(line);
        TestContext.Current.SendDiagnosticMessage(line);
        lock (Reporting) File.AppendAllText(Repository.At("artifacts", "faults.txt"), line + Environment.NewLine);
    }
}
