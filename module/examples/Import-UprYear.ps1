<#
.SYNOPSIS
Imports a year's table of recommendations (text, to, decision, from, year) as joint requests and written answers. Import each new version
of the table over the last: what changed is corrected, what is gone is annulled, and -KnownAtRevision still shows each earlier version.
.EXAMPLE
pwsh -File Import-UprYear.ps1 -Path 2012.csv -Encoding macintosh
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Path,
    [string] $Encoding = 'utf-8',
    # Which actors are meant by names that the server does not know: @{ 'Name in the file' = 'actor-id' }.
    [hashtable] $ActorMap = @{},
    [string] $Negotiation = 'universal-periodic-review'
)
$ErrorActionPreference = 'Stop'

$positions = @{ support = 'Accepted'; implemented = 'Accepted'; reject = 'Rejected'; noted = 'Noted'; consider = 'Deferred' }
if (-not (Get-Negotiation $Negotiation -ErrorAction Ignore)) { New-Negotiation 'Universal Periodic Review' -Id $Negotiation | Out-Null }

$used = @{}
# A recommendation is a text addressed to a state. Its authors are in one cell, or in a row each.
$sent = Import-Csv -LiteralPath $Path -Encoding $Encoding | Group-Object -Property to, text -CaseSensitive | ForEach-Object {
    $row = $_.Group[0]
    # The number is the id, with a suffix if a state has several lists.
    $number = "upr-$($row.year)-$($row.to)-$(($row.text -split '\s')[0].Trim('.') -replace '[^0-9A-Za-z]+', '-')".ToLowerInvariant().TrimEnd('-')
    $used[$number]++
    $id = $used[$number] -gt 1 ? "$number-n$($used[$number])" : $number
    $states = @($_.Group.from -split '[,;]' | ForEach-Object { $_.Trim() } | Where-Object { $_ } | Select-Object -Unique)
    @{ Act = 'Demand'; StatementId = $id; By = $states[0]; OnBehalfOf = $states; To = $row.to; Said = $row.year; Force = 'Request'; Summary = $row.text.Trim() }
    @{ Act = 'Response'; StatementId = "$id-answer"; By = $row.to; To = $states; Said = $row.year; Form = 'Written'; Demand = $id; Position = $positions[$row.decision]; Summary = $row.decision }
}
$sent | Import-Statement -Update -Within @{ IdPrefix = "upr-$($sent[0].Said)-" } -AnnulMissing -Default @{ Negotiation = $Negotiation; Language = 'en' } -ActorMap $ActorMap -ErrorAction Continue
