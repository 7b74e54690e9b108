using Diplomacy.V1;
using DiplomacyApi.Storage.Reading;

namespace DiplomacyApi.Storage;

public sealed partial class Queries
{
    /// <summary>A statement as it stands at K, serialised; null where it was not recorded by then.</summary>
    public ReadOnlyMemory<byte>? StatementBytes(string name, ReadPoint point, CancellationToken ct) =>
        Read(lease => HotReads.Statement(lease.Reader, name, point), ct);

    /// <summary>The last recorded first, each once, serialised.</summary>
    public Page<ReadOnlyMemory<byte>> StatementsBytes(StatementFilter? filter, ReadPoint point, int size, string? key, CancellationToken ct) =>
        Read(lease => HotReads.Statements(lease.Reader, filter, point, size, key), ct);
}
