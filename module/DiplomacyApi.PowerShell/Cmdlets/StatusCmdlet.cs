using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>What all reads of status share: the two clocks, and through which statements they look.</summary>
public abstract class StatusCmdlet : AsOfCmdlet
{
    /// <summary>Count only statements that were published by this date.</summary>
    [Parameter, PartialDate]
    public string? PublishedBy { get; set; }

    /// <summary>Count only statements with this attribution or a stronger one.</summary>
    [Parameter]
    [Choice<Attribution>]
    public Attribution MinBasis { get; set; }

    /// <summary>The ids of negotiations: the one that is named, or those whose id or title fits a pattern.</summary>
    private protected IReadOnlyList<string> Negotiations(string id)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(id)) return [id];
        var (ids, pattern) = (new List<string>(), PatternOf(id));
        ForEachRow(id, (engine, token) => engine.Negotiations.GetAsync(new NegotiationQuery(), Clocks, token), one =>
        {
            if (pattern.IsMatch(one.NegotiationId) || pattern.IsMatch(one.Title)) ids.Add(one.NegotiationId);
            return true;
        });
        return ids;
    }

    private protected override Clocks Clocks => base.Clocks with { PublishedBy = PublishedBy, MinBasis = MinBasis };
}
