using System.Management.Automation;
using System.Runtime.CompilerServices;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Connections;
using DiplomacyApi.PowerShell.Engine.Journal;
using DiplomacyApi.PowerShell.Engine.Messages;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>The log, its head and its entries.</summary>
public sealed partial class GrpcEngine
{
    public Task<ServerState> GetServerAsync(CancellationToken cancellationToken) => Failures.Told(async () =>
    {
        var journal = await HeadAsync(cancellationToken).ConfigureAwait(false);
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

    public Task<bool> CheckLogAsync(CancellationToken cancellationToken) => Failures.Told(async () =>
    {
        try
        {
            await _client.CheckLogAsync(_client.Options.Positions!, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (InvalidDataException problem)
        {
            throw new DiplomacyApiException(problem.Message, "HistoryFileUnusable", ErrorCategory.InvalidData);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DiplomacyApiException($"The last position seen of the log cannot be kept: {problem.Message} Name another file with -HistoryFile.", "HistoryFileUnusable", ErrorCategory.WriteError);
        }
    });

    public Task<PowerShell.Journal> GetJournalAsync(CancellationToken cancellationToken) => Failures.Told(async () =>
    {
        await CheckLogAsync(cancellationToken).ConfigureAwait(false);
        var journal = await _client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: cancellationToken).ConfigureAwait(false);
        return new PowerShell.Journal
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

    public Task<JournalEntry> GetJournalEntryAsync(long revision, bool isRaw, CancellationToken cancellationToken) => Failures.Told(async () =>
    {
        var request = new GetJournalEntryRequest { Revision = revision };
        var answer = await _client.Journal.GetJournalEntryAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        return Row(answer.Entry, isRaw);
    });

    public IAsyncEnumerable<JournalEntry> GetJournalEntriesAsync(JournalEntryQuery query, Clocks clocks, CancellationToken cancellationToken) => query.Id is { } id
        ? Flat(Failures.Told<IReadOnlyList<JournalEntry>>(async () =>
            [.. (await new EntriesOf(_client, FilterOf(query), clocks.ToReadAt()).ReadAsync(id, cancellationToken).ConfigureAwait(false)).Select(entry => Row(entry, isRaw: false))]))
        : Mapped(_client.Journal.AllAsync(new ListJournalEntriesRequest { PageSize = PageSize, At = clocks.ToReadAt(), Filter = FilterOf(query) }, cancellationToken),
        (entry, _) => Task.FromResult(Row(entry, isRaw: false)), cancellationToken);

    public async IAsyncEnumerable<JournalCheck> VerifyJournalAsync(bool withProjections, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A stream has no timeout: a server that is dead is found by a call that has.
        await GetServerAsync(cancellationToken).ConfigureAwait(false);
        using var call = _client.Journal.VerifyJournal(new VerifyJournalRequest { Projections = withProjections }, cancellationToken: cancellationToken);
        var isEnded = false;
        while (await Failures.Told(() => call.ResponseStream.MoveNext(cancellationToken)).ConfigureAwait(false))
        {
            var told = call.ResponseStream.Current;
            isEnded = told.Complete || told.Flaw is not null;
            yield return Row(told);
        }
        if (!isEnded)
            throw new DiplomacyApiException("The server stopped the check before it was finished; run it again.", "CheckIncomplete", ErrorCategory.OperationStopped);
    }

    public IAsyncEnumerable<JournalCopied> BackupJournalAsync(string path, bool isForced, CancellationToken cancellationToken) =>
        new Copying(_client, path, isForced).WriteAsync(cancellationToken);

    /// <summary>The head. A gRPC server that does not know how to tell it is of another kind: all of ours do.</summary>
    private async Task<GetJournalResponse> HeadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (DiplomacyException failure) when (failure.Status == StatusCode.Unimplemented)
        {
            throw new DiplomacyApiException(
                $"What answers at {_client.Options.Address} is a gRPC server, but not DiplomacyApi. Check the host and the port of the address.", nameof(FailureCause.NotDiplomacyApi), ErrorCategory.ConnectionError);
        }
    }

    private static JournalEntryFilter FilterOf(JournalEntryQuery query) => new()
    {
        Kinds = { query.Kinds.Select(kind => Mapping.From<Diplomacy.V1.JournalEntryKind>(kind)) },
        Recorder = query.Recorder ?? "",
        RecordedFrom = query.RecordedFrom is { } from ? Timestamp.FromDateTimeOffset(from) : null,
        RecordedBefore = query.RecordedBefore is { } before ? Timestamp.FromDateTimeOffset(before) : null,
        Erased = query.Erased,
    };

    private static JournalEntry Row(Diplomacy.V1.JournalEntry entry, bool isRaw) => new()
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

    private static JournalCheck Row(VerifyJournalResponse told) => new()
    {
        Verified = told.Complete,
        Revision = told.VerifiedRevision,
        HeadRevision = told.Head.Revision,
        HeadHash = told.VerifiedHash,
        LogId = told.Head.LogId,
        ErasedEntries = told.ErasedEntries,
        FlawRevision = told.Flaw?.Revision,
        FlawKind = told.Flaw is { } flaw ? flaw.Kind.To<JournalFlawKind>() : JournalFlawKind.None,
        Flaw = told.Flaw?.Message ?? "",
    };
}
