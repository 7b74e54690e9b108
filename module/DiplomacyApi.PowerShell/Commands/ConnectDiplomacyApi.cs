using System.Management.Automation;
using System.Runtime.InteropServices;
using System.Security;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Sets the runspace's connection. It connects at the first call.</summary>
[Cmdlet(VerbsCommunications.Connect, "DiplomacyApi")]
[OutputType(typeof(DiplomacyConnection))]
public sealed class ConnectDiplomacyApi : PSCmdlet
{
    private const int TimeoutSecMax = 3_600;

    /// <summary>The server's address. Without it: DIPLOMACY_API_ADDRESS.</summary>
    [Parameter(Position = 0)]
    public Uri? Address { get; set; }

    /// <summary>The token to show to the server.</summary>
    [Parameter]
    public SecureString? Token { get; set; }

    /// <summary>How many seconds a call may take.</summary>
    [Parameter, ValidateRange(1, TimeoutSecMax)]
    public int TimeoutSec { get; set; } = DiplomacyConnection.TimeoutSecDefault;

    /// <summary>Puts out the connection, for -Connection of the other cmdlets.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void EndProcessing()
    {
        var address = Address ?? DiplomacyConnection.FromEnvironment()?.Address;
        if (address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            var problem = new DiplomacyApiException(
                address is null ? "No address is given; write Connect-DiplomacyApi -Address http://127.0.0.1:5080." : $"'{address}' is no whole address; write http://127.0.0.1:5080.",
                "InvalidAddress", ErrorCategory.InvalidArgument);
            ThrowTerminatingError(new ErrorRecord(problem, $"DiplomacyApi.{problem.Reason}", problem.Category, Address));
        }
        var connection = new DiplomacyConnection(address!, Token is null ? null : PlainText(Token), TimeoutSec);
        DiplomacyConnection.Default = connection;
        if (PassThru) WriteObject(connection);
    }

    private static string PlainText(SecureString secret)
    {
        var memory = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return Marshal.PtrToStringUni(memory)!;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(memory);
        }
    }
}
