using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>What all cmdlets share that write: -WhatIf asks the server, which checks everything and records nothing.</summary>
public abstract class WritingCmdlet : DiplomacyCmdlet
{
    private const string WhatIfVariable = "WhatIfPreference";

    /// <summary>An id for this write: the same write sent again under it is recorded once. Without it: a new one for each try.</summary>
    [Parameter]
    public string? RequestId { get; set; }

    /// <summary>Whether -WhatIf was given, here or for the whole session.</summary>
    private protected bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
        ? ((SwitchParameter)given).IsPresent
        : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue(WhatIfVariable));

    private protected WriteGuards Guards => new(IsWhatIf, RequestId);

    /// <summary>Whether to send the write: always with -WhatIf, since the server records nothing then.</summary>
    private protected bool Asks(string target, string what) => IsWhatIf || ShouldProcess(target, what);

    /// <summary>Puts out what changed; what would change is told to the host, and can be caught as information (6>&amp;1).</summary>
    private protected void Tell(IReadOnlyList<StatusChange>? changes)
    {
        if (!IsWhatIf) WriteObject(changes ?? [], enumerateCollection: true);
        else
            foreach (var change in changes ?? []) Tell(change.Change);
    }

    private protected void Tell(string whatIf) => WriteInformation(new HostInformationMessage { Message = $"What if: {whatIf}" }, ["PSHOST"]);
}
