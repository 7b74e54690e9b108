using Microsoft.Win32.SafeHandles;

namespace DiplomacyApi.Storage.Files;

/// <summary>
/// A database file that this process alone works on. The lock is on the file itself: it also holds for another name of it (a bind mount),
/// where the lock file beside it was removed, and where .NET is told to lock no files.
/// </summary>
/// <remarks>
/// A process that closes any descriptor of a file loses all POSIX locks that it has on it, SQLite's among them. So this one is opened
/// before SQLite opens the file and closed after it, and a file that is held is not opened once more to find that out.
/// </remarks>
internal sealed class HeldFile : IDisposable
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<FileIdentity> HeldHere = [];

    private readonly string _path;
    private readonly FileStream _file;
    private readonly FileIdentity? _identity;

    private HeldFile(string path, FileStream file, FileIdentity? identity) => (_path, _file, _identity) = (path, file, identity);

    public SafeFileHandle Handle => _file.SafeFileHandle;

    /// <summary>Whether its path still leads to it.</summary>
    public bool IsInPlace => _identity is null || LinuxFiles.StatusOf(_path)?.Identity == _identity;

    /// <summary>Opens the file, or makes an empty one. Null: it is held by another process, or here.</summary>
    public static HeldFile? TryTake(string path)
    {
        lock (Gate)
        {
            if (LinuxFiles.StatusOf(path) is { } found && HeldHere.Contains(found.Identity)) return null;
            var file = PrivateFile.Open(path, FileMode.OpenOrCreate, FileShare.ReadWrite | FileShare.Delete);
            if (!LinuxFiles.TryLock(file.SafeFileHandle))
            {
                file.Dispose();
                return null;
            }
            var identity = LinuxFiles.StatusOf(file.SafeFileHandle)?.Identity;
            if (identity is { } own) HeldHere.Add(own);
            return new HeldFile(path, file, identity);
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            if (_identity is { } own) HeldHere.Remove(own);
            _file.Dispose();
        }
    }
}
