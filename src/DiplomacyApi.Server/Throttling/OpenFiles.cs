using System.Runtime.InteropServices;
using DiplomacyApi.Domain;
using DiplomacyApi.Server.Configuration;

namespace DiplomacyApi.Server.Throttling;

/// <summary>How many files and sockets the system lets this process have open, and so how many connections it can take.</summary>
internal static partial class OpenFiles
{
    /// <summary>What the runtime, the journal and its readers, imports, exports and copies open at most, and some to spare.</summary>
    private static readonly int Reserve = 384 + 6 * Limits.ReadersMax + 2 * (Limits.ImportsMax + Limits.ExportsMax);

    /// <summary>Fewer connections than this are no server.</summary>
    private const int ConnectionsMin = 16;

    /// <summary>The connections that may be open: those that are asked for, or as many as there are files for.</summary>
    /// <exception cref="StartException">There are too few files.</exception>
    public static int Connections(int wanted)
    {
        if (Limit() is not { } limit || limit - Reserve >= wanted) return wanted;
        return limit - Reserve >= ConnectionsMin ? (int)(limit - Reserve) : throw new StartException(
            $"This process may have {limit} files open, and the server needs {Reserve + ConnectionsMin} or more; raise the limit (ulimit -n, or LimitNOFILE of systemd).");
    }

    /// <summary>The limit on open files, which the runtime has raised as far as the system lets it; null where there is none.</summary>
    private static long? Limit()
    {
        if (OperatingSystem.IsWindows()) return null;
        return GetLimit(OperatingSystem.IsLinux() ? 7 : 8, out var limit) == 0 && limit.Soft < long.MaxValue ? (long)limit.Soft : null;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out ResourceLimit limit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ResourceLimit
    {
        public readonly ulong Soft;
        public readonly ulong Hard;
    }
}
