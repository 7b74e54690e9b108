using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Closes a connection: the one given, or the runspace's own. Others stay open.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "DiplomacyApi")]
public sealed class DisconnectDiplomacyApi : PSCmdlet
{
    /// <summary>The connection to close. Default: the runspace's own.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public DiplomacyConnection? Connection { get; set; }

    protected override void ProcessRecord()
    {
        var closing = Connection ?? DiplomacyConnection.Default;
        if (closing == DiplomacyConnection.Default) DiplomacyConnection.Default = null;
        closing?.Dispose();
    }
}
