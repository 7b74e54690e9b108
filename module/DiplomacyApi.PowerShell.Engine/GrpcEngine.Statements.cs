using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Messages;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Statements.</summary>
public sealed partial class GrpcEngine
{
    public IAsyncEnumerable<Statement> GetStatementsAsync(StatementQuery query, Clocks clocks, CancellationToken cancellationToken) => query.Statement is { } name
        ? One(async () =>
        {
            var request = new GetStatementRequest { Name = Ids.Sought("statements", name), At = clocks.ToReadAt() };
            var answer = await _client.Statements.GetStatementAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
            return await _rows.OfAsync(answer.Statement, cancellationToken).ConfigureAwait(false);
        })
        : After(() => FilterOfAsync(query, cancellationToken), filter =>
            Mapped(_client.Statements.AllAsync(new ListStatementsRequest { PageSize = PageSize, At = clocks.ToReadAt(), Filter = filter }, cancellationToken), _rows.OfAsync, cancellationToken), cancellationToken);

    public IAsyncEnumerable<Statement> SearchStatementsAsync(string words, StatementQuery query, Clocks clocks, CancellationToken cancellationToken) => After(
        async () =>
        {
            var at = clocks.ToReadAt();
            // Who searches after recording must find it: the search waits for the head, or for the revision that is known then.
            if (at.KnownAtCase == ReadAt.KnownAtOneofCase.KnownAtRevision) at.MinRevision = new LogPosition { Revision = at.KnownAtRevision };
            else if (at.KnownAtCase == ReadAt.KnownAtOneofCase.None) at.MinRevision = (await _client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: cancellationToken).ConfigureAwait(false)).LogPosition;
            return new SearchStatementsRequest { Query = words, PageSize = PageSize, At = at, Filter = await FilterOfAsync(query, cancellationToken).ConfigureAwait(false) };
        },
        request => Mapped(_client.Statements.AllAsync(request, cancellationToken), _rows.OfAsync, cancellationToken), cancellationToken);

    private async Task<StatementFilter> FilterOfAsync(StatementQuery query, CancellationToken cancellationToken) => new()
    {
        Negotiation = query.Negotiation is null ? "" : Ids.Sought("negotiations", query.Negotiation),
        Speaker = await _actors.ResolveOptionalAsync(query.Speaker, cancellationToken).ConfigureAwait(false) ?? "",
        Addressee = await _actors.ResolveOptionalAsync(query.Addressee, cancellationToken).ConfigureAwait(false) ?? "",
        Principal = await _actors.ResolveOptionalAsync(query.Principal, cancellationToken).ConfigureAwait(false) ?? "",
        Subject = query.Subject is null ? "" : Ids.Sought("demands", query.Subject),
        ActKinds = { query.Acts.Select(act => Mapping.From<Diplomacy.V1.ActKind>(act)) },
        Said = query.Said ?? "",
        Attributions = { query.Attributions.Select(word => Mapping.From<Diplomacy.V1.Attribution>(word)) },
        Form = Mapping.From<Diplomacy.V1.Form>(query.Form),
        Releases = { query.Releases.Select(release => Mapping.From<Diplomacy.V1.Release>(release)) },
        LanguageCode = query.Language ?? "",
        Outlet = await OutletAsync(query.Outlet, cancellationToken).ConfigureAwait(false),
        Recorder = query.Recorder ?? "",
        StandingOnly = query.StandingOnly,
        RecordedFrom = query.RecordedFrom is { } from ? Timestamp.FromDateTimeOffset(from) : null,
        RecordedBefore = query.RecordedBefore is { } before ? Timestamp.FromDateTimeOffset(before) : null,
    };

    /// <summary>An outlet as reports name it: by a plain name that one of them has, else by the id of an actor.</summary>
    private async Task<string> OutletAsync(string? typed, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(typed) || typed.StartsWith("actors/", StringComparison.Ordinal)) return typed ?? "";
        var plain = new ListStatementsRequest { PageSize = 1, Filter = new StatementFilter { Outlet = typed } };
        return (await _client.Statements.ListStatementsAsync(plain, cancellationToken: cancellationToken).ConfigureAwait(false)).Statements.Count > 0
            ? typed
            : await _actors.ResolveAsync(typed, cancellationToken).ConfigureAwait(false);
    }
}
