using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets where negotiations stand: state and why, who owes what on whose word, next meeting, live conditions and warnings.</summary>
[Cmdlet(VerbsCommon.Get, "NegotiationStatus")]
[OutputType(typeof(NegotiationStatus))]
public sealed class GetNegotiationStatus : StatusCmdlet
{
    /// <summary>Ids, or patterns such as *security* for id or title; * for all.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("NegotiationId", "Negotiation")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NegotiationCompleter))]
    public string[] Id { get; set; } = [];

    protected override void ProcessRecord()
    {
        foreach (var id in Id)
        {
            var ids = new List<string>();
            if (!WildcardPattern.ContainsWildcardCharacters(id)) ids.Add(id);
            else
                Each(id, (engine, token) => engine.GetNegotiationsAsync(new NegotiationQuery(), Clocks, token), one =>
                {
                    var like = new WildcardPattern(id, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
                    if (like.IsMatch(one.NegotiationId) || like.IsMatch(one.Title)) ids.Add(one.NegotiationId);
                    return true;
                });
            foreach (var one in ids)
                if (Ask(one, (engine, token) => engine.GetNegotiationStatusAsync(one, Clocks, token)) is { } status)
                    WriteObject(status);
        }
    }
}
