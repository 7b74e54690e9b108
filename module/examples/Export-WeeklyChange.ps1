<#
.SYNOPSIS
Writes to a CSV file what changed between two days; by default, in the week that ends today.
.EXAMPLE
pwsh -File Export-WeeklyChange.ps1 -Negotiation european-security-2022 -Path week.csv
#>
param(
    [Parameter(Mandatory)] [string] $Negotiation,
    [Parameter(Mandatory)] [string] $Path,
    [datetime] $To = [DateTime]::Today,
    [datetime] $From = $To.AddDays(-7)
)
$ErrorActionPreference = 'Stop'

Compare-NegotiationStatus $Negotiation -From $From -To $To | Export-Csv -Path $Path -NoTypeInformation -Encoding utf8
Get-Item $Path
