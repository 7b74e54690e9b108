using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DiplomacyApi.Storage.Files;

/// <summary>Which file it is, whatever it is called: the device that it lies on, and its number there.</summary>
internal readonly record struct FileIdentity(uint DeviceMajor, uint DeviceMinor, ulong Inode);

/// <summary>What the system keeps of a file: which it is, how many names it has, and the number of the user it belongs to.</summary>
internal readonly record struct FileStatus(FileIdentity Identity, uint Links, uint Owner);

/// <summary>
/// The one place of system calls. They are Linux's; on other systems nothing is known of a file, and no lock is taken by these.
/// </summary>
internal static partial class LinuxFiles
{
    private const int WorkingFolder = -100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStatus = 0x7ff;
    private const int SetFileLock = 37;
    private const short WriteLock = 1;
    private const int TryAgain = 11;
    private const int AccessDenied = 13;

    /// <summary>Past all bytes that SQLite locks, and past all that a database holds.</summary>
    private const long LockedByte = 1L << 62;

    private static bool IsLinux => OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>The user this process runs as.</summary>
    public static uint User => IsLinux ? geteuid() : 0;

    /// <summary>Of the file a path leads to, links followed. Null: there is none, or this system does not tell.</summary>
    public static FileStatus? StatusOf(string path) =>
        IsLinux && statx(WorkingFolder, path, 0, BasicStatus, out var status) == 0 ? status.ToStatus : null;

    /// <summary>Of an open file.</summary>
    public static FileStatus? StatusOf(SafeFileHandle file) =>
        IsLinux && statx(file, "", EmptyPath, BasicStatus, out var status) == 0 ? status.ToStatus : null;

    /// <summary>
    /// Locks an open file for as long as it is open. False: somebody else has it. The lock belongs to the open file and not to the process,
    /// and covers a byte of its own, so that it never meets SQLite's. A file system that knows no such locks gives none.
    /// </summary>
    public static bool TryLock(SafeFileHandle file)
    {
        var wanted = new FileLock { Kind = WriteLock, Start = LockedByte, Length = 1 };
        return !IsLinux || fcntl(file, SetFileLock, ref wanted) == 0 || Marshal.GetLastPInvokeError() is not (TryAgain or AccessDenied);
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int folder, string path, int flags, uint mask, out StatusBuffer status);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(SafeFileHandle folder, string path, int flags, uint mask, out StatusBuffer status);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fcntl(SafeFileHandle file, int command, ref FileLock wanted);

    [LibraryImport("libc")]
    private static partial uint geteuid();

    // The layout is the same on all processors.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatusBuffer
    {
        [FieldOffset(16)] public uint Links;
        [FieldOffset(20)] public uint Owner;
        [FieldOffset(32)] public ulong Inode;
        [FieldOffset(136)] public uint DeviceMajor;
        [FieldOffset(140)] public uint DeviceMinor;

        public readonly FileStatus ToStatus => new(new FileIdentity(DeviceMajor, DeviceMinor, Inode), Links, Owner);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct FileLock
    {
        public short Kind;
        public short Whence;
        public long Start;
        public long Length;
        public int Process;
    }
}
