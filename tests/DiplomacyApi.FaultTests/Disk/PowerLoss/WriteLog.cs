using System.Text;

namespace DiplomacyApi.FaultTests.Disk.PowerLoss;

/// <summary>One thing that was done to a file, and where in the log its record ends.</summary>
internal sealed record Write(char Kind, string File, long Offset, byte[] Bytes, long End);

/// <summary>What powerloss.c wrote down, and the disks that a power cut may leave of it.</summary>
internal sealed class WriteLog
{
    private const int SectorBytes = 512;

    private readonly List<Write> _writes = [];

    private WriteLog(byte[] log)
    {
        using var reader = new BinaryReader(new MemoryStream(log));
        while (reader.BaseStream.Position < log.Length)
        {
            var kind = (char)reader.ReadByte();
            var name = Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadByte()));
            var (offset, length) = (reader.ReadInt64(), reader.ReadInt64());
            var bytes = kind == 'W' ? reader.ReadBytes((int)length) : [];
            _writes.Add(new Write(kind, name, offset, bytes, reader.BaseStream.Position));
        }
    }

    public int Count => _writes.Count;

    public static WriteLog Read(string path) => new(File.ReadAllBytes(path));

    /// <summary>Up to where in the log so many of its records go.</summary>
    public long EndOf(int count) => count == 0 ? 0 : _writes[count - 1].End;

    /// <summary>
    /// Writes the files as a cut after so many records may leave them: what was synced is there; of what came after the last sync of a
    /// file, each write is there, not there, or torn at sectors, by the dice.
    /// </summary>
    public void Image(int count, double kept, Random random, string folder)
    {
        foreach (var file in _writes.Take(count).GroupBy(write => write.File))
        {
            var content = new MemoryStream();
            var done = file.ToList();
            var synced = done.FindLastIndex(write => write.Kind == 'S');
            var exists = false;
            foreach (var (index, write) in done.Index())
            {
                if (write.Kind == 'U') (content, exists) = (new MemoryStream(), false);
                else if (write.Kind != 'S') exists |= Apply(content, write, index < synced ? 1 : kept, random);
            }
            if (exists) File.WriteAllBytes(Path.Combine(folder, file.Key), content.ToArray());
        }
    }

    private static bool Apply(MemoryStream content, Write write, double kept, Random random)
    {
        if (kept < 1 && random.NextDouble() >= kept)
        {
            // A file that was made is there, whatever became of its content.
            if (write.Kind == 'T' || random.Next(2) == 0) return true;
            foreach (var at in Enumerable.Range(0, (write.Bytes.Length + SectorBytes - 1) / SectorBytes).Where(_ => random.Next(2) == 0))
                Put(content, write.Offset + at * SectorBytes,
                    write.Bytes.AsSpan(at * SectorBytes, Math.Min(SectorBytes, write.Bytes.Length - at * SectorBytes)));
            return true;
        }
        if (write.Kind == 'T') content.SetLength(write.Offset);
        else Put(content, write.Offset, write.Bytes);
        return true;
    }

    private static void Put(MemoryStream content, long offset, ReadOnlySpan<byte> bytes)
    {
        content.Position = offset;
        content.Write(bytes);
    }
}
