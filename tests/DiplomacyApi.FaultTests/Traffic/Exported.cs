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

    /// <param name="client">Of the server that is asked.</param>
    /// <param name="atLeast">
    /// What the server has to have seen first, as what others write comes to it a moment later. Never seen: an error.
    /// </param>
    public static async Task<Exported> ReadAsync(DiplomacyClient client, long atLeast = 0)
    {
        if (atLeast > 0) await SeenAsync(client, atLeast);
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

    private static async Task SeenAsync(DiplomacyClient client, long revision)
    {
        var request = new GetJournalRequest { At = new ReadAt { MinRevision = new LogPosition { Revision = revision } } };
        while (true)
        {
            try
            {
                await client.Journal.GetJournalAsync(request, cancellationToken: Faults.Token);
                return;
            }
            catch (DiplomacyException failure) when (WriterClient.IsPassing(failure))
            {
                await Task.Delay(50, Faults.Token);
            }
        }
    }
}
