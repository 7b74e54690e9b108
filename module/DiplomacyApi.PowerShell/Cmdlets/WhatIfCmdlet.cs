using System.Management.Automation;
using System.Reflection;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>What all cmdlets share that write: -WhatIf asks the server, which checks everything and records nothing.</summary>
public abstract class WhatIfCmdlet : DiplomacyCmdlet
{
    private const string WhatIfVariable = "WhatIfPreference";
    private const string ConfirmVariable = "ConfirmPreference";

    /// <summary>Whether -WhatIf was given, here or for the whole session.</summary>
    private protected bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
        ? ((SwitchParameter)given).IsPresent
        : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue(WhatIfVariable));

    /// <summary>Whether to send the write: always with -WhatIf, since the server records nothing then.</summary>
    private protected bool ShouldSend(string target, string what) => IsWhatIf || ShouldProcess(target, what);

    /// <summary>Whether <see cref="ShouldSend"/> may put a question, which is worth looking up what it is about.</summary>
    private protected bool MayPrompt => !IsWhatIf && (MyInvocation.BoundParameters.TryGetValue("Confirm", out var given)
        ? ((SwitchParameter)given).IsPresent
        : LanguagePrimitives.ConvertTo<ConfirmImpact>(SessionState.PSVariable.GetValue(ConfirmVariable)) is not ConfirmImpact.None
            and var least && Impact >= least);

    private ConfirmImpact Impact => GetType().GetCustomAttribute<CmdletAttribute>()!.ConfirmImpact;

    /// <summary>Shows what would happen, as information, which can be redirected (6&gt;&amp;1).</summary>
    private protected void WriteWhatIf(string whatIf) =>
        WriteInformation(new HostInformationMessage { Message = $"What if: {whatIf}" }, ["PSHOST"]);
}
