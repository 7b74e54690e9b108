<#
.SYNOPSIS
Measures how punctual debtors are: how much they owed, answered and left open, how many answers were late, and how many days an answer took.
.EXAMPLE
pwsh -File Measure-Punctuality.ps1 -Negotiation european-security-2022 -AsOf 2022-02-03
#>
param(
    [string] $Negotiation,
    [string] $AsOf = [DateTime]::Now.ToString('yyyy-MM-dd')
)
$ErrorActionPreference = 'Stop'

$where = @{}
if ($Negotiation) { $where.Negotiation = $Negotiation }
Get-Obligation @where -AsOf $AsOf -Kind Answer | Group-Object -Property Debtor | ForEach-Object {
    $answered = @($_.Group | Where-Object Answered)
    [pscustomobject]@{
        Debtor = $_.Name
        Asked = $_.Count
        Answered = $answered.Count
        Late = @($answered | Where-Object Late).Count
        Overdue = @($_.Group | Where-Object IsOverdue).Count
        PromisesMissed = @($_.Group | Where-Object PromiseMissed).Count
        DaysOnAverage = if ($answered) { [Math]::Round(($answered | Measure-Object -Property Days -Average).Average, 1) }
    }
} | Sort-Object -Property @{ Expression = 'Overdue'; Descending = $true }, @{ Expression = 'DaysOnAverage'; Descending = $true }, Debtor
