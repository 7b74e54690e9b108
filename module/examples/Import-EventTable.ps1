<#
.SYNOPSIS
Imports a table of events in the layout of ICEWS (20 columns, separated by tabs): CAMEO codes 10x become demands, 02x appeals, 13x warnings, and the
other verbal acts remarks, all with the attribution Media, which changes no obligation. Physical acts (14x and up) are left out, and events that the table repeats are recorded once.
.EXAMPLE
pwsh -File Import-EventTable.ps1 -Path events.tab
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Path,
    [string] $Encoding = 'utf-8',
    # Which actors are meant by names that the server does not know.
    [hashtable] $ActorMap = @{
        'Democratic Republic of Congo' = 'democratic-republic-of-the-congo'; 'Moldova, Republic of' = 'moldova'
        'the former Yugoslav Republic of Macedonia' = 'north-macedonia'
    },
    # Create states that the server does not know. Without it their rows are errors.
    [switch] $CreateMissing,
    [string] $Negotiation = 'reported-events'
)
$ErrorActionPreference = 'Stop'

if (-not (Get-Negotiation $Negotiation -ErrorAction Ignore)) { New-Negotiation 'Reported events' -Id $Negotiation | Out-Null }
$seen = [Collections.Generic.HashSet[string]]::new()
$events = Import-Csv -LiteralPath $Path -Delimiter "`t" -Encoding $Encoding | Where-Object {
    $states = @($_.'Source Country', $_.'Target Country') -notmatch '^(NA|NULL|)$' | Sort-Object -Unique
    @($states).Count -eq 2 -and $_.'CAMEO Code' -lt '14' -and $seen.Add("$($_.'Event Date')|$($_.'Source Name')|$($_.'CAMEO Code')|$($_.'Target Name')")
}
if ($CreateMissing) {
    @($events.'Source Country') + $events.'Target Country' | Sort-Object -Unique | Where-Object { -not $ActorMap[$_] -and -not (Resolve-Actor $_ -WarningAction SilentlyContinue) } | ForEach-Object { New-Actor $_ -Type State } | Out-Null
}

$events | ForEach-Object {
    $row = @{
        StatementId = "icews-$($_.'Event ID')"; By = $_.'Source Country'; To = $_.'Target Country'; Said = $_.'Event Date'; Outlet = $_.Publisher; Published = $_.'Event Date'
        Summary = "$($_.'Source Name') to $($_.'Target Name'): $($_.'Event Text')"
    }
    switch -Wildcard ($_.'CAMEO Code') {
        '02*' { $row + @{ Act = 'Demand'; Force = 'Appeal' } }
        '10*' { $row + @{ Act = 'Demand' } }
        '13*' { $row + @{ Act = 'Warning'; Consequence = $row.Summary } }
        default { $row + @{ Act = 'Remark' } }
    }
} | Import-Statement -Update -Default @{ Negotiation = $Negotiation; Attribution = 'Media'; Language = 'en' } -ActorMap $ActorMap -ErrorAction Continue
