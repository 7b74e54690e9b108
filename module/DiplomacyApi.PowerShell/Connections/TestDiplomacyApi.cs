using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Shows whether the server answers, and the latest revision of its journal. If it does not answer, that is a result, not an error.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "DiplomacyApi")]
[OutputType(typeof(ServerState), typeof(bool))]
public sealed class TestDiplomacyApi : DiplomacyCmdlet
{
    /// <summary>Return only true or false.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var address = DiplomacyConnection.Current(Connection)?.Address.ToString() ?? "";
        var state = Call(null, async (engine, token) =>
        {
            try
            {
                return await engine.Journal.GetServerAsync(token).ConfigureAwait(false);
            }
            catch (DiplomacyApiException problem) when (problem.IsAboutTheConnection)
            {
                return new ServerState
                {
                    Address = address,
                    Reachable = problem.Reason == DiplomacyApiException.NotDiplomacyApi,
                    Problem = problem.Message,
                };
            }
        });
        if (state is not null) WriteObject(Quiet ? state.Problem.Length == 0 : state);
    }
}
