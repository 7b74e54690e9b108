using DiplomacyApi.Client.Sentences;
using DiplomacyApi.PowerShell.Engine.Reports.Documents;
using DiplomacyApi.PowerShell.Engine.Reports.Reading;

namespace DiplomacyApi.PowerShell.Engine.Reports.Sections;

/// <summary>A negotiation's state: by whom and when it was put there, where a step did it; else why.</summary>
internal static class StateLine
{
    public static Line Of(ReportFacts facts, bool isLinked)
    {
        var status = facts.Status;
        var line = new Line().Strong(Capital(ReportText.State(status.State)));
        var decision = status.StateDecision;
        if (decision?.Statements.LastOrDefault() is { } last
                && facts.Timeline.FirstOrDefault(entry =>
                    entry.Statement.Name == last)?.Statement is { ActCase: Diplomacy.V1.Statement.ActOneofCase.NegotiationStep } step)
            return isLinked
                ? line.Words(" by ").Reference(ReportContext.AnchorOf(last), $"{facts.Name(step.Speaker)} on {step.Said.Text}")
                : line.Words(" by ").Said(facts.Name(step.Speaker)).Words($" on {step.Said.Text}");
        return decision?.Reason is { } reason ? line.Words(": ").Said(reason.InEnglish(facts.Name)) : line;
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
