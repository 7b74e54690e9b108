# The cmdlets and their views are a module within this one, as they cannot say by themselves why they cannot be loaded: .NET keeps the
# version of an assembly that a process loaded first until it ends, also when the module was removed.
try {
    Import-Module "$PSScriptRoot/DiplomacyApi.PowerShell.psd1" -ErrorAction Stop
}
catch {
    $file = Join-Path $PSScriptRoot 'DiplomacyApi.PowerShell.dll'
    $loaded = if ($ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage') {
        [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'DiplomacyApi.PowerShell' -and $_.Location -ne $file }
    }
    if (-not $loaded) { throw }
    throw "DiplomacyApi $([Reflection.AssemblyName]::GetAssemblyName($file).Version.ToString(3)) cannot be imported: this session loaded version $($loaded.GetName().Version.ToString(3)) from $(Split-Path $loaded.Location), and keeps it until it ends. Start a new session, and import there the version that you want."
}
