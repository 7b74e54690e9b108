using System.Collections;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>What is said of an actor, to create it and to change it.</summary>
public abstract class ActorCmdlet : WritingCmdlet
{
    /// <summary>Other names and abbreviations: texts, or @{ fr = 'OTAN' }.</summary>
    [Parameter]
    public object[]? Alias { get; set; }

    /// <summary>Its ids in other systems: @{ 'iso3166-1-alpha3' = 'RUS'; wikidata = 'Q159' }.</summary>
    [Parameter]
    public IDictionary? ExternalId { get; set; }

    /// <summary>The bodies the actor speaks for: ids or names.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true, MayBeEmpty = true)]
    public string[]? SpeaksFor { get; set; }

    /// <summary>The bodies the actor belongs to but does not speak for.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, Several = true, MayBeEmpty = true)]
    public string[]? MemberOf { get; set; }

    /// <summary>
    /// Offices, as tables: @{ Body = 'russia-mfa'; Role = 'foreign minister'; Start = '2004-03-09'; End = $null; SpeaksFor = $true }.
    /// </summary>
    [Parameter]
    public object[]? Affiliation { get; set; }

    /// <summary>The actor to use instead of this one, if both are the same.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ActorCompleter))]
    [Named(NameKind.Actor, MayBeEmpty = true)]
    public string? ReplacedBy { get; set; }

    /// <summary>Where the information about this actor comes from.</summary>
    [Parameter]
    [Text(MayBeEmpty = true)]
    public string? Source { get; set; }

    /// <summary>The language of the names, such as en.</summary>
    [Parameter]
    [Text(MayBeEmpty = true)]
    public string? Language { get; set; }

    /// <summary>Allow a name that another actor already has. From then on, commands that use that name need an id instead.</summary>
    [Parameter]
    public SwitchParameter AllowSameName { get; set; }

    /// <summary>
    /// Whether the names are free, or may be shared; the error is written where they are not. Words of others' names are warned of.
    /// </summary>
    private protected bool MayBeNamed(ActorDraft draft, string? actor)
    {
        if (AllowSameName) return true;
        if (Call(actor ?? draft.Id, (engine, token) => engine.Actors.FindNamesakesAsync(draft, actor, token)) is not { } namesakes)
            return false;
        foreach (var one in namesakes.Where(one => !one.IsWhole))
            WriteWarning($"'{one.Typed}' is also a word in a name of {one.ActorId} ({one.Name}); if that is meant, use it.");
        if (namesakes.FirstOrDefault(one => one.IsWhole) is not { } taken) return true;
        ReportErrors(taken.Typed, () => throw new DiplomacyApiException(
            $"'{taken.Typed}' is a name of {taken.ActorId} ({taken.Name}) already; use that actor, or give -AllowSameName. Two actors that are the same are merged with Set-Actor … -ReplacedBy {taken.ActorId}.",
            "NameTaken", ErrorCategory.ResourceExists));
        return false;
    }

    private protected ActorDraft Draft(string? id, object[]? names, ActorType type) => new()
    {
        Id = id,
        Type = type,
        Names = ActorInput.Texts(names, Language),
        Aliases = ActorInput.Texts(Alias, Language),
        ExternalIds = ExternalId is null ? null : ActorInput.ExternalIds(ExternalId),
        Affiliations = Affiliations(),
        ReplacedBy = ReplacedBy,
        Source = Source,
    };

    private List<AffiliationDraft>? Affiliations() => SpeaksFor is null && MemberOf is null && Affiliation is null ? null :
    [
        .. (SpeaksFor ?? []).Select(body => new AffiliationDraft(body, null, null, null, SpeaksFor: true)),
        .. (MemberOf ?? []).Select(body => new AffiliationDraft(body, null, null, null, SpeaksFor: false)),
        .. (Affiliation ?? []).Select(ActorInput.AffiliationOf),
    ];
}
