using Diplomacy.V1;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Statements;

/// <summary>Which first page of statements is asked for. At one revision it changes by an erasure alone.</summary>
internal sealed record StatementPageKey(ByteString Filter, int Size, long Revision)
{
    public static StatementPageKey Of(StatementFilter? filter, int size, long revision) =>
        new(filter?.ToByteString() ?? ByteString.Empty, size, revision);
}
