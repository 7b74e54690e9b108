using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.PowerShell.Engine.Statements;

/// <summary>The filter of the contract for a query.</summary>
internal static class StatementFilters
{
    public static async Task<StatementFilter> CreateAsync(DiplomacyClient client, StatementQuery query, CancellationToken cancellationToken)
    {
        var actors = new ActorResolver(client);
        return new StatementFilter
        {
            Negotiation = query.Negotiation is null ? "" : ResourceNames.Parse("negotiations", query.Negotiation),
            Speaker = await actors.ResolveOptionalAsync(query.Speaker, cancellationToken).ConfigureAwait(false),
            Addressee = await actors.ResolveOptionalAsync(query.Addressee, cancellationToken).ConfigureAwait(false),
            Principal = await actors.ResolveOptionalAsync(query.Principal, cancellationToken).ConfigureAwait(false),
            Subject = query.Subject is null ? "" : ResourceNames.Parse("demands", query.Subject),
            ActKinds = { query.Acts.Select(act => MessageExtensions.From<Diplomacy.V1.ActKind>(act)) },
            Said = query.Said ?? "",
            Attributions = { query.Attributions.Select(word => MessageExtensions.From<Diplomacy.V1.Attribution>(word)) },
            Form = MessageExtensions.From<Diplomacy.V1.Form>(query.Form),
            Releases = { query.Releases.Select(release => MessageExtensions.From<Diplomacy.V1.Release>(release)) },
            LanguageCode = query.Language ?? "",
            Outlet = await OutletAsync(client, actors, query.Outlet, cancellationToken).ConfigureAwait(false),
            Recorder = query.Recorder ?? "",
            StandingOnly = query.StandingOnly,
            RecordedFrom = query.RecordedFrom is { } from ? Timestamp.FromDateTimeOffset(from) : null,
            RecordedBefore = query.RecordedBefore is { } before ? Timestamp.FromDateTimeOffset(before) : null,
        };
    }

    /// <summary>An outlet as reports name it: by a plain name that one of them has, else by the id of an actor.</summary>
    private static async Task<string> OutletAsync(
        DiplomacyClient client, ActorResolver actors, string? typed, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(typed) || typed.StartsWith("actors/", StringComparison.Ordinal)) return typed ?? "";
        var plain = new ListStatementsRequest { PageSize = 1, Filter = new StatementFilter { Outlet = typed } };
        return (await client.Statements.ListStatementsAsync(
            plain, cancellationToken: cancellationToken).ConfigureAwait(false)).Statements.Count > 0
            ? typed
            : await actors.ResolveAsync(typed, cancellationToken).ConfigureAwait(false);
    }
}
