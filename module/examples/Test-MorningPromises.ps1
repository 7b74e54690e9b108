<#
.SYNOPSIS
A morning check: which promises are overdue? Exits with 2 if there are any, and with 0 if there are none.
.EXAMPLE
pwsh -File Test-MorningPromises.ps1 -Negotiation european-security-2022
#>
param(
    [string] $Negotiation,
    [string] $AsOf = [DateTime]::Now.ToString('yyyy-MM-dd')
)
$ErrorActionPreference = 'Stop'

$where = @{}
if ($Negotiation) { $where.Negotiation = $Negotiation }
$slipped = @(Get-Promise @where -AsOf $AsOf -Missed)
foreach ($promise in $slipped) {
    "SLIPPED: $($promise.Debtor) promised $($promise.What) by $($promise.Due) (said $($promise.Said), on $($promise.Basis) word)"
}
if ($slipped.Count -gt 0) { exit 2 }
"No promise has slipped as of $AsOf."
