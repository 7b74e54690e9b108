using System.Management.Automation;
using System.Runtime.CompilerServices;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Calls;
using DiplomacyApi.PowerShell.Engine.Messages;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace DiplomacyApi.PowerShell.Engine.Journal;

/// <summary>The journal of a server.</summary>
internal sealed class GrpcJournal(DiplomacyClient client) : IJournalCommands
{
    public Task<ServerState> GetServerAsync(CancellationToken cancellationToken) => ErrorTranslator.TranslateErrorsAsync(async () =>
    {
        var journal = await HeadAsync(cancellationToken).ConfigureAwait(false);
        return new ServerState
        {
            Address = client.Options.Address.ToString(),
            Reachable = true,
            LogId = journal.LogPosition.LogId,
            Revision = journal.LogPosition.Revision,
            RecordTime = journal.HeadRecordTime?.ToDateTimeOffset(),
            RulesVersion = journal.RulesVersion,
            ServerVersion = journal.ServerVersion,
        };
    });

    public Task<bool> CheckLogAsync(CancellationToken cancellationToken) => ErrorTranslator.TranslateErrorsAsync(async () =>
    {
        try
        {
            await client.CheckLogAsync(client.Options.Positions!, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (InvalidDataException problem)
        {
            throw new DiplomacyApiException(problem.Message, "HistoryFileUnusable", ErrorCategory.InvalidData);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DiplomacyApiException(
                $"The last position seen of the log cannot be kept: {problem.Message} Name another file with -HistoryFile.",
                "HistoryFileUnusable", ErrorCategory.WriteError);
        }
    });

    public Task<PowerShell.Journal> GetJournalAsync(CancellationToken cancellationToken) => ErrorTranslator.TranslateErrorsAsync(async () =>
    {
        await CheckLogAsync(cancellationToken).ConfigureAwait(false);
        var journal = await client.Journal.GetJournalAsync(
            new GetJournalRequest(), cancellationToken: cancellationToken).ConfigureAwait(false);
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
            Address = client.Options.Address.ToString(),
        };
    });

    public Task<JournalEntry> GetEntryAsync(
        long revision, bool isRaw, CancellationToken cancellationToken) => ErrorTranslator.TranslateErrorsAsync(async () =>
    {
        var request = new GetJournalEntryRequest { Revision = revision };
        var answer = await client.Journal.GetJournalEntryAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        return JournalRows.ToRow(answer.Entry, isRaw);
    });

    public IAsyncEnumerable<JournalEntry> GetEntriesAsync(
        JournalEntryQuery query, Clocks clocks, CancellationToken cancellationToken) => query.Id is { } id
        ? RowStreams.Flatten(ErrorTranslator.TranslateErrorsAsync<IReadOnlyList<JournalEntry>>(async () =>
            [.. (await new JournalEntriesById(client, FilterOf(query), clocks.ToReadAt())
                .ReadAsync(id, cancellationToken).ConfigureAwait(false)).Select(entry => JournalRows.ToRow(entry, isRaw: false))]))
        : RowStreams.Mapped(
            client.Journal.AllAsync(
                new ListJournalEntriesRequest { PageSize = RowStreams.PageSize, At = clocks.ToReadAt(), Filter = FilterOf(query) },
                cancellationToken),
        (entry, _) => Task.FromResult(JournalRows.ToRow(entry, isRaw: false)), cancellationToken);

    public async IAsyncEnumerable<JournalCheck> VerifyAsync(
        bool withProjections, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A stream has no timeout: a call that has one finds out first whether the server answers.
        await GetServerAsync(cancellationToken).ConfigureAwait(false);
        using var call = client.Journal.VerifyJournal(
            new VerifyJournalRequest { Projections = withProjections }, cancellationToken: cancellationToken);
        var isEnded = false;
        while (await ErrorTranslator.TranslateErrorsAsync(() => call.ResponseStream.MoveNext(cancellationToken)).ConfigureAwait(false))
        {
            var progress = call.ResponseStream.Current;
            isEnded = progress.Complete || progress.Flaw is not null;
            yield return JournalRows.ToRow(progress);
        }
        if (!isEnded)
            throw new DiplomacyApiException("The server stopped the check before it was finished; run it again.", "CheckIncomplete",
                ErrorCategory.OperationStopped);
    }

    public IAsyncEnumerable<BackupProgress> BackupAsync(string path, bool isForced, CancellationToken cancellationToken) =>
        new BackupDownload(client, path, isForced).WriteAsync(cancellationToken);

    /// <summary>The head of the log. A gRPC server that does not implement the call is not a DiplomacyApi server.</summary>
    private async Task<GetJournalResponse> HeadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await client.Journal.GetJournalAsync(
                new GetJournalRequest(), cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (DiplomacyException failure) when (failure.Status == StatusCode.Unimplemented)
        {
            throw new DiplomacyApiException(
                $"What answers at {client.Options.Address} is a gRPC server, but not DiplomacyApi. Check the host and the port of the address.",
                nameof(FailureCause.NotDiplomacyApi), ErrorCategory.ConnectionError);
        }
    }

    private static JournalEntryFilter FilterOf(JournalEntryQuery query) => new()
    {
        Kinds = { query.Kinds.Select(kind => MessageExtensions.From<Diplomacy.V1.JournalEntryKind>(kind)) },
        Recorder = query.Recorder ?? "",
        RecordedFrom = query.RecordedFrom is { } from ? Timestamp.FromDateTimeOffset(from) : null,
        RecordedBefore = query.RecordedBefore is { } before ? Timestamp.FromDateTimeOffset(before) : null,
        Erased = query.Erased,
    };
}
