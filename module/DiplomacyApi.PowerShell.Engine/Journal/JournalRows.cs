using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Journal;

/// <summary>Turns entries of the journal, and the progress of its verification, into rows.</summary>
internal static class JournalRows
{
    /// <summary>A row for an entry; with its bytes if they are asked for.</summary>
    public static JournalEntry ToRow(Diplomacy.V1.JournalEntry entry, bool isRaw) => new()
    {
        Revision = entry.Revision,
        Kind = entry.Kind.To<JournalEntryKind>(),
        Id = entry.Id,
        RecordTime = entry.RecordTime.ToDateTimeOffset(),
        Recorder = entry.Recorder,
        RequestId = entry.RequestId,
        Hash = Hex.Of(entry.Hash.Span),
        Commitment = Hex.Of(entry.Commitment.Span),
        Erased = entry.ErasedRevision > 0,
        ErasedRevision = entry.ErasedRevision,
        Salt = isRaw ? Hex.Of(entry.Salt.Span) : "",
        Payload = isRaw ? Hex.Of(entry.Payload.Span) : "",
        StandIn = isRaw ? Hex.Of(entry.StandIn.Span) : "",
    };

    public static JournalCheck ToRow(VerifyJournalResponse progress) => new()
    {
        Verified = progress.Complete,
        Revision = progress.VerifiedRevision,
        HeadRevision = progress.Head.Revision,
        HeadHash = progress.VerifiedHash,
        LogId = progress.Head.LogId,
        ErasedEntries = progress.ErasedEntries,
        FlawRevision = progress.Flaw?.Revision,
        FlawKind = progress.Flaw is { } flaw ? flaw.Kind.To<JournalFlawKind>() : JournalFlawKind.None,
        Flaw = progress.Flaw?.Message ?? "",
    };
}
