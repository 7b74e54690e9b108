using Diplomacy.V1;
using DiplomacyApi.Domain.Actors;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Journal;
using DiplomacyApi.Domain.Names;
using DiplomacyApi.Domain.Validation;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Domain.Statements;

/// <summary>
/// Decides what is recorded of statements, on what is loaded, in the order in which requests came: each method returns the message as it
/// will be kept, with what the server fills, and adds it to what is loaded; or refuses and changes nothing. Requests have passed
/// <see cref="RequestValidator"/>.
/// </summary>
public static class StatementDecisions
{
    /// <summary>
    /// Decides a new statement, which was brought to its form before: fills name, revision, record time, recorder, principals and ids, and
    /// adds it to the context.
    /// </summary>
    /// <exception cref="RefusedException">
    /// STATEMENT_EXISTS, DEMAND_EXISTS, SAID_IN_FUTURE, PRINCIPAL_AMBIGUOUS, WRONG_SUBJECT, WRONG_PARTY, TOO_DEEP, UNKNOWN_ITEM, or
    /// UNKNOWN_ and the kind of what it names. Nothing is added then.
    /// </exception>
    public static Statement Record(DecisionContext context, RecordStatementRequest request, NormalStatement normal, EntryStamp stamp)
    {
        var id = request.StatementId.Length > 0 ? request.StatementId : stamp.GivenId;
        var name = $"{Collections.Statements}/{id}";
        if (context.Statements.ContainsKey(name))
            throw StatementRefusals.Exists(name);

        var statement = Prepare(context, normal, id, replaces: null, stamp.Now, "statement");
        statement.Name = name;
        statement.Revision = stamp.Revision;
        statement.RecordTime = Timestamp.FromDateTimeOffset(stamp.RecordTime);
        statement.Recorder = stamp.Recorder;
        context.Add(statement);
        return statement;
    }

    /// <summary>
    /// Decides a correction of a statement, or of a correction, and adds it to the context. A replacement keeps the ids of what it
    /// replaces.
    /// </summary>
    /// <exception cref="RefusedException">
    /// STATEMENT_EXISTS, UNKNOWN_STATEMENT, STATEMENT_ERASED, WRONG_SUBJECT, TOO_DEEP beyond <see cref="Limits.CorrectionDepthMax"/>, and
    /// for a replacement what <see cref="Record"/> refuses.
    /// </exception>
    public static Correction Correct(DecisionContext context, CorrectStatementRequest request, EntryStamp stamp)
    {
        var id = request.CorrectionId.Length > 0 ? request.CorrectionId : stamp.GivenId;
        var correction = request.Correction.Clone();
        correction.Name = $"{Collections.Corrections}/{id}";
        if (context.Corrections.ContainsKey(correction.Name))
            throw StatementRefusals.CorrectionExists(correction.Name);

        var corrected = CorrectedSubject(context, correction.Subject);
        if (correction.Label == CorrectionLabel.Duplicate) CheckDuplicate(context, correction, corrected);
        if (correction.Replacement is not null)
        {
            var normal = NormalStatement.Of(correction.Replacement);
            correction.Replacement = Prepare(context, normal, ResourceName.Parse(corrected.Name).Id, corrected, stamp.Now,
                "correction.replacement");
        }
        correction.Note = Normalizer.NormalizeText(correction.Note, isWords: true);
        correction.Revision = stamp.Revision;
        correction.RecordTime = Timestamp.FromDateTimeOffset(stamp.RecordTime);
        correction.Recorder = stamp.Recorder;
        context.Add(correction);
        return correction;
    }

    /// <summary>Decides a report of a statement; null if the statement has it already.</summary>
    /// <exception cref="RefusedException">UNKNOWN_STATEMENT, STATEMENT_ERASED, or TOO_LARGE beyond
    /// <see cref="Limits.ReportsMax"/>.</exception>
    public static ReportAttachment? AttachReport(DecisionContext context, AttachReportRequest request, EntryStamp stamp)
    {
        if (!context.Statements.TryGetValue(request.Statement, out var statement))
            throw StatementRefusals.UnknownTarget(request.Statement, "; record it first.", "statement");

        if (Redaction.IsComplete(statement)) throw StatementRefusals.Erased(statement.Name, statement.ErasedRevision, "statement");

        var attachment = new ReportAttachment { Statement = request.Statement, Report = request.Report.Clone() };
        Normalizer.Normalize(attachment, context.Actors, "");
        var reports = statement.Reports.Concat(context.Attachments.GetValueOrDefault(statement.Name, []).Select(earlier => earlier.Report))
            .ToList();
        if (reports.Any(report => IsSame(report, attachment.Report))) return null;
        if (reports.Count >= Limits.ReportsMax)
            throw StatementRefusals.TooManyReports(statement.Name);

        attachment.Report.AttachedRevision = stamp.Revision;
        attachment.Revision = stamp.Revision;
        attachment.RecordTime = Timestamp.FromDateTimeOffset(stamp.RecordTime);
        attachment.Recorder = stamp.Recorder;
        context.Add(attachment);
        return attachment;
    }

    /// <summary>The statement's content as it will be kept. <paramref name="replaces"/>: the statement it corrects, if it does.</summary>
    private static Statement Prepare(
        DecisionContext context, NormalStatement normal, string id, Statement? replaces, DateTimeOffset now, string path)
    {
        var statement = normal.Take(context.Actors, path);
        statement.ActKind = KindOf(statement);
        var earliest = statement.Said.EarliestTime.ToDateTimeOffset();
        if (earliest > now.AddHours(Limits.SaidAheadHoursMax))
            throw StatementRefusals.SaidInFuture(earliest, now, $"{path}.said");

        new PrincipalResolver(context.Actors, statement.Said).Fill(statement);
        GiveIds(statement, id, replaces);
        ActRules.Check(context, statement, replaces, path);
        FileUnder(context, statement, path);
        return statement;
    }

    /// <summary>A demand or meeting without an id gets its statement's; a replacement keeps the one it had.</summary>
    private static void GiveIds(Statement statement, string id, Statement? replaces)
    {
        var kept = replaces is not null && replaces.ActCase == statement.ActCase ? References.Makes(replaces) : null;
        if (statement.Demand is { Demand.Length: 0 } demand && References.MakesDemand(demand))
            demand.Demand = kept ?? $"{Collections.Demands}/{id}";
        if (statement.Meeting is { Meeting.Length: 0 } meeting) meeting.Meeting = kept ?? $"{Collections.Meetings}/{id}";
    }

    /// <summary>A statement without a negotiation is filed under that of what it acts on, where all agree.</summary>
    private static void FileUnder(DecisionContext context, Statement statement, string path)
    {
        if (statement.Negotiation.Length == 0)
        {
            var filed = References.Of(statement)
                .Select(name => context.EffectiveMaker(name)
                    ?? (context.Statements.ContainsKey(name) ? context.CorrectedContent(name) : null))
                .OfType<Statement>().Select(subject => subject.Negotiation).Where(negotiation => negotiation.Length > 0)
                .Distinct(StringComparer.Ordinal).ToList();
            if (filed.Count == 1) statement.Negotiation = filed[0];
        }
        else if (!context.Negotiations.ContainsKey(statement.Negotiation))
        {
            throw NegotiationRefusals.Unknown(statement.Negotiation, "; create it.", $"{path}.negotiation");
        }
    }

    private static Statement CorrectedSubject(DecisionContext context, string subject)
    {
        var depth = context.DepthOf(subject) + 1;
        subject = context.StatementOf(subject);
        if (depth > Limits.CorrectionDepthMax)
            throw StatementRefusals.CorrectionTooDeep(depth, subject);
        if (context.Statements.TryGetValue(subject, out var statement))
            return Redaction.IsComplete(statement)
                ? throw StatementRefusals.Erased(statement.Name, statement.ErasedRevision, "correction.subject")
                : statement;
        throw StatementRefusals.UnknownSubject(subject);
    }

    private static void CheckDuplicate(DecisionContext context, Correction correction, Statement corrected)
    {
        if (correction.DuplicateOf == corrected.Name)
            throw StatementRefusals.DuplicateOfItself();
        var kept = new SubjectLookup(context, replaces: null).StatementOf(correction.DuplicateOf, "correction.duplicate_of");
        if (kept.ActCase != (context.CorrectedContent(corrected.Name) ?? corrected).ActCase)
            throw StatementRefusals.DuplicateOfAnotherAct();
    }

    private static bool IsSame(Report kept, Report sent)
    {
        var report = kept.Clone();
        report.AttachedRevision = sent.AttachedRevision;
        return report.Equals(sent);
    }

    private static ActKind KindOf(Statement statement) => statement.ActCase switch
    {
        Statement.ActOneofCase.Demand => ActKind.Demand,
        Statement.ActOneofCase.Promise => ActKind.Promise,
        Statement.ActOneofCase.Response => ActKind.Response,
        Statement.ActOneofCase.Assessment => ActKind.Assessment,
        Statement.ActOneofCase.Fulfillment => ActKind.Fulfillment,
        Statement.ActOneofCase.Withdrawal => ActKind.Withdrawal,
        Statement.ActOneofCase.Condition => ActKind.Condition,
        Statement.ActOneofCase.Warning => ActKind.Warning,
        Statement.ActOneofCase.Meeting => ActKind.Meeting,
        Statement.ActOneofCase.NegotiationStep => ActKind.NegotiationStep,
        Statement.ActOneofCase.Remark => ActKind.Remark,
        _ => throw new System.Diagnostics.UnreachableException($"The act {statement.ActCase} has no kind."),
    };
}
