using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Lifetime;
using DiplomacyApi.Server.Logging;
using DiplomacyApi.Server.Throttling;
using DiplomacyApi.Storage.Negotiations;
using DiplomacyApi.Storage.Obligations;

namespace DiplomacyApi.Server.Negotiations;

/// <summary>
/// Adds to the answer of a write what it changed in the negotiations themselves. That is read after the commit, as one of the costly reads:
/// no other write waits for it. Where it cannot be read, the answer says so, since the write is recorded whatever becomes of this.
/// </summary>
internal sealed class NegotiationChangeResponses(Readiness readiness, Quotas quotas, ILogger<NegotiationChangeResponses> logger)
{
    public async Task AddAsync(RecordStatementRequest request, RecordStatementResponse response, string caller, CancellationToken ct)
    {
        var changes = await ReadAsync(new([response.Statement], response.LogPosition, request.ValidateOnly && !response.Replayed), caller,
            ct);
        response.NegotiationChanges.AddRange(changes.Changes);
        response.NegotiationChangesOmitted = changes.AreOmitted;
    }

    public async Task AddAsync(
        BatchRecordStatementsRequest request, BatchRecordStatementsResponse response, string caller, CancellationToken ct)
    {
        var changes = await ReadAsync(new(response.Statements, response.LogPosition, request.ValidateOnly && !response.Replayed), caller,
            ct);
        response.NegotiationChanges.AddRange(changes.Changes);
        response.NegotiationChangesOmitted = changes.AreOmitted;
    }

    public async Task AddAsync(CorrectStatementRequest request, CorrectStatementResponse response, string caller, CancellationToken ct)
    {
        var changes = await ReadAsync(new([response.Correction], response.LogPosition, request.ValidateOnly && !response.Replayed), caller,
            ct);
        response.NegotiationChanges.AddRange(changes.Changes);
        response.NegotiationChangesOmitted = changes.AreOmitted;
    }

    private async Task<ReportedChanges<NegotiationChange>> ReadAsync(WrittenMessages written, string caller, CancellationToken ct)
    {
        try
        {
            using var permit = await quotas.CostlyReads.AcquireAsync(caller, 1, ct);
            return permit is null
                ? ReportedChanges.Omitted<NegotiationChange>()
                : readiness.Journal.Queries.NegotiationChanges.Of(written, ct);
        }
        catch (Exception failed)
        {
            if (failed is not (OperationCanceledException or RefusedException)) ServerLog.NegotiationChangesUnread(logger, failed);
            return ReportedChanges.Omitted<NegotiationChange>();
        }
    }
}
