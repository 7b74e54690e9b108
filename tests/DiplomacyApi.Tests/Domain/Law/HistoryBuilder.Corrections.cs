using Diplomacy.V1;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>What corrects the log rather than adding to it.</summary>
internal sealed partial class HistoryBuilder
{
    private void Correct(Kind kind, Seed seed)
    {
        if (kind == Kind.Attach)
        {
            var report = Published(seed.When);
            report.AttachedRevision = _revision;
            Statements[seed.What % Statements.Count].Reports.Add(report);
            return;
        }
        Tick(seed.Lag, World.Start);
        var subject = Statements[seed.What % Statements.Count];
        var correction = new Correction
        {
            Name = $"corrections/c{_revision}",
            Subject = subject.Name,
            Label = CorrectionLabel.Error,
            Revision = _revision,
            RecordTime = Timestamp.FromDateTimeOffset(_clock),
        };
        switch (kind)
        {
            case Kind.Redate: correction.Replacement = Redated(subject, seed); break;
            case Kind.Rewrite: correction.Replacement = Rewritten(subject, seed); break;
            case Kind.Retitle: correction.Replacement = Retitled(subject); break;
            case Kind.Merge:
                var others = Statements.Where(one => one.Name != subject.Name && one.ActCase == subject.ActCase
                    && OracleTexts.MadeDemand(one).Length > 0 == OracleTexts.MadeDemand(subject).Length > 0
                    && one.Promise?.Restates == subject.Promise?.Restates
                    && ((OpensItsMeeting(one) && OpensItsMeeting(subject)) || OracleTexts.PhaseOf(one) == OracleTexts.PhaseOf(subject)))
                        .ToList();
                if (others.Count == 0) break;
                correction.Label = CorrectionLabel.Duplicate;
                correction.DuplicateOf = others[seed.Choice % others.Count].Name;
                break;
            case Kind.CorrectCorrection when Corrections.Count > 0:
                var corrected = Corrections[seed.What % Corrections.Count];
                correction.Subject = corrected.Name;
                var first = corrected;
                while (first.Subject.StartsWith("corrections/", StringComparison.Ordinal))
                    first = Corrections.Single(one => one.Name == first.Subject);
                correction.Replacement = (seed.Choice % 3) switch
                {
                    2 => Redated(Statements.Single(one => one.Name == first.Subject), seed),
                    1 when corrected.Replacement is not null => Retitled(corrected.Replacement),
                    _ => null,
                };
                break;
            default: break;
        }
        Corrections.Add(correction);
    }

    // Two meetings are one only if what opened them is; other phases are merged within their meeting.
    private bool OpensItsMeeting(Statement phase) =>
        phase.Meeting is not null && Statements.First(one => OracleTexts.PhaseOf(one) == phase.Meeting.Meeting) == phase;

    private static Statement Redated(Statement subject, Seed seed)
    {
        var replacement = subject.Clone();
        replacement.Said.Text = Date(seed.When);
        return replacement;
    }

    private static Statement Retitled(Statement subject)
    {
        var replacement = subject.Clone();
        replacement.Summaries.Add(new LocalizedText { Text = "said better", LanguageCode = "en" });
        return replacement;
    }

    /// <summary>The same occasion, reported otherwise: another form, word, side or act.</summary>
    private Statement Rewritten(Statement subject, Seed seed)
    {
        var replacement = Framed(subject.Said.Text, seed);
        replacement.Name = subject.Name;
        replacement.Revision = subject.Revision;
        replacement.RecordTime = subject.RecordTime;
        replacement.InReplyTo = subject.InReplyTo;
        replacement.Reports.Clear();
        replacement.Reports.AddRange(subject.Reports);
        if (subject.ActCase == Statement.ActOneofCase.Response && seed.Choice % 2 == 1)
            replacement.Promise = Acts.Promise(subject.Response.Demands.FirstOrDefault() ?? "", seed.Choice / 2);
        else if (subject.ActCase == Statement.ActOneofCase.Promise && seed.Choice % 2 == 1 && subject.Promise.Demand.Length > 0)
            replacement.Response = Acts.Response(subject.Promise.Demand, seed.Choice / 2, subject.Promise.Demand);
        else if (OracleTexts.MadeDemand(subject).Length > 0)
            replacement.Demand = Acts.Demand(OracleTexts.MadeDemand(subject), seed.Choice, seed.When / 96);
        else CopyAct(subject, replacement);
        return replacement;
    }

    private static void CopyAct(Statement from, Statement to)
    {
        var copy = from.Clone();
        switch (copy.ActCase)
        {
            case Statement.ActOneofCase.Demand: to.Demand = copy.Demand; break;
            case Statement.ActOneofCase.Promise: to.Promise = copy.Promise; break;
            case Statement.ActOneofCase.Response: to.Response = copy.Response; break;
            case Statement.ActOneofCase.Assessment: to.Assessment = copy.Assessment; break;
            case Statement.ActOneofCase.Fulfillment: to.Fulfillment = copy.Fulfillment; break;
            case Statement.ActOneofCase.Withdrawal: to.Withdrawal = copy.Withdrawal; break;
            case Statement.ActOneofCase.Condition: to.Condition = copy.Condition; break;
            case Statement.ActOneofCase.Warning: to.Warning = copy.Warning; break;
            case Statement.ActOneofCase.Meeting: to.Meeting = copy.Meeting; break;
            case Statement.ActOneofCase.NegotiationStep: to.NegotiationStep = copy.NegotiationStep; break;
            case Statement.ActOneofCase.Remark: to.Remark = copy.Remark; break;
            default: break;
        }
    }
}
