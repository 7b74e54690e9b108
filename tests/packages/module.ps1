# Installs the module out of a folder of packages, and asks a server by its address and by its socket.
param([string]$Feed, [string]$Address, [string]$Socket)
$ErrorActionPreference = 'Stop'
Register-PSResourceRepository Local -Uri $Feed -Trusted
Install-PSResource DiplomacyApi -Repository Local
"module $((Get-InstalledPSResource DiplomacyApi).Version)"
foreach ($where in $Address, $Socket) {
    Connect-DiplomacyApi $where
    Get-PendingDemand -AsOf 2022-01-18 | ForEach-Object { "$($_.DebtorId) $($_.DemandId) $($_.State)" }
}
"manifest $((Get-Module DiplomacyApi).Version)"
