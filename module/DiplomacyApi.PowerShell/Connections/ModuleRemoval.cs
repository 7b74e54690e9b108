using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace DiplomacyApi.PowerShell;

/// <summary>Closes the connections of the runspace that the module is removed from.</summary>
public sealed class ModuleRemoval : IModuleAssemblyCleanup
{
    /// <inheritdoc />
    public void OnRemove(PSModuleInfo psModuleInfo) => RunspaceConnections.Of(Runspace.DefaultRunspace).Close();
}
