<#
.SYNOPSIS
Records a press briefing: five statements by one speaker on one day; either all are recorded or none. Running it again records nothing twice.
.EXAMPLE
pwsh -File Add-PressBriefing.ps1 -WhatIf
#>
[CmdletBinding(SupportsShouldProcess)]
param()
$ErrorActionPreference = 'Stop'

# Values that all five share; each row gives only its own.
$briefing = @{
    By = 'Lavrov'; To = 'NATO; United States'; Said = '2022-02-01'; Form = 'Spoken'
    Negotiation = 'european-security-2022'; Outlet = 'The Moscow Times'; Published = '2022-02-01'; Language = 'en'
}
@(
    @{ Act = 'Demand'; StatementId = 'briefing-1'; Id = 'explain-indivisibility'; Summary = 'Explain how you mean to keep your word that security is indivisible.'; RequiredForm = 'Written' }
    @{ Act = 'Assessment'; StatementId = 'briefing-2'; Summary = 'On the main point there is no positive answer.'; Demand = 'security-guarantees-2021'; Verdict = 'Insufficient' }
    @{ Act = 'Promise'; StatementId = 'briefing-3'; Summary = 'We shall send you our view of the answers.'; ToDo = 'Send a view of the answers'; Due = '2022-02-28' }
    @{ Act = 'Warning'; StatementId = 'briefing-4'; Summary = 'If you do not listen, we shall answer by other means.'; Demand = 'explain-indivisibility'; Hedged = $true }
    @{ Act = 'Remark'; StatementId = 'briefing-5'; Summary = 'The talks go on.' }
) | Import-Statement -Default $briefing -Mode Atomic
