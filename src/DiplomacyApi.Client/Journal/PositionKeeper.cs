using System.Text.Json;
using System.Text.Json.Serialization;

namespace DiplomacyApi.Client;

/// <summary>The last position of a log that was seen.</summary>
/// <param name="LogId">The log.</param>
/// <param name="Revision">The revision of its head then; 0: it was empty.</param>
/// <param name="Hash">The hash of the entry there, 64 lower-case hexadecimal digits. It depends on all entries up to it.</param>
public sealed record KeptPosition(string LogId, long Revision, string Hash);

/// <summary>
/// Keeps the last position of a log that was seen, so that <see cref="DiplomacyClient.CheckLogAsync"/> notices a log that went back or
/// forked, for example after an old backup was restored. Use one for each server. The keepers made here can be shared between threads, but
/// not between processes. Derive from it to keep the position elsewhere, such as in a database; the client calls the asynchronous members.
/// </summary>
public abstract class PositionKeeper
{
    /// <summary>A keeper in memory: it forgets when the process ends.</summary>
    public static PositionKeeper InMemory() => new Memory();

    /// <summary>A keeper in a file, which is replaced atomically. A missing file means that nothing was seen yet.</summary>
    /// <param name="path">The file.</param>
    public static PositionKeeper InFile(string path) => new FileOf(path);

    /// <summary>The position that is kept. Null: none yet.</summary>
    public abstract KeptPosition? Read();

    /// <summary>Replaces the position that is kept. Call it to accept a log that was refused.</summary>
    /// <param name="position">The position.</param>
    public abstract void Keep(KeptPosition position);

    /// <summary>The position that is kept. Null: none yet. The default calls <see cref="Read"/>.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    public virtual ValueTask<KeptPosition?> ReadAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(Read());

    /// <summary>Replaces the position that is kept. The default calls <see cref="Keep"/>.</summary>
    /// <param name="position">The position.</param>
    /// <param name="cancellationToken">Cancels the write; either position may then be kept.</param>
    public virtual ValueTask KeepAsync(KeptPosition position, CancellationToken cancellationToken = default)
    {
        Keep(position);
        return ValueTask.CompletedTask;
    }

    private sealed class Memory : PositionKeeper
    {
        private volatile KeptPosition? _kept;

        public override KeptPosition? Read() => _kept;

        public override void Keep(KeptPosition position) => _kept = position;
    }

    private sealed class FileOf(string path) : PositionKeeper
    {
        private readonly object _turn = new();

        public override KeptPosition? Read()
        {
            lock (_turn)
            {
                if (!File.Exists(path)) return null;
                try
                {
                    return JsonSerializer.Deserialize(File.ReadAllText(path),
                        KeptPositionJson.Default.KeptPosition) is { LogId.Length: > 0, Hash.Length: > 0 } kept
                        ? kept
                        : throw new JsonException();
                }
                catch (JsonException damage)
                {
                    throw new InvalidDataException(
                        $"{path} does not contain a position of a log. Check what it is; if you trust the log as it is, delete the file.",
                        damage);
                }
            }
        }

        public override void Keep(KeptPosition position)
        {
            lock (_turn)
            {
                AtomicFile.WritePrivate(path, JsonSerializer.Serialize(position, KeptPositionJson.Default.KeptPosition));
            }
        }
    }
}

/// <summary>How a position is written, without reflection, which programs that are compiled ahead of time do not have.</summary>
[JsonSerializable(typeof(KeptPosition))]
internal sealed partial class KeptPositionJson : JsonSerializerContext;
