using Diplomacy.V1;
using DiplomacyApi.Domain.Statements;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>
/// What a demand asks, of whom and by whom, as far as it is folded: its maker, its restatements, and which of its authors withdrew it.
/// A form or item by item that a restatement requires applies to the whole fold: <paramref name="required"/> are the terms at its end, if
/// they are known already.
/// </summary>
internal sealed class DemandTerms(string name, DemandTerms? required)
{
    private readonly List<DemandItem> _items = [];
    private readonly List<string> _debtors = [];
    private readonly HashSet<string> _withdrawnAuthors = new(StringComparer.Ordinal);
    private Force _force;
    private bool _isWritten = required?._isWritten ?? false;
    private bool _isItemByItem = required?._isItemByItem ?? false;

    /// <summary>The demand without its debtors; null where nothing makes it.</summary>
    public Demand? Demand { get; private set; }

    public IReadOnlyList<string> Authors { get; private set; } = [];

    /// <summary>The authors who have not withdrawn or replaced it, or have asked again since.</summary>
    public IEnumerable<string> RemainingAuthors => Authors.Where(author => !_withdrawnAuthors.Contains(author));

    public IReadOnlyList<DemandItem> Items => _items;
    public IReadOnlyList<string> Debtors => _debtors;
    public RequiredForm RequiredForm => _isWritten ? RequiredForm.Written : RequiredForm.Any;
    public bool ItemByItem => _isItemByItem;
    public bool InOwnName { get; private set; }
    public PartialDate? Due { get; private set; }

    /// <summary>The statement that set the due; empty where there is none.</summary>
    public string DueBy { get; private set; } = "";

    /// <summary>Whether it obliges anybody: an appeal does not, and neither does a demand known only on a weak basis.</summary>
    public bool IsOpened { get; private set; }

    /// <summary>Whether a statement can ask for another form of answer than what made the demand.</summary>
    public static bool MayRequire(EffectiveStatement statement, string name) =>
        statement.Message.Demand is { } act && act.Restates == name && (act.RequiredForm == RequiredForm.Written || act.ItemByItem);

    public void Make(EffectiveStatement statement, EffectiveParties effective)
    {
        var act = statement.Message.Demand;
        _force = act.Force == Force.Unspecified ? Force.Demand : act.Force;
        Authors = [.. effective.Parties.Order(StringComparer.Ordinal)];
        Add(act.Items.Count > 0 ? act.Items : [new DemandItem()],
            statement.PartiesOf(act.Targets.Count > 0 ? act.Targets : statement.Message.Addressees));
        Require(statement);
        InOwnName = act.InOwnName;
        Demand = new Demand
        {
            Name = name,
            Statement = statement.Name,
            Since = statement.Message.Said,
            Negotiation = statement.Message.Negotiation,
            Replaces = act.Replaces,
            Marking = statement.Message.Marking,
            Titles = { act.Titles },
        };
        IsOpened = CanOpen(effective.BestBasis);
    }

    public void Restate(EffectiveStatement statement, Attribution basis)
    {
        var act = statement.Message.Demand;
        Demand!.RestatedBy.Add(statement.Name);
        if (act.Force > _force) _force = act.Force;
        Require(statement);
        Add(act.Items, statement.PartiesOf(act.Targets));
        IsOpened |= CanOpen(basis);
    }

    public void RemoveAuthors(IEnumerable<string> authors) => _withdrawnAuthors.UnionWith(authors);

    public void RestoreAuthors(IEnumerable<string> authors) => _withdrawnAuthors.ExceptWith(authors);

    /// <summary>Fills the demand with what it asks in the end.</summary>
    public void Describe(IEnumerable<string> creditors)
    {
        if (Demand is null) return;
        Demand.Items.AddRange(_items.Where(item => item.Id.Length > 0));
        Demand.Creditors.AddRange(creditors);
        Demand.Force = _force;
        Demand.RequiredForm = RequiredForm;
        Demand.ItemByItem = ItemByItem;
        Demand.InOwnName = InOwnName;
        Demand.DueAsked = Due;
    }

    private bool CanOpen(Attribution basis) => !basis.IsWeak() && _force != Force.Appeal;

    private void Require(EffectiveStatement statement)
    {
        var act = statement.Message.Demand;
        _isWritten |= act.RequiredForm == RequiredForm.Written;
        _isItemByItem |= act.ItemByItem;
        if (act.Due is not null) (Due, DueBy) = (act.Due, statement.Name);
    }

    private void Add(IEnumerable<DemandItem> items, IEnumerable<string> targets)
    {
        foreach (var item in items)
            if (!_items.Exists(known => known.Id == item.Id))
                _items.Add(item);
        foreach (var target in targets)
            if (!_debtors.Contains(target) && !Authors.Contains(target))
                _debtors.Add(target);
    }
}
