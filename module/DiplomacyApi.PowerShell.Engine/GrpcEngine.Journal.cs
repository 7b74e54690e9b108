using Diplomacy.V1;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>The log and its head.</summary>
public sealed partial class GrpcEngine
{
    public Task<ServerState> GetServerAsync(CancellationToken cancellationToken) => Failures.Told(async () =>
    {
        var journal = await _client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: cancellationToken).ConfigureAwait(false);
        return new ServerState
        {
            Address = _client.Options.Address.ToString(),
            Reachable = true,
            LogId = journal.LogPosition.LogId,
            Revision = journal.LogPosition.Revision,
            RecordTime = journal.HeadRecordTime?.ToDateTimeOffset(),
            RulesVersion = journal.RulesVersion,
            ServerVersion = journal.ServerVersion,
        };
    });

    public Task<Journal> GetJournalAsync(CancellationToken cancellationToken) => Failures.Told(async () =>
    {
        var journal = await _client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: cancellationToken).ConfigureAwait(false);
        return new Journal
        {
            LogId = journal.LogPosition.LogId,
            Revision = journal.LogPosition.Revision,
            RecordTime = journal.HeadRecordTime?.ToDateTimeOffset(),
            HeadHash = journal.HeadHash,
            State = journal.State.ToString(),
            SearchedRevision = journal.SearchedRevision,
            RulesVersion = journal.RulesVersion,
            ServerVersion = journal.ServerVersion,
            Address = _client.Options.Address.ToString(),
        };
    });
}
