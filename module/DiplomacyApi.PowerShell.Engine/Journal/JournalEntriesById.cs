using System.Management.Automation;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Journal;

/// <summary>The entries of the journal about one thing: those that record or change it, and those of its corrections.</summary>
internal sealed class JournalEntriesById(DiplomacyClient client, JournalEntryFilter filter, ReadAt at)
{
    private const int PageSize = 500;

    // Where an id without its collection may be.
    private static readonly string[] Collections = ["statements", "actors", "negotiations", "corrections"];

    /// <summary>The entries, the last recorded first. Refuses an id under which nothing was ever recorded.</summary>
    public async Task<IReadOnlyList<Diplomacy.V1.JournalEntry>> ReadAsync(string id, CancellationToken token)
    {
        var found = new List<Diplomacy.V1.JournalEntry>();
        var isKnown = false;
        foreach (var name in id.Contains('/', StringComparison.Ordinal)
            ? [id.ToLowerInvariant()]
            : Collections.Select(collection => ResourceNames.Parse(collection, id)))
        {
            isKnown |= await AnyAsync(name, token).ConfigureAwait(false);
            foreach (var one in (string[])[name, .. await CorrectionsAsync(name, token).ConfigureAwait(false)])
                await foreach (var entry in client.Journal.AllAsync(Request(one), token).ConfigureAwait(false)) found.Add(entry);
        }
        return isKnown ? [.. found.DistinctBy(entry => entry.Revision).OrderByDescending(entry => entry.Revision)]
            : throw new DiplomacyApiException(
                $"Nothing was recorded under '{id}'; find the id with Get-Statement, Get-Actor or Get-Negotiation.", "UnknownEntry",
                ErrorCategory.ObjectNotFound);
    }

    private ListJournalEntriesRequest Request(string name)
    {
        var request = new ListJournalEntriesRequest { PageSize = PageSize, At = at, Filter = filter.Clone() };
        request.Filter.Id = name;
        return request;
    }

    private async Task<bool> AnyAsync(string name, CancellationToken token)
    {
        var request = new ListJournalEntriesRequest { PageSize = 1, Filter = new JournalEntryFilter { Id = name } };
        return (await client.Journal.ListJournalEntriesAsync(request, cancellationToken: token).ConfigureAwait(false)).Entries.Count > 0;
    }

    private async Task<IReadOnlyList<string>> CorrectionsAsync(string name, CancellationToken token)
    {
        var names = new List<string>();
        if (!name.StartsWith("statements/", StringComparison.Ordinal)) return names;
        var request = new ListCorrectionsRequest { PageSize = PageSize, Statement = name, At = at };
        try
        {
            do
            {
                var page = await client.Statements.ListCorrectionsAsync(request, cancellationToken: token).ConfigureAwait(false);
                names.AddRange(page.Corrections.Select(correction => correction.Name));
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
        }
        catch (DiplomacyException unknown) when (unknown.Reason == ErrorReason.UnknownStatement)
        {
            // It is something else's id, or was not recorded yet.
        }
        return names;
    }
}
