using Diplomacy.V1;
using DiplomacyApi.Client;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Makes a statement of what was typed, records it, and tells what changed.</summary>
internal sealed class Recording(DiplomacyClient client, ActorDirectory actors, Rows rows)
{
    public async Task<IReadOnlyList<StatusChange>> RecordAsync(StatementDraft draft, bool validateOnly, CancellationToken cancellationToken)
    {
        var statement = await StatementOfAsync(draft, cancellationToken).ConfigureAwait(false);
        var request = new RecordStatementRequest { Statement = statement, StatementId = draft.Id is null ? "" : Ids.Bare(draft.Id), ValidateOnly = validateOnly };
        var answer = await client.Statements.RecordStatementAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);

        var changes = new List<StatusChange>();
        foreach (var change in answer.Changes) changes.Add(await rows.OfAsync(change, answer.Statement.Name, cancellationToken).ConfigureAwait(false));
        if (changes.Count > 0) return changes;
        var speaker = await actors.NameAsync(answer.Statement.Speaker, cancellationToken).ConfigureAwait(false);
        return
        [
            new StatusChange
            {
                StatementId = Ids.Bare(answer.Statement.Name),
                Change = $"{(validateOnly ? "Would be recorded" : "Recorded")}: {answer.Statement.ActKind} by {speaker}; no status changes.",
                Revision = answer.Statement.Revision,
            },
        ];
    }

    private async Task<Diplomacy.V1.Statement> StatementOfAsync(StatementDraft draft, CancellationToken token)
    {
        var statement = draft.SameAs is null ? new Diplomacy.V1.Statement() : await EarlierAsync(draft.SameAs, token).ConfigureAwait(false);
        if (draft.By is not null) statement.Speaker = await actors.ResolveAsync(draft.By, token).ConfigureAwait(false);
        await SetActorsAsync(statement.Addressees, draft.To, token).ConfigureAwait(false);
        await SetActorsAsync(statement.OnBehalfOf, draft.OnBehalfOf, token).ConfigureAwait(false);
        if (draft.ToldBy is not null) statement.ToldBy = await actors.ResolveAsync(draft.ToldBy, token).ConfigureAwait(false);
        if (draft.Said is not null) statement.Said = Date(draft.Said);
        if (draft.Form != Form.None) statement.Form = Mapping.From<Diplomacy.V1.Form>(draft.Form);
        if (draft.Release != Release.None) statement.Release = Mapping.From<Diplomacy.V1.Release>(draft.Release);
        if (draft.Attribution != Attribution.None) statement.Attribution = Mapping.From<Diplomacy.V1.Attribution>(draft.Attribution);
        if (draft.Negotiation is not null) statement.Negotiation = Ids.Name("negotiations", draft.Negotiation);
        if (draft.Summary is not null) statement.Summaries.Add(Words(draft.Summary, draft));
        if (draft.Quote is not null) statement.Quotation = Words(draft.Quote, draft);
        if (draft.Marking is not null) statement.Marking = draft.Marking;
        if (draft.InReplyTo is not null) statement.InReplyTo = Ids.Name("statements", draft.InReplyTo);
        if (draft.Outlet is not null || draft.Url is not null)
        {
            statement.Reports.Clear();
            statement.Reports.Add(new Report { Outlet = draft.Outlet ?? "", Url = draft.Url ?? "", Published = draft.Published is null ? null : Date(draft.Published) });
        }
        await SetActAsync(statement, draft, token).ConfigureAwait(false);
        return statement;
    }

    /// <summary>All of an earlier statement but its act, its words, and what the server filled.</summary>
    private async Task<Diplomacy.V1.Statement> EarlierAsync(string sameAs, CancellationToken token)
    {
        var request = new GetStatementRequest { Name = Ids.Name("statements", sameAs) };
        var earlier = (await client.Statements.GetStatementAsync(request, cancellationToken: token).ConfigureAwait(false)).Statement;
        earlier.ClearAct();
        earlier.Summaries.Clear();
        earlier.Quotation = null;
        earlier.InReplyTo = "";
        return earlier;
    }

    private async Task SetActAsync(Diplomacy.V1.Statement statement, StatementDraft draft, CancellationToken token)
    {
        switch (draft.Act)
        {
            case DemandDraft demand: statement.Demand = await DemandOfAsync(demand, draft, token).ConfigureAwait(false); break;
            case PromiseDraft promise: statement.Promise = PromiseOf(promise, draft); break;
            case ResponseDraft response: statement.Response = ResponseOf(response); break;
            case ConditionDraft condition:
                statement.Condition = new ConditionAct
                {
                    Demands = { condition.Demands.Select(demand => Ids.Name("demands", demand)) },
                    Until = Mapping.From<Diplomacy.V1.ConditionUntil>(condition.Until),
                };
                break;
            case RemarkDraft remark:
                statement.Remark = new RemarkAct
                {
                    Subject = remark.Subject is null ? "" : Ids.Name("statements", remark.Subject),
                    Stance = Mapping.From<Diplomacy.V1.Stance>(remark.Stance),
                };
                break;
            default: throw new System.Diagnostics.UnreachableException($"The act {draft.Act.GetType().Name} cannot be recorded.");
        }
    }

    private async Task<DemandAct> DemandOfAsync(DemandDraft demand, StatementDraft draft, CancellationToken token)
    {
        var act = new DemandAct
        {
            Demand = demand.Id is null ? "" : Ids.Name("demands", demand.Id),
            Force = Mapping.From<Diplomacy.V1.Force>(demand.Force),
            RequiredForm = Mapping.From<Diplomacy.V1.RequiredForm>(demand.RequiredForm),
            ItemByItem = demand.ItemByItem,
            InOwnName = demand.InOwnName,
            Due = demand.Due is null ? null : Date(demand.Due),
            Restates = demand.Restates is null ? "" : Ids.Name("demands", demand.Restates),
            Replaces = demand.Replaces is null ? "" : Ids.Name("demands", demand.Replaces),
        };
        if (demand.Title is not null) act.Titles.Add(Words(demand.Title, draft));
        foreach (var (id, title) in demand.Items)
            act.Items.Add(title.Length == 0 ? new DemandItem { Id = id } : new DemandItem { Id = id, Titles = { Words(title, draft) } });
        await SetActorsAsync(act.Targets, demand.Targets, token).ConfigureAwait(false);
        return act;
    }

    private static PromiseAct PromiseOf(PromiseDraft promise, StatementDraft draft)
    {
        var act = new PromiseAct
        {
            Kind = promise.ToDo is null ? Diplomacy.V1.PromiseKind.ToAnswer : Diplomacy.V1.PromiseKind.ToDo,
            Demand = promise.Demand is null ? "" : Ids.Name("demands", promise.Demand),
            Items = { promise.Items },
            Due = promise.Due is null ? null : Date(promise.Due),
        };
        if (promise.ToDo is not null) act.Titles.Add(Words(promise.ToDo, draft));
        return act;
    }

    private static ResponseAct ResponseOf(ResponseDraft response) => new()
    {
        Demands = { response.Demands.Select(demand => Ids.Name("demands", demand)) },
        Meeting = response.Meeting is null ? "" : Ids.Name("meetings", response.Meeting),
        Position = Mapping.From<Diplomacy.V1.Disposition>(response.Position),
        Positions = { response.Items.Select(item => new ItemPosition { Item = item.Key, Position = Mapping.From<Diplomacy.V1.Disposition>(item.Value) }) },
        Complete = response.Complete,
    };

    private async Task SetActorsAsync(Google.Protobuf.Collections.RepeatedField<string> field, IReadOnlyList<string> typed, CancellationToken token)
    {
        if (typed.Count == 0) return;
        field.Clear();
        foreach (var one in typed) field.Add(await actors.ResolveAsync(one, token).ConfigureAwait(false));
    }

    private static LocalizedText Words(string text, StatementDraft draft) => new() { Text = text, LanguageCode = draft.Language ?? "" };

    private static PartialDate Date(string text) => new() { Text = text };
}
