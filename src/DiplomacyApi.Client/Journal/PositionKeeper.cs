using System.Text.Json;
using System.Text.Json.Serialization;

namespace DiplomacyApi.Client;

/// <summary>The last place of a log that was seen.</summary>
/// <param name="LogId">The log.</param>
/// <param name="Revision">The revision of its head then; 0: it was empty.</param>
/// <param name="Hash">The hash of the entry there, 64 lower-case hexadecimal digits: it stands for all entries up to it.</param>
public sealed record KeptPosition(string LogId, long Revision, string Hash);

/// <summary>
/// Remembers the last place of a log that was seen, so that a log that went back or forked, as after a restore of an old backup, is
/// noticed (<see cref="DiplomacyClient.CheckLogAsync"/>). Keep one for each server. Safe to share between threads; those made here, not
/// between processes. Derive from it to keep the place elsewhere, as in a database; the client calls the asynchronous members.
/// </summary>
public abstract class PositionKeeper
{
    /// <summary>One that forgets when the process ends.</summary>
    public static PositionKeeper InMemory() => new Memory();

    /// <summary>One that keeps the place in a file, written whole or not at all. A file that is missing means that nothing was seen yet.</summary>
    public static PositionKeeper InFile(string path) => new FileOf(path);

    /// <summary>The place kept. Null: none yet.</summary>
    public abstract KeptPosition? Read();

    /// <summary>Keeps a place instead of what was kept. Call it to accept a log that was refused.</summary>
    public abstract void Keep(KeptPosition position);

    /// <summary>The place kept. Null: none yet. Where it is not overridden, <see cref="Read"/>.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public virtual ValueTask<KeptPosition?> ReadAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(Read());

    /// <summary>Keeps a place instead of what was kept. Where it is not overridden, <see cref="Keep"/>.</summary>
    /// <param name="position">The place.</param>
    /// <param name="cancellationToken">Ends the writing; what was kept may then be either.</param>
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
                    return JsonSerializer.Deserialize(File.ReadAllText(path), KeptPositionJson.Default.KeptPosition) is { LogId.Length: > 0, Hash.Length: > 0 } kept ? kept : throw new JsonException();
                }
                catch (JsonException damage)
                {
                    throw new InvalidDataException($"{path} does not contain a position of a log. Check what it is; if you trust the log as it is, delete the file.", damage);
                }
            }
        }

        public override void Keep(KeptPosition position)
        {
            lock (_turn)
            {
                AtomicFile.Write(path, JsonSerializer.Serialize(position, KeptPositionJson.Default.KeptPosition), isPrivate: true);
            }
        }
    }
}

/// <summary>How a position is written, without reflection, which programs that are compiled ahead of time do not have.</summary>
[JsonSerializable(typeof(KeptPosition))]
internal sealed partial class KeptPositionJson : JsonSerializerContext;
