using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Lists the session's connections: the current one, or the one that the environment variables name, and those with a name. It does not
/// contact the server; Test-DiplomacyApi does.
/// </summary>
[Cmdlet(VerbsCommon.Get, "DiplomacyApiConnection")]
[OutputType(typeof(DiplomacyConnection))]
public sealed class GetDiplomacyApiConnection : PSCmdlet
{
    /// <summary>Only connections with this name.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    [Text]
    public string? Name { get; set; }

    /// <summary>Only the connection that cmdlets use by default.</summary>
    [Parameter]
    public SwitchParameter Current { get; set; }

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        try
        {
            var current = DiplomacyConnection.Current(given: null);
            var all = RunspaceConnections.Of(Runspace.DefaultRunspace).Named.AsEnumerable();
            if (current is { Name: "" }) all = all.Prepend(current);
            var listed = all.Where(connection => !Current || connection == current)
                .Where(connection => Name is null || DiplomacyCmdlet.PatternOf(Name).IsMatch(connection.Name)).ToList();
            if (listed.Count == 0 && Name is not null && !WildcardPattern.ContainsWildcardCharacters(Name))
                throw new DiplomacyApiException(ConnectionAttribute.Unknown(Name), "UnknownConnection", ErrorCategory.ObjectNotFound);
            foreach (var connection in listed)
            {
                // A script that has it may go on with it after connecting elsewhere.
                connection.IsHandedOut = true;
                WriteObject(connection);
            }
        }
        catch (DiplomacyApiException problem)
        {
            ThrowTerminatingError(new ErrorRecord(problem, $"DiplomacyApi.{problem.Reason}", problem.Category, null));
        }
    }
}
