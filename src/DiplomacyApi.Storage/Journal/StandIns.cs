using System.Data.Common;
using Dapper;
using Diplomacy.V1;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Journal;

/// <summary>Compares what stands in the place of erased payloads with the entries that erased them.</summary>
internal sealed class StandIns(DbConnection connection)
{
    private (long Revision, Dictionary<long, byte[]>? StandIns) _last;

    /// <summary>Null where the erasure carries just this for the entry.</summary>
    public Flaw? Check(long revision, long erasedRevision, byte[]? bytes)
    {
        if (_last.Revision != erasedRevision) _last = (erasedRevision, Of(erasedRevision));
        return bytes is not null && _last.StandIns?.GetValueOrDefault(revision)?.AsSpan().SequenceEqual(bytes) == true ? null
            : new(revision, JournalFlawKind.StandIn, $"The text that replaces it is not the one in entry {erasedRevision}.");
    }

    private Dictionary<long, byte[]>? Of(long erasedRevision)
    {
        var bytes = connection.QuerySingleOrDefault<byte[]>(new CommandDefinition(
            "SELECT p.bytes FROM journal j JOIN payload p ON p.revision = j.revision WHERE j.revision = @erasedRevision AND j.kind = @kind",
            new { erasedRevision, kind = (int)JournalEntryKind.StatementErased }));
        try
        {
            return bytes is null
                ? null
                : Erasure.Parser.ParseFrom(bytes).StandIns.ToDictionary(one => one.Revision, one => one.Payload.ToByteArray());
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
