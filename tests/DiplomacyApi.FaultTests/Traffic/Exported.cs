using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;

namespace DiplomacyApi.FaultTests.Traffic;

/// <summary>A whole journal as it was exported, and the head that it was announced with.</summary>
internal sealed record Exported(LogPosition Head, string HeadHash, IReadOnlyList<JournalEntry> Entries)
{
    public string? Problem => Chained.FirstProblem(Head.LogId, Entries, HeadHash);

    public IEnumerable<JournalEntry> Statements => Entries.Where(entry => entry.Kind == JournalEntryKind.Statement);

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
