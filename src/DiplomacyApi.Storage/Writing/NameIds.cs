using System.Collections.Concurrent;
using DiplomacyApi.Storage.Names;
using DiplomacyApi.Storage.Obligations;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage.Writing;

/// <summary>What stands for the names of actors and negotiations in rows (<see cref="NameId"/>), kept as far as it was looked up.</summary>
internal sealed class NameIds(DecisionRows rows)
{
    // Rows are written on one thread while what follows is decided on another.
    private readonly ConcurrentDictionary<string, long> _ids = new(StringComparer.Ordinal) { [""] = 0 };

    /// <summary>An actor or a negotiation that is recorded at a revision for the first time.</summary>
    public void Add(string name, long revision) => _ids[name] = revision;

    /// <summary>Looks up the names in the rows of an entry, before any of these is written.</summary>
    public void Load(StatementColumns? columns, IReadOnlyList<SegmentRow> segments, CancellationToken ct)
    {
        List<string>? fresh = null;
        if (columns is not null)
        {
            Ask(columns.Negotiation);
            Ask(columns.Speaker);
            foreach (var name in columns.Principals) Ask(name);
            foreach (var name in columns.Addressees) Ask(name);
        }
        foreach (var row in segments)
        {
            var owed = row.Columns;
            Ask(owed.Negotiation);
            foreach (var name in owed.Creditors) Ask(name);
        }
        if (fresh is not null) LookUp(fresh, ct);

        void Ask(string name)
        {
            if (!_ids.ContainsKey(name)) (fresh ??= []).Add(name);
        }
    }

    /// <summary>Looks up names together.</summary>
    public void Load(IEnumerable<string> names, CancellationToken ct)
    {
        var fresh = names.Where(name => !_ids.ContainsKey(name)).ToHashSet(StringComparer.Ordinal);
        if (fresh.Count > 0) LookUp(fresh, ct);
    }

    /// <summary>0: none.</summary>
    public long Of(string name) => _ids[name];

    /// <summary>Several in one column.</summary>
    public string ListOf(IReadOnlyList<string> names) =>
        names is [var one] ? NameId.List(Of(one)) : NameId.List(names.Select(Of).Distinct());

    private void LookUp(IReadOnlyCollection<string> fresh, CancellationToken ct)
    {
        foreach (var name in fresh) _ids[name] = 0;
        foreach (var (name, revision) in rows.FirstRevisions(fresh, ct)) _ids[name] = revision;
    }
}
