<#
.SYNOPSIS
Posts each change in the status of demands to a webhook. The state file keeps the last position, so that nothing is lost when the script is restarted.
.EXAMPLE
pwsh -File Send-DemandAlert.ps1 -Webhook https://chat.example.org/hook -StateFile ~/alerts.json
#>
param(
    [Parameter(Mandatory)] [uri] $Webhook,
    [Parameter(Mandatory)] [string] $StateFile,
    # Ends after this many alerts. 0: never.
    [int] $First
)
$ErrorActionPreference = 'Stop'

$changes = { Watch-Demand -StateFile $StateFile }
$send = {
    $alert = @{ text = $_.Change; demand = $_.DemandId; debtor = $_.Debtor; revision = $_.Revision } | ConvertTo-Json -Compress
    $null = Invoke-RestMethod -Uri $Webhook -Method Post -ContentType 'application/json; charset=utf-8' -Body $alert
    $_
}
if ($First -gt 0) { & $changes | Select-Object -First $First | ForEach-Object $send }
else { & $changes | ForEach-Object $send }
