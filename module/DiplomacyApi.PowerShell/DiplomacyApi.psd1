@{
    RootModule = 'DiplomacyApi.psm1'
    ModuleVersion = '{VersionPrefix}'
    GUID = '5a1f0f6e-6d0b-4c55-9d0c-2f8f3c0f5f11'
    Author = 'The DiplomacyApi authors'
    CompanyName = 'The DiplomacyApi authors'
    Copyright = 'The DiplomacyApi authors. MIT license.'
    Description = 'Records who said what to whom in negotiations, and tells what is demanded, promised, answered, pending and blocked.'
    PowerShellVersion = '7.4'
    CompatiblePSEditions = @('Core')
    CmdletsToExport = @(
        'Add-Assessment',
        'Add-Condition',
        'Add-Demand',
        'Add-Fulfillment',
        'Add-Meeting',
        'Add-NegotiationStep',
        'Add-Promise',
        'Add-Remark',
        'Add-Response',
        'Add-Statement',
        'Add-Warning',
        'Add-Withdrawal',
        'Backup-Journal',
        'Compare-NegotiationStatus',
        'Connect-DiplomacyApi',
        'Disconnect-DiplomacyApi',
        'Edit-Statement',
        'Export-Actor',
        'Export-NegotiationReport',
        'Export-Statement',
        'Get-Actor',
        'Get-Demand',
        'Get-DiplomacyApiConnection',
        'Get-Journal',
        'Get-JournalEntry',
        'Get-Meeting',
        'Get-Negotiation',
        'Get-NegotiationStatus',
        'Get-NegotiationTimeline',
        'Get-Obligation',
        'Get-PendingDemand',
        'Get-Promise',
        'Get-Standoff',
        'Get-Statement',
        'Import-Actor',
        'Import-Statement',
        'New-Actor',
        'New-Negotiation',
        'Resolve-Actor',
        'Search-Statement',
        'Set-Actor',
        'Test-DiplomacyApi',
        'Test-Journal',
        'Undo-Statement',
        'Wait-Demand',
        'Watch-Demand',
        'Watch-Statement'
    )
    FunctionsToExport = @()
    AliasesToExport = @()
    VariablesToExport = @()
    PrivateData = @{
        PSData = @{
            Tags = @('diplomacy', 'negotiation', 'grpc')
            LicenseUri = 'https://opensource.org/license/mit'
            Prerelease = '{VersionSuffix}'
            ReleaseNotes = '{ReleaseNotes} Get-Help about_DiplomacyApi describes the module, about_DiplomacyActs lists what to type for what you heard, and about_DiplomacyTerms explains the terms.'
        }
    }
}
