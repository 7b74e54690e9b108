@{
    RootModule = 'DiplomacyApi.PowerShell.dll'
    ModuleVersion = '{VersionPrefix}'
    TypesToProcess = @('Views/Rows.Types.ps1xml')
    FormatsToProcess = @(
        'Views/Actors.Format.ps1xml',
        'Views/Changes.Format.ps1xml',
        'Views/Demands.Format.ps1xml',
        'Views/Journal.Format.ps1xml',
        'Views/Negotiations.Format.ps1xml',
        'Views/Recording.Format.ps1xml',
        'Views/Statements.Format.ps1xml'
    )
    CmdletsToExport = '*'
}
