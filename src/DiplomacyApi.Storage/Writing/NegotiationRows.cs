using Diplomacy.V1;

namespace DiplomacyApi.Storage.Writing;

/// <summary>The rows of a negotiation.</summary>
internal static class NegotiationRows
{
    public static void Of(Negotiation negotiation, Entry entry)
    {
        if (entry.Kind == JournalEntryKind.NegotiationUpdated)
            entry.Rows.Add(rows => rows.Run(
                "UPDATE negotiations SET rev_until = ?1 WHERE name = ?2 AND rev_until = 9223372036854775807", entry.Revision, negotiation.Name));
        entry.Rows.Add(rows => rows.Run(
            "INSERT INTO negotiations (name, rev_from, rev_until, bytes) VALUES (?1, ?2, 9223372036854775807, ?3)", negotiation.Name, entry.Revision, entry.Payload));
    }

    /// <summary>A negotiation as it is served. Those recorded by version 0.1.0 carry no etag.</summary>
    public static Negotiation Read(byte[] bytes)
    {
        var negotiation = Negotiation.Parser.ParseFrom(bytes);
        if (negotiation.Etag.Length == 0) negotiation.Etag = $"r{negotiation.Revision}";
        return negotiation;
    }
}
