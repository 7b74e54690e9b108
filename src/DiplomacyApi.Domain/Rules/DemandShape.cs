using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>
/// What a demand asks, and of whom, at one instant: its maker, its restatements, and what ended it. A form or item by item that a
/// restatement requires holds for the whole fold, so this is known before any answer is looked at.
/// </summary>
internal sealed class DemandShape
{
    private readonly string _name;
    private readonly List<DemandItem> _items = [];
    private readonly List<string> _debtors = [];
    private Force _force;
    private bool _opened;
    private Fact? _maker;

    public DemandShape(Moment moment, string name, IEnumerable<Fact> facts)
    {
        _name = name;
        foreach (var fact in facts)
        {
            if (fact.Makes == name) Make(moment, fact);
            else if (_maker is not null && Closing is null) Change(moment, fact);
            else if (_maker is not null && Closing is not null) NoteReplacement(fact);
        }
        if (Demand is not null) Describe(Demand);
    }

    public sealed record Opening(IReadOnlyList<DemandItem> Items, IReadOnlyList<string> Debtors, Attribution Basis);

    public sealed record End(Fact By, ObligationState State, Attribution Basis, string Reason);

    public Demand? Demand { get; private set; }
    public IReadOnlyList<string> Creditors { get; private set; } = [];
    public RequiredForm RequiredForm { get; private set; } = RequiredForm.Any;
    public bool ItemByItem { get; private set; }
    public bool InOwnName { get; private set; }
    public PartialDate? Due { get; private set; }
    public IEnumerable<LocalizedText> Titles => Demand?.Titles ?? Enumerable.Empty<LocalizedText>();

    /// <summary>What opens obligations: all items and debtors known at its place in the fold; those open already stay.</summary>
    public Dictionary<Fact, Opening> Openings { get; } = [];
    public HashSet<Fact> Restatements { get; } = [];
    public End? Closing { get; private set; }

    private void Make(Moment moment, Fact fact)
    {
        var voices = moment.VoicesOf(fact);
        if (_maker is not null || voices.Parties.Count == 0) return;

        var act = fact.Statement.Demand;
        _maker = fact;
        _force = act.Force == Force.Unspecified ? Force.Demand : act.Force;
        Creditors = [.. voices.Parties.Order(StringComparer.Ordinal)];
        Add(act.Items.Count > 0 ? act.Items : [new DemandItem()], fact.PartiesOf(act.Targets.Count > 0 ? act.Targets : fact.Statement.Addressees));
        Require(act);
        InOwnName = act.InOwnName;
        Demand = new Demand { Name = _name, Statement = fact.Name, Since = fact.Statement.Said, Negotiation = fact.Statement.Negotiation };
        Demand.Titles.AddRange(act.Titles);
        Demand.Replaces = act.Replaces;
        Demand.Marking = fact.Statement.Marking;
        OpenAt(fact, voices.Best);
    }

    private void Change(Moment moment, Fact fact)
    {
        if (moment.VoicesOf(fact).BestOf(Creditors) is not { } basis || basis.IsWeak()) return;
        switch (fact.Statement.ActCase)
        {
            case Statement.ActOneofCase.Demand when fact.Statement.Demand.Restates == _name:
                Restate(fact, basis);
                break;
            case Statement.ActOneofCase.Demand when fact.Statement.Demand.Replaces == _name:
                Closing = new End(fact, ObligationState.Superseded, basis, $"replaced by {Owed.Id(fact.Statement.Demand.Demand)}");
                NoteReplacement(fact);
                break;
            case Statement.ActOneofCase.Withdrawal when fact.Statement.Withdrawal.Subject == _name:
                Closing = new End(fact, ObligationState.Withdrawn, basis, $"{Owed.Ids(Creditors)} took it back");
                break;
        }
    }

    private void NoteReplacement(Fact fact)
    {
        if (Closing?.By == fact && fact.Statement.ActCase is Statement.ActOneofCase.Demand) Demand!.ReplacedBy = fact.Statement.Demand.Demand;
    }

    private void Restate(Fact fact, Attribution basis)
    {
        var act = fact.Statement.Demand;
        Restatements.Add(fact);
        Demand!.RestatedBy.Add(fact.Name);
        if (act.Force > _force) _force = act.Force;
        Require(act);
        Add(act.Items, fact.PartiesOf(act.Targets));
        OpenAt(fact, basis);
    }

    private void Require(DemandAct act)
    {
        if (act.RequiredForm == RequiredForm.Written) RequiredForm = RequiredForm.Written;
        ItemByItem |= act.ItemByItem;
        if (act.Due is not null) Due = act.Due;
    }

    private void Add(IEnumerable<DemandItem> items, IEnumerable<string> targets)
    {
        foreach (var item in items)
            if (!_items.Exists(known => known.Id == item.Id))
                _items.Add(item);
        foreach (var target in targets)
            if (!_debtors.Contains(target) && !Creditors.Contains(target))
                _debtors.Add(target);
    }

    /// <summary>An appeal obliges nobody, and on a weak word nothing opens; a later restatement then opens it all.</summary>
    private void OpenAt(Fact fact, Attribution basis)
    {
        if (!_opened && (basis.IsWeak() || _force == Force.Appeal)) return;
        _opened = true;
        Openings[fact] = new Opening([.. _items], [.. _debtors], basis);
    }

    private void Describe(Demand demand)
    {
        demand.Items.AddRange(_items.Where(item => item.Id.Length > 0));
        demand.Creditors.AddRange(Creditors);
        demand.Force = _force;
        demand.RequiredForm = RequiredForm;
        demand.ItemByItem = ItemByItem;
        demand.InOwnName = InOwnName;
        demand.Due = Due;
    }
}
