<#
.SYNOPSIS
Imports the UN's list of recommendations to one state: each recommendation becomes a request of the states that make it. The document in which the state takes its position
becomes two answers: one accepts what it supports, and one takes note of the rest. Run again, it corrects what changed.
.EXAMPLE
pwsh -File Import-UprThematicList.ps1 -Path slovenia.md -State Slovenia -Prefix upr-48-svn -Recommended 2025-01 -Answered 2025-06
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $State,
    [Parameter(Mandatory)] [string] $Prefix,
    [Parameter(Mandatory)] [string] $Recommended,
    [Parameter(Mandatory)] [string] $Answered,
    [hashtable] $ActorMap = @{},
    # How many demands one statement answers, at most.
    [int] $AnsweredMax = 256,
    [string] $Negotiation = 'universal-periodic-review'
)
$ErrorActionPreference = 'Stop'

$pattern = '(?m)^(?<nr>\d+\.\d+) (?<text>.+?)(?<states>(\s*\(([^()]|\([^()]*\))+\))+)\s*[;.]?\s*$\s+^Source of Position: (?<document>\S+).*$\s+^(?<position>Supported|Noted)\s*$'
$list = [regex]::Matches([Net.WebUtility]::HtmlDecode([IO.File]::ReadAllText($Path)), $pattern)
if (-not (Get-Negotiation $Negotiation -ErrorAction Ignore)) { New-Negotiation 'Universal Periodic Review' -Id $Negotiation | Out-Null }

$demands = $list | ForEach-Object {
    $states = @([regex]::Matches($_.Groups['states'].Value, '\((([^()]|\([^()]*\))+)\)') | ForEach-Object { $_.Groups[1].Value.Trim() })
    @{ Act = 'Demand'; StatementId = "$Prefix-$($_.Groups['nr'].Value.Replace('.', '-'))"; By = $states[0]; OnBehalfOf = $states; To = $State; Said = $Recommended
        Force = 'Request'; Summary = $_.Groups['text'].Value }
}
$answers = $list | Group-Object { $_.Groups['position'].Value } | ForEach-Object {
    $all = @($_.Group | ForEach-Object { "$Prefix-$($_.Groups['nr'].Value.Replace('.', '-'))" })
    for ($from = 0; $from -lt $all.Count; $from += $AnsweredMax) {
        @{ Act = 'Response'; StatementId = "$Prefix-$($_.Name.ToLowerInvariant())-$from"; By = $State; Said = $Answered; Form = 'Written'; Summary = $_.Name
            Demand = $all[$from..([Math]::Min($from + $AnsweredMax, $all.Count) - 1)]; Position = $_.Name -eq 'Supported' ? 'Accepted' : 'Noted'
            Outlet = $_.Group[0].Groups['document'].Value }
    }
}
@($demands) + $answers | Import-Statement -Update -Default @{ Negotiation = $Negotiation; Language = 'en' } -ActorMap $ActorMap -ErrorAction Continue
