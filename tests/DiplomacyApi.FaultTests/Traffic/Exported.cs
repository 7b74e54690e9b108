using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;
using Google.Protobuf;

namespace DiplomacyApi.FaultTests.Traffic;

/// <summary>A whole journal as it was exported, and the head that it was announced with.</summary>
internal sealed record Exported(LogPosition Head, string HeadHash, IReadOnlyList<JournalEntry> Entries)
{
    public string? Problem => Chained.FirstProblem(Head.LogId, Entries, HeadHash);

    public IEnumerable<JournalEntry> Statements => Entries.Where(entry => entry.Kind == JournalEntryKind.Statement);

    /// <summary>What was recorded, as messages of the contract.</summary>
    public IEnumerable<IMessage> Held => Entries.Select(entry => (IMessage?)(entry.Kind switch
    {
        JournalEntryKind.Statement => Statement.Parser.ParseFrom(entry.Payload),
        JournalEntryKind.ActorCreated => Actor.Parser.ParseFrom(entry.Payload),
        JournalEntryKind.Negotiation => Negotiation.Parser.ParseFrom(entry.Payload),
        _ => null,
    })).OfType<IMessage>();

    public static async Task<Exported> ReadAsync(DiplomacyClient client)
    {
        var entries = new List<JournalEntry>();
        using var call = client.Journal.ExportJournal(new ExportJournalRequest(), cancellationToken: Faults.Token);
        ExportJournalResponse? last = null;
        while (await call.ResponseStream.MoveNext(Faults.Token))
        {
            last = call.ResponseStream.Current;
            entries.AddRange(last.Entries);
        }
        return new Exported(last!.Head, Convert.ToHexString(last.HeadHash.Span), entries);
    }
}
