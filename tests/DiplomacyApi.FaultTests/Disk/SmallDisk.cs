using DiplomacyApi.FaultTests.Running;

namespace DiplomacyApi.FaultTests.Disk;

/// <summary>A disk of its own, in memory, that can be filled to its last block.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const int BlockBytes = 4096;

    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    public static async Task<SmallDisk> MountAsync(string size)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && OperatingSystem.IsLinux(), "Mounting a disk needs root on Linux.");
        var folder = Directory.CreateTempSubdirectory("diplomacy-disk-").FullName;
        await Tool.RunAsync("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder);
        return new SmallDisk(folder);
    }

    /// <summary>Takes all the space that is left, but for so many blocks.</summary>
    public async Task FillAsync(int blocksLeft = 0)
    {
        await using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true) await file.WriteAsync(new byte[BlockBytes], Faults.Token);
        }
        catch (IOException)
        {
        }
        file.SetLength(file.Length - blocksLeft * BlockBytes);
    }

    /// <summary>From now on nothing can be written.</summary>
    public Task MakeReadOnlyAsync() => Tool.RunAsync("mount", "-o", "remount,ro", Folder);

    /// <summary>Gives it back.</summary>
    public void Free() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        await Tool.RunAsync("umount", "-l", Folder);
        Directory.Delete(Folder);
    }
}
