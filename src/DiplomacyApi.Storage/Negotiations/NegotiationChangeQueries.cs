using System.Text.Json;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Negotiations;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Obligations;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Statements;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Negotiations;

/// <summary>What a write changes in the status of negotiations themselves, found by comparing it before the write and after.</summary>
public sealed class NegotiationChangeQueries
{
    /// <summary>
    /// Those in which anything of what is touched was said, and those with a condition or a warning that names any of it.
    /// </summary>
    private const string Bearing =
        """
        SELECT id FROM journal WHERE revision IN (
          SELECT negotiation FROM statements WHERE name IN (SELECT value FROM json_each(?1)) AND rev_from <= ?2
          UNION SELECT s.negotiation FROM refs r JOIN statements s ON s.name = r.statement
          WHERE r.subject IN (SELECT value FROM json_each(?1)) AND r.rev_from <= ?2 AND s.act_kind IN (7, 8) AND s.rev_from <= ?2)
        """;

    private readonly ReadAccess _reads;
    private readonly KeptStatuses _statuses;

    internal NegotiationChangeQueries(ReadAccess reads, KeptStatuses statuses) => (_reads, _statuses) = (reads, statuses);

    /// <summary>
    /// The changes as of the record time of the last message, by negotiation. What was tried is added to what is known at its position.
    /// They are omitted where they are too large, or of too many negotiations.
    /// </summary>
    public ReportedChanges<NegotiationChange> Of(WrittenMessages written, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(written);
        var clearings = _statuses.Clearings;
        return _reads.Read(lease =>
        {
            var last = written.Messages[^1];
            var after = new ReadPoint(written.Position.LogId, written.Position.Revision, WrittenMessages.RecordedAt(last));
            var before = written.AreTried ? after : after with { Revision = WrittenMessages.RevisionOf(written.Messages[0]) - 1 };
            var names = Touching(lease, written, after, ct);
            if (names.Count > Limits.NegotiationsComparedMax) return ReportedChanges.Omitted<NegotiationChange>();
            var position = new LogPosition { LogId = after.LogId, Revision = WrittenMessages.RevisionOf(last) };
            return ReportedChanges.Of(names.SelectMany(name => Changes(name, position)));

            IEnumerable<NegotiationChange> Changes(string name, LogPosition position)
            {
                if (NegotiationQueries.NegotiationBytes(lease, name, after) is not { } negotiation) yield break;
                var was = Parsed(_statuses.Of(lease, name, negotiation, before, clearings, ct));
                var now = written.AreTried ? Tried(lease, written, NegotiationVersion.Read(negotiation), after, ct)
                    : Parsed(_statuses.Of(lease, name, negotiation, after, clearings, ct));
                foreach (var change in NegotiationChanges.Between(was, now))
                {
                    (change.Negotiation, change.LogPosition) = (name, position);
                    if (written.Messages.Count == 1) change.Cause = WrittenMessages.NameOf(last);
                    yield return change;
                }
            }
        }, ct);
    }

    /// <summary>The negotiations that may be moved, by name.</summary>
    private static SortedSet<string> Touching(Lease lease, WrittenMessages written, ReadPoint point, CancellationToken ct)
    {
        var loader = new StatementLoader(new StatementRows(lease.Prepared), point.Revision);
        if (written.AreTried) Add(loader, written.Messages, ct);
        var statements = written.Messages.Select(message => loader.StatementOf(WrittenMessages.SubjectOf(message), ct))
            .OfType<string>().ToHashSet(StringComparer.Ordinal);
        var touched = loader.LoadResting(statements, ct);
        if (written.Messages.Any(message => message is Correction))
        {
            // What was a duplicate may no longer be one, and moves what is named by those that refer to it.
            loader.Load(statements, ct);
            foreach (var statement in statements) touched.UnionWith(loader.Graph.TouchedBy(statement));
        }
        var all = JsonSerializer.Serialize(touched);
        var names = new SortedSet<string>(lease.Prepared(Bearing).ToList(row => row.Text(0), all, point.Revision), StringComparer.Ordinal);
        names.UnionWith(written.Messages.Select(FiledUnder).Where(name => name.Length > 0));
        return names;
    }

    private static string FiledUnder(IMessage message) => (message as Statement ?? (message as Correction)?.Replacement)?.Negotiation ?? "";

    /// <summary>The status with what was tried, as if it had been recorded.</summary>
    private static NegotiationStatus Tried(
        Lease lease, WrittenMessages written, Negotiation negotiation, ReadPoint point, CancellationToken ct)
    {
        var loader = Known.OfNegotiation(lease, negotiation.Name, point, ct);
        Add(loader, written.Messages, ct);
        loader.Load(written.Messages.Select(message => loader.StatementOf(WrittenMessages.SubjectOf(message), ct)).OfType<string>(), ct);
        return loader.KnowledgeOf(Lens.Open).StatusAt(negotiation, point.AsOf, ct);
    }

    /// <summary>Adds what is not recorded.</summary>
    private static void Add(StatementLoader loader, IReadOnlyList<IMessage> tried, CancellationToken ct)
    {
        foreach (var message in tried)
            if (message is Statement statement)
            {
                // What it makes may be there already, as a meeting of several phases is.
                loader.Load(References.Of(statement), ct);
                loader.Add(statement);
            }
            else if (message is Correction correction && loader.StatementOf(correction.Subject, ct) is { } corrected)
            {
                loader.Load([corrected], ct);
                loader.Graph.Add(corrected, correction);
            }
    }

    private static NegotiationStatus Parsed(byte[] status) => NegotiationStatus.Parser.ParseFrom(status);
}
