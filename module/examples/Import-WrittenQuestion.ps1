<#
.SYNOPSIS
Imports a parliament's written questions (the JSON of the UK Parliament's API) as demands with due dates, holding answers that defer them, and
written answers. -Report returns what is overdue. Run again on newer JSON, it corrects what changed and records what is new.
.EXAMPLE
pwsh -File Import-WrittenQuestion.ps1 -Path questions.json -Report 2024-02-01
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Path,
    [string] $Negotiation = 'written-questions',
    # Return what is overdue as of this day, the longest overdue first.
    [string] $Report
)
$ErrorActionPreference = 'Stop'

$questions = (Get-Content -LiteralPath $Path -Raw -Encoding utf8 | ConvertFrom-Json).results.value
if (-not (Get-Negotiation $Negotiation -ErrorAction Ignore)) { New-Negotiation 'Written questions' -Id $Negotiation | Out-Null }
# Questions are addressed to a body, not to its present head; members are identified by their number in the register.
$questions | ForEach-Object {
    [pscustomobject]@{ Id = "member-$($_.askingMemberId)"; Name = "Member $($_.askingMemberId)"; Type = 'Person' }
    [pscustomobject]@{ Id = "body-$($_.answeringBodyId)"; Name = $_.answeringBodyName; Type = 'Ministry' }
} | Sort-Object Id -Unique | Import-Actor | Out-Null

$questions | ForEach-Object {
    $id = "question-$($_.dateTabled.ToString('yyyyMMdd'))-$($_.uin)"
    $answer = @{ Act = 'Response'; By = "body-$($_.answeringBodyId)"; To = "member-$($_.askingMemberId)"; Form = 'Written'; Demand = $id; InReplyTo = $id }
    @{ Act = 'Demand'; StatementId = $id; By = $answer.To; To = $answer.By; Said = $_.dateTabled; Due = $_.dateForAnswer; Form = 'Written'; RequiredForm = 'Written'
        Title = $_.heading; Summary = $_.questionText }
    if ($_.dateHoldingAnswer) { $answer + @{ StatementId = "$id-holding"; Said = $_.dateHoldingAnswer; Position = 'Deferred'; Summary = 'Holding answer' } }
    if ($_.dateAnswered) { $answer + @{ StatementId = "$id-answer"; Said = $_.dateAnswered; Position = 'Undisclosed'; Summary = $_.answerText } }
    if ($_.isWithdrawn) { @{ Act = 'Withdrawal'; StatementId = "$id-withdrawn"; By = $answer.To; Said = $_.dateForAnswer; Demand = $id; Summary = 'Withdrawn' } }
} | Import-Statement -Update -Default @{ Negotiation = $Negotiation; Language = 'en' } -ErrorAction Continue

if ($Report) {
    Get-PendingDemand -Negotiation $Negotiation -AsOf $Report | Where-Object IsOverdue |
        Select-Object DemandId, Debtor, Title, DueAsked, @{ Name = 'Days'; Expression = { ([datetime]$Report - [datetime]$_.DueAsked).Days } } |
        Sort-Object @{ Expression = 'Days'; Descending = $true }, DemandId
}
