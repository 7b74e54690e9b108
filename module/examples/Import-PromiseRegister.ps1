<#
.SYNOPSIS
Imports a parliament's register of promises (number, text, ministry, committee, date, due, status, date of fulfilment) as promises to do something and their
fulfilments, partial or complete. Get-Promise then shows which are open longest and which were missed. Run again, it corrects what changed and annuls what is gone.
.EXAMPLE
pwsh -File Import-PromiseRegister.ps1 -Path promises.csv -Prefix nl-ek
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Prefix,
    [string] $Negotiation = 'promises-to-parliament',
    [string] $DateFormat = 'dd-MM-yyyy'
)
$ErrorActionPreference = 'Stop'

$register = Import-Csv -LiteralPath $Path -Delimiter ';' -Encoding utf8
if (-not (Get-Negotiation $Negotiation -ErrorAction Ignore)) { New-Negotiation 'Promises to parliament' -Id $Negotiation | Out-Null }
foreach ($body in @($register.Ministry) + $register.Committee | Sort-Object -Unique) {
    if (-not (Resolve-Actor $body -WarningAction SilentlyContinue)) { New-Actor $body -Type ($body -in $register.Ministry ? 'Ministry' : 'Organisation') | Out-Null }
}

$register | ForEach-Object {
    $id = "$Prefix-$($_.Number)".ToLowerInvariant()
    @{ Act = 'Promise'; StatementId = $id; By = $_.Ministry; To = $_.Committee; Said = $_.Date; Due = $_.Due; ToDo = $_.Text; Form = 'Spoken'
        Summary = "$($_.Minister): $($_.Text)" }
    # The year 1 means that there is no date.
    if ($_.Status -ne 'Open' -and $_.Fulfilled -and $_.Fulfilled -notlike '*0001*') {
        @{ Act = 'Fulfillment'; StatementId = "$id-done"; By = $_.Ministry; To = $_.Committee; Said = $_.Fulfilled; Subject = $id; Form = 'Written'
            InPart = $_.Status -eq 'Partly fulfilled'; Summary = $_.Status }
    }
} | Import-Statement -Update -Within @{ IdPrefix = "$Prefix-" } -AnnulMissing -DateFormat $DateFormat -Default @{ Negotiation = $Negotiation } -ErrorAction Continue
