using Diplomacy.V1;

namespace DiplomacyApi.Domain.Rules;

/// <summary>Why a statement that was to have an effect has none: it lost its subject, it is not for its speaker to say, or a fold passed it over.</summary>
internal sealed class WithoutEffect(Knowledge knowledge, Moment moment, Effects effects)
{
    private const string WeakStance = "on anonymous or media word nothing is confirmed or denied";

    /// <summary>The reason; empty where it did something or was to do nothing.</summary>
    public string Why(Fact fact)
    {
        if (moment.VoicesOf(fact).Parties.Count == 0) return "it is denied";
        if (effects.Of(fact.Name).Count > 0) return "";
        return Lost(fact) ?? Misspoken(fact) ?? effects.WithoutEffect(fact.Name);
    }

    /// <summary>Where none of what it is about is there, why the first is not.</summary>
    private string? Lost(Fact fact)
    {
        string? first = null;
        foreach (var name in References.Needed(fact.Statement))
        {
            // A promise made again is nothing without the first one; that it was said is what a remark is about.
            var subject = fact.IsRemark ? name : PromiseFold.RootOf(moment, name);
            if (WhyNot(subject, fact.Statement.ActCase) is not { } why) return null;
            first ??= why;
        }
        return first;
    }

    private string? WhyNot(string name, Statement.ActOneofCase act)
    {
        var said = knowledge.Naming(name).Where(fact => fact.Name == name || fact.Makes == name).ToList();
        if (said.Count == 0) return knowledge.WhyMissing(name);
        if (!said.Exists(moment.Has)) return $"{name} is not seen, or on weaker word than is asked for";
        // Whether it is denied is what a remark says of it.
        if (act != Statement.ActOneofCase.Remark && said.TrueForAll(fact => !moment.Has(fact) || moment.VoicesOf(fact).Parties.Count == 0)) return $"{name} is denied";
        return said.Exists(fact => Fits(act, fact)) ? null : $"{name} was corrected, and is no longer what this act is about";
    }

    /// <summary>Whether an act of this kind can be about the statement; a demand or meeting, which goes by its own name, always is.</summary>
    private static bool Fits(Statement.ActOneofCase act, Fact subject) => act switch
    {
        Statement.ActOneofCase.Remark => true,
        Statement.ActOneofCase.Assessment => subject.Makes is not null || subject.Statement.Promise is { Kind: PromiseKind.ToDo },
        Statement.ActOneofCase.Fulfillment => subject.Makes is not null || subject.Statement.Warning is not null || subject.Statement.Promise is { Kind: PromiseKind.ToDo },
        Statement.ActOneofCase.Withdrawal => subject.Makes is not null
            || subject.Statement.ActCase is Statement.ActOneofCase.Promise or Statement.ActOneofCase.Condition or Statement.ActOneofCase.Warning,
        Statement.ActOneofCase.Promise => subject.Makes is not null || subject.Statement.Promise is { Kind: PromiseKind.ToDo },
        _ => subject.Makes is not null,
    };

    /// <summary>What no fold looks at: remarks that judge a statement, what is taken back or carried out, and steps.</summary>
    private string? Misspoken(Fact fact) => fact.Statement.ActCase switch
    {
        Statement.ActOneofCase.Remark when fact.Statement.Remark.Stance != Stance.Unspecified =>
            Unless(fact, fact.Statement.Remark.Subject, "only its principals confirm or deny a statement", WeakStance),
        Statement.ActOneofCase.Withdrawal => Unless(fact, fact.Statement.Withdrawal.Subject, "only its author takes it back", "on anonymous or media word nothing is taken back"),
        Statement.ActOneofCase.Fulfillment => Unless(fact, fact.Statement.Fulfillment.Subject, "only its author carries it out", "on anonymous or media word nothing is carried out"),
        Statement.ActOneofCase.NegotiationStep when moment.VoicesOf(fact).Best.IsWeak() => "on anonymous or media word a negotiation does not move",
        _ => null,
    };

    /// <summary>Null where one of the subject's parties says it on a word that is good enough, or it is no statement.</summary>
    private string? Unless(Fact fact, string statement, string wrongParty, string weakWord)
    {
        if (knowledge.Find(statement) is not { } subject || subject.Makes is not null && !fact.IsRemark) return null;
        var basis = moment.VoicesOf(fact).BestOf(subject.Parties);
        return basis is null ? wrongParty : basis.Value.IsWeak() ? weakWord : null;
    }
}
