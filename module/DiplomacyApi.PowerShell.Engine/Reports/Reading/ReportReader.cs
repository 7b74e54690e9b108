using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Negotiations;
using DiplomacyApi.PowerShell.Engine.Obligations;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.PowerShell.Engine.Reports.Reading;

/// <summary>Reads what reports contain, all at one point.</summary>
internal sealed class ReportReader
{
    private const int PageSize = 500;

    private readonly DiplomacyClient _client;
    private readonly ActorDisplayNames _actors;
    private readonly NegotiationChangeRows _negotiationChanges;
    private readonly StatusChangeRows _statusChanges;

    private ReportReader(DiplomacyClient client, ReportPoint point)
    {
        (_client, Point) = (client, point);
        _actors = new ActorDisplayNames(client, At);
        _negotiationChanges = new NegotiationChangeRows(new NegotiationPhrases(_actors));
        var promises = new PromiseTitleLookup(client, At);
        _statusChanges = new StatusChangeRows(_actors, new SentenceFormatter(_actors, promises), promises, new ItemOrderLookup(client),
            new CauseLookup(client));
    }

    public ReportPoint Point { get; }

    private ReadAt At => Point.Clocks.ToReadAt();

    private StatusLens? Lens => Point.Clocks.ToLens();

    /// <summary>Fixes both clocks: what is known and what is now do not move while the report is read.</summary>
    public static async Task<ReportReader> AtAsync(DiplomacyClient client, Clocks clocks, string? changedSince, CancellationToken token)
    {
        var (position, recorded) = await KnownAsync(client, clocks, token).ConfigureAwait(false);
        var fixedClocks = clocks with { KnownAt = null, KnownAtRevision = position.Revision };
        var end = await EndAsync(client, fixedClocks, token).ConfigureAwait(false);
        if (fixedClocks.AsOf is null) fixedClocks = fixedClocks with { AsOf = end };
        if (string.IsNullOrEmpty(changedSince))
            return new ReportReader(client, new ReportPoint(position, recorded, fixedClocks.AsOf!, fixedClocks, null));
        var before = fixedClocks with { AsOf = changedSince };
        var since = DateTimeOffset.Parse(await EndAsync(client, before, token).ConfigureAwait(false), CultureInfo.InvariantCulture);
        return new ReportReader(client,
            new ReportPoint(position, recorded, fixedClocks.AsOf!, fixedClocks, new ReportSince(changedSince, since, before)));
    }

    /// <summary>The names of all negotiations.</summary>
    public async Task<IReadOnlyList<string>> NegotiationsAsync(CancellationToken token) =>
        [.. (await AllAsync(_client.Negotiations.AllAsync(new ListNegotiationsRequest { PageSize = PageSize, At = At }, token),
            token).ConfigureAwait(false)).Select(one => one.Name)];

    public async Task<ReportFacts> ReadAsync(string name, CancellationToken token)
    {
        var calls = _client.Negotiations;
        var negotiation = (await calls.GetNegotiationAsync(
            new GetNegotiationRequest { Name = name, At = At }, cancellationToken: token).ConfigureAwait(false)).Negotiation;
        var status = (await calls.GetNegotiationStatusAsync(
            new GetNegotiationStatusRequest { Name = name, At = At, Lens = Lens }, cancellationToken: token).ConfigureAwait(false)).Status;
        var facts = new ReportFacts(Point, negotiation, status)
        {
            Demands = await AllAsync(
                calls.AllAsync(
                    new ListDemandsRequest { PageSize = PageSize, At = At, Lens = Lens, Filter = new DemandFilter { Negotiation = name } },
                    token),
                token).ConfigureAwait(false),
            Obligations = await AllAsync(
                calls.AllAsync(
                    new ListObligationsRequest
                    {
                        PageSize = PageSize,
                        At = At,
                        Lens = Lens,
                        Filter = new ObligationFilter { Negotiation = name },
                    },
                    token),
                token).ConfigureAwait(false),
            Promises = await AllAsync(
                calls.AllAsync(
                    new ListPromisesRequest
                    {
                        PageSize = PageSize,
                        At = At,
                        Lens = Lens,
                        Filter = new PromiseFilter { Negotiation = name },
                    },
                    token),
                token).ConfigureAwait(false),
            Timeline = await AllAsync(
                calls.AllAsync(new ListTimelineEntriesRequest { PageSize = PageSize, At = At, Lens = Lens, Negotiation = name }, token),
                token).ConfigureAwait(false),
            Meetings = await AllAsync(
                calls.AllAsync(new ListMeetingsRequest { PageSize = PageSize, At = At, Lens = Lens, Negotiation = name }, token),
                token).ConfigureAwait(false),
            Waiting = (await calls.GetWaitGraphAsync(new GetWaitGraphRequest { At = At, Lens = Lens, Negotiation = name },
                cancellationToken: token).ConfigureAwait(false)).Graph,
            Changes = Point.Since is { } since ? await ChangesAsync(name, since, token).ConfigureAwait(false) : null,
            Names = new Dictionary<string, string>(),
        };
        return facts with { Names = await NamesAsync(facts, token).ConfigureAwait(false) };
    }

    private static async Task<(LogPosition Position, DateTimeOffset? Recorded)> KnownAsync(
        DiplomacyClient client, Clocks clocks, CancellationToken token)
    {
        if (clocks.KnownAt is null && clocks.KnownAtRevision is null)
        {
            var head = await client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: token).ConfigureAwait(false);
            return (head.LogPosition, head.HeadRecordTime?.ToDateTimeOffset());
        }
        var request = clocks.KnownAt is { } time
            ? new ResolveRevisionRequest { RecordTime = Timestamp.FromDateTimeOffset(time) }
            : new ResolveRevisionRequest { At = clocks.ToReadAt() };
        var known = await client.Journal.ResolveRevisionAsync(request, cancellationToken: token).ConfigureAwait(false);
        return (known.LogPosition, known.RecordTime?.ToDateTimeOffset());
    }

    /// <summary>The end of the as-of date, as the server takes it; its now, where there is none.</summary>
    private static async Task<string> EndAsync(DiplomacyClient client, Clocks clocks, CancellationToken token) =>
        (await client.Negotiations.ListDemandsAsync(
            new ListDemandsRequest { PageSize = 1, At = clocks.ToReadAt() }, cancellationToken: token).ConfigureAwait(false)).AsOf;

    private async Task<IReadOnlyList<StatusChange>> ChangesAsync(string name, ReportSince since, CancellationToken token)
    {
        var request = new CompareNegotiationStatusRequest { Name = name, Before = since.Clocks.ToReadAt(), After = At, Lens = Lens };
        var answer = await _client.Negotiations.CompareNegotiationStatusAsync(request, cancellationToken: token).ConfigureAwait(false);
        var changes = await _negotiationChanges.ToRowsAsync(
            answer.NegotiationChanges, NegotiationChangeRows.CauseOf, token).ConfigureAwait(false);
        foreach (var change in answer.Changes)
            changes.AddRange(await _statusChanges.ToRowsAsync([change], _ => change.Cause, token).ConfigureAwait(false));
        return changes;
    }

    private async Task<IReadOnlyDictionary<string, string>> NamesAsync(ReportFacts facts, CancellationToken token)
    {
        var mentioned = new SortedSet<string>(StringComparer.Ordinal);
        IEnumerable<IMessage> messages = [facts.Negotiation, facts.Status, facts.Waiting, .. facts.Demands, .. facts.Obligations,
            .. facts.Promises, .. facts.Timeline, .. facts.Meetings];
        foreach (var message in messages) Mentioned(message, mentioned);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var actor in mentioned) names[actor] = await _actors.NameAsync(actor, token).ConfigureAwait(false);
        return names;
    }

    /// <summary>Every actor that a message names, in whatever field.</summary>
    private static void Mentioned(IMessage message, SortedSet<string> actors)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (field.FieldType is not (FieldType.String or FieldType.Message)) continue;
            var value = field.Accessor.GetValue(message);
            foreach (var one in field.IsRepeated ? (System.Collections.IEnumerable)value : new[] { value })
                if (one is IMessage inner) Mentioned(inner, actors);
                else if (one is string text && text.StartsWith("actors/", StringComparison.Ordinal)) actors.Add(text);
        }
    }

    private static async Task<IReadOnlyList<T>> AllAsync<T>(IAsyncEnumerable<T> rows, CancellationToken token)
    {
        var all = new List<T>();
        await foreach (var row in rows.WithCancellation(token).ConfigureAwait(false)) all.Add(row);
        return all;
    }
}
