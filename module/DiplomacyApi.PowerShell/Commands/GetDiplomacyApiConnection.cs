using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Gets the runspace's own connection: the last one made, or the one that the environment variables name. It does not contact the server; Test-DiplomacyApi does.</summary>
[Cmdlet(VerbsCommon.Get, "DiplomacyApiConnection")]
[OutputType(typeof(DiplomacyConnection))]
public sealed class GetDiplomacyApiConnection : PSCmdlet
{
    protected override void EndProcessing()
    {
        try
        {
            if (DiplomacyConnection.Current(given: null) is not { } connection) return;
            // A script that has it may go on with it after connecting elsewhere.
            connection.IsHandedOut = true;
            WriteObject(connection);
        }
        catch (DiplomacyApiException problem)
        {
            ThrowTerminatingError(new ErrorRecord(problem, $"DiplomacyApi.{problem.Reason}", problem.Category, null));
        }
    }
}
