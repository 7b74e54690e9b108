<#
.SYNOPSIS
Imports an export of UPR Info: each recommendation becomes a request of one state to another, and each response (Accepted, Rejected, Noted, General
Response) the other state's written answer. No Response leaves the request open. Run again, it corrects what changed since and records nothing twice.
.EXAMPLE
pwsh -File Import-UprInfoExport.ps1 -Path export.csv -Encoding macintosh
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Path,
    [string] $Encoding = 'utf-8',
    # Which actors are meant by names that the server does not know.
    [hashtable] $ActorMap = @{
        'DPR Korea' = 'north-korea'; 'Macedonia FYR' = 'north-macedonia'; 'Republic of Congo' = 'republic-of-the-congo'
        'Democratic Republic of Congo' = 'democratic-republic-of-the-congo'
    },
    # Create states that the server does not know. Without it their rows are errors.
    [switch] $CreateMissing,
    [string] $Negotiation = 'universal-periodic-review'
)
$ErrorActionPreference = 'Stop'

# When each session of the working group met, and what a response is.
$met = @{ 1 = '2008-04'; 2 = '2008-05'; 3 = '2008-12'; 4 = '2009-02'; 5 = '2009-05' }
$positions = @{ Accepted = 'Accepted'; Rejected = 'Rejected'; Noted = 'Noted'; 'General Response' = 'Undisclosed' }

$rows = Import-Csv -LiteralPath $Path -Encoding $Encoding
if (-not (Get-Negotiation $Negotiation -ErrorAction Ignore)) { New-Negotiation 'Universal Periodic Review' -Id $Negotiation | Out-Null }
if ($CreateMissing) {
    @($rows.To) + $rows.From | Sort-Object -Unique | Where-Object { -not $ActorMap[$_] -and -not (Resolve-Actor $_ -WarningAction SilentlyContinue) } | ForEach-Object { New-Actor $_ -Type State } | Out-Null
}

$rows | ForEach-Object {
    # The rows have no ids, so an id is made from the columns that do not change.
    $bytes = [Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes("$($_.Session)|$($_.To)|$($_.From)|$($_.Text)"))
    $id = "upr-$([Convert]::ToHexString($bytes).Substring(0, 20).ToLowerInvariant())"
    $said = $met[[int]$_.Session]
    @{ Act = 'Demand'; StatementId = $id; By = $_.From; To = @($_.To); Said = $said; Form = 'Spoken'; Force = 'Request'; Summary = $_.Text }
    if ($positions[$_.Response]) {
        @{ Act = 'Response'; StatementId = "$id-answer"; By = $_.To; To = @($_.From); Said = $said; Form = 'Written'; Demand = $id; Position = $positions[$_.Response]; Summary = $_.Response }
    }
} | Import-Statement -Update -Default @{ Negotiation = $Negotiation; Language = 'en' } -ActorMap $ActorMap -ErrorAction Continue
