using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Closes a connection: the one given, or the current one. Others stay open.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "DiplomacyApi")]
public sealed class DisconnectDiplomacyApi : PSCmdlet
{
    /// <summary>The connection to close, or its name. Default: the current one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("Name")]
    [Connection]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public DiplomacyConnection? Connection { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if ((Connection ?? DiplomacyConnection.Default) is { } closing) RunspaceConnections.Of(Runspace.DefaultRunspace).Close(closing);
    }
}
