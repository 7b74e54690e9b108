using Diplomacy.V1;
using DiplomacyApi.Domain.Rules;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Domain.Recording;

/// <summary>
/// Decides requests on what is loaded, in the order in which they came: each returns the message as it will be kept, with what the
/// server fills, and adds it to what is loaded; or refuses and changes nothing. Requests have passed <see cref="RequestShape"/>.
/// </summary>
public static class Decide
{
    /// <summary>Decides a statement.</summary>
    public static Statement Statement(Loaded loaded, RecordStatementRequest request, Stamp stamp)
    {
        var id = request.StatementId.Length > 0 ? request.StatementId : stamp.GivenId;
        var name = $"statements/{id}";
        if (loaded.Statements.ContainsKey(name))
            throw new RefusedException(ErrorReason.StatementExists, $"{name} exists; choose another id, or correct it.", "statement_id");

        var statement = Content(loaded, request.Statement, id, replaces: null, stamp.Now, "statement");
        statement.Name = name;
        statement.Revision = stamp.Revision;
        statement.RecordTime = Timestamp.FromDateTimeOffset(stamp.RecordTime);
        statement.Recorder = stamp.Recorder;
        loaded.Add(statement);
        return statement;
    }

    /// <summary>Decides a correction.</summary>
    public static Correction Correction(Loaded loaded, CorrectStatementRequest request, Stamp stamp)
    {
        var id = request.CorrectionId.Length > 0 ? request.CorrectionId : stamp.GivenId;
        var correction = request.Correction.Clone();
        correction.Name = $"corrections/{id}";
        if (loaded.Corrections.ContainsKey(correction.Name))
            throw new RefusedException(ErrorReason.StatementExists, $"{correction.Name} exists; choose another id.", "correction_id");

        var corrected = Corrected(loaded, correction.Subject);
        if (correction.Label == CorrectionLabel.Duplicate) CheckDuplicate(loaded, correction, corrected);
        if (correction.Replacement is not null)
        {
            var replacement = Content(loaded, correction.Replacement, Names.IdOf(corrected.Name), corrected, stamp.Now, "correction.replacement");
            correction.Replacement = replacement;
        }
        correction.Note = Normal.Text(correction.Note, isWords: true);
        correction.Revision = stamp.Revision;
        correction.RecordTime = Timestamp.FromDateTimeOffset(stamp.RecordTime);
        correction.Recorder = stamp.Recorder;
        loaded.Add(correction);
        return correction;
    }

    /// <summary>Decides a new actor.</summary>
    public static Actor Actor(Loaded loaded, CreateActorRequest request, Stamp stamp)
    {
        var name = $"actors/{(request.ActorId.Length > 0 ? request.ActorId : stamp.GivenId)}";
        if (loaded.Actors.ContainsKey(name))
            throw new RefusedException(ErrorReason.ActorExists, $"{name} exists; update it, or choose another id.", "actor_id");
        return Kept(loaded, Formed(loaded, request.Actor, name), name, stamp);
    }

    /// <summary>Decides an actor as it should be; null where it is so already.</summary>
    public static Actor? Actor(Loaded loaded, UpdateActorRequest request, Stamp stamp)
    {
        if (!loaded.Actors.TryGetValue(request.Actor.Name, out var known))
            throw RefusedException.Missing(ErrorReason.UnknownActor, request.Actor.Name, "; create it.", "actor.name");
        if (request.Actor.Etag.Length > 0 && request.Actor.Etag != known.Etag)
            throw new RefusedException(ErrorReason.EtagMismatch, $"{known.Name} was changed at revision {known.Revision}; read it again.", "actor.etag");
        var updated = MaskedUpdate.Of(request)!.Of(known, Formed(loaded, request.Actor, known.Name));
        return updated.Equals(known) ? null : Kept(loaded, updated, known.Name, stamp);
    }

    /// <summary>Decides a report of a statement; null where the statement has it already.</summary>
    public static ReportAttachment? Attachment(Loaded loaded, AttachReportRequest request, Stamp stamp)
    {
        if (!loaded.Statements.TryGetValue(request.Statement, out var statement))
            throw RefusedException.Missing(ErrorReason.UnknownStatement, request.Statement, "; record it first.", "statement");

        if (Erased.IsWhole(statement)) throw IsErased(statement, "statement");

        var attachment = new ReportAttachment { Statement = request.Statement, Report = request.Report.Clone() };
        Normal.Form(attachment, loaded, "");
        var reports = statement.Reports.Concat(loaded.Attachments.GetValueOrDefault(statement.Name, []).Select(earlier => earlier.Report)).ToList();
        if (reports.Any(report => IsSame(report, attachment.Report))) return null;
        if (reports.Count >= Limits.ReportsMax)
            throw new RefusedException([new FieldViolation("report", ErrorReason.TooLarge, $"{statement.Name} has {Limits.ReportsMax} reports already, and none can be added.")]);

        attachment.Report.AttachedRevision = stamp.Revision;
        attachment.Revision = stamp.Revision;
        attachment.RecordTime = Timestamp.FromDateTimeOffset(stamp.RecordTime);
        attachment.Recorder = stamp.Recorder;
        loaded.Add(attachment);
        return attachment;
    }

    /// <summary>Decides a new negotiation.</summary>
    public static Negotiation Negotiation(Loaded loaded, CreateNegotiationRequest request, Stamp stamp)
    {
        var name = $"negotiations/{(request.NegotiationId.Length > 0 ? request.NegotiationId : stamp.GivenId)}";
        if (loaded.Negotiations.ContainsKey(name))
            throw new RefusedException(ErrorReason.NegotiationExists, $"{name} exists; choose another id.", "negotiation_id");

        var negotiation = request.Negotiation.Clone();
        Normal.Form(negotiation, loaded, "negotiation");
        return Kept(loaded, negotiation, name, stamp);
    }

    /// <summary>Decides a negotiation as it should be; null where it is so already.</summary>
    public static Negotiation? Negotiation(Loaded loaded, UpdateNegotiationRequest request, Stamp stamp)
    {
        if (!loaded.Negotiations.TryGetValue(request.Negotiation.Name, out var known))
            throw RefusedException.Missing(ErrorReason.UnknownNegotiation, request.Negotiation.Name, "; create it.", "negotiation.name");
        if (request.Negotiation.Etag.Length > 0 && request.Negotiation.Etag != known.Etag)
            throw new RefusedException(ErrorReason.EtagMismatch, $"{known.Name} was changed at revision {known.Revision}; read it again.", "negotiation.etag");
        var formed = request.Negotiation.Clone();
        Normal.Form(formed, loaded, "negotiation");
        var updated = MaskedUpdate.Of(request)!.Of(known, formed);
        return updated.Equals(known) ? null : Kept(loaded, updated, known.Name, stamp);
    }

    private static Negotiation Kept(Loaded loaded, Negotiation negotiation, string name, Stamp stamp)
    {
        negotiation.Name = name;
        negotiation.Revision = stamp.Revision;
        negotiation.RecordTime = Timestamp.FromDateTimeOffset(stamp.RecordTime);
        negotiation.Etag = $"r{stamp.Revision}";
        loaded.Add(negotiation);
        return negotiation;
    }

    /// <summary>The statement's content as it will be kept. <paramref name="replaces"/>: the statement it corrects, if it does.</summary>
    private static Statement Content(Loaded loaded, Statement sent, string id, Statement? replaces, DateTimeOffset now, string path)
    {
        var statement = sent.Clone();
        Normal.Form(statement, loaded, path);
        statement.ActKind = KindOf(statement);
        var earliest = statement.Said.EarliestTime.ToDateTimeOffset();
        if (earliest > now.AddHours(Limits.SaidAheadHoursMax))
            throw new RefusedException(ErrorReason.SaidInFuture, $"The date said must not be in the future: it begins at {earliest:u}, and it is {now:u} now. Record the statement once it has been made.", $"{path}.said");

        new Principals(loaded, statement.Said).Fill(statement);
        GiveIds(statement, id, replaces);
        ActChecks.Check(loaded, statement, replaces, path);
        FileUnder(loaded, statement, path);
        return statement;
    }

    /// <summary>A demand or meeting without an id gets its statement's; a replacement keeps the one it had.</summary>
    private static void GiveIds(Statement statement, string id, Statement? replaces)
    {
        var kept = replaces is not null && replaces.ActCase == statement.ActCase ? References.Makes(replaces) : null;
        if (statement.Demand is { Demand.Length: 0 } demand && References.MakesDemand(demand)) demand.Demand = kept ?? $"demands/{id}";
        if (statement.Meeting is { Meeting.Length: 0 } meeting) meeting.Meeting = kept ?? $"meetings/{id}";
    }

    /// <summary>A statement without a negotiation is filed under that of what it acts on, where all agree.</summary>
    private static void FileUnder(Loaded loaded, Statement statement, string path)
    {
        if (statement.Negotiation.Length == 0)
        {
            var filed = References.Of(statement)
                .Select(name => loaded.StandingMaker(name) ?? (loaded.Statements.ContainsKey(name) ? loaded.Standing(name) : null))
                .OfType<Statement>().Select(subject => subject.Negotiation).Where(negotiation => negotiation.Length > 0)
                .Distinct(StringComparer.Ordinal).ToList();
            if (filed.Count == 1) statement.Negotiation = filed[0];
        }
        else if (!loaded.Negotiations.ContainsKey(statement.Negotiation))
        {
            throw RefusedException.Missing(ErrorReason.UnknownNegotiation, statement.Negotiation, "; create it.", $"{path}.negotiation");
        }
    }

    private static Statement Corrected(Loaded loaded, string subject)
    {
        var depth = loaded.DepthOf(subject) + 1;
        subject = loaded.StatementOf(subject);
        if (depth > Limits.CorrectionDepthMax)
            throw new RefusedException(
                ErrorReason.TooDeep, $"There would be {depth} corrections, each of the one before, and the limit is {Limits.CorrectionDepthMax}; correct {subject} itself.", "correction.subject");
        if (loaded.Statements.TryGetValue(subject, out var statement))
            return Erased.IsWhole(statement) ? throw IsErased(statement, "correction.subject") : statement;
        throw new RefusedException(ErrorReason.UnknownStatement, $"There is no {subject}; name a statement or correction that was recorded.", "correction.subject");
    }

    private static void CheckDuplicate(Loaded loaded, Correction correction, Statement corrected)
    {
        if (correction.DuplicateOf == corrected.Name)
            throw new RefusedException(ErrorReason.WrongSubject, "A statement cannot be a duplicate of itself; name the one to keep.", "correction.duplicate_of");
        var kept = new Subjects(loaded, replaces: null).Known(correction.DuplicateOf, "correction.duplicate_of");
        if (kept.ActCase != (loaded.Standing(corrected.Name) ?? corrected).ActCase)
            throw new RefusedException(ErrorReason.WrongSubject, "The two statements have different acts; correct one of them first.", "correction.duplicate_of");
    }

    private static RefusedException IsErased(Statement statement, string field) =>
        new(ErrorReason.StatementErased, $"{statement.Name} was erased at revision {statement.ErasedRevision}; record the statement under another id.", field);

    private static bool IsSame(Report kept, Report sent)
    {
        var report = kept.Clone();
        report.AttachedRevision = sent.AttachedRevision;
        return report.Equals(sent);
    }

    /// <summary>What was sent, brought to its form. What is known of an actor already stays as it was recorded.</summary>
    private static Actor Formed(Loaded loaded, Actor sent, string name)
    {
        var actor = sent.Clone();
        RefuseItself(actor, name);
        Normal.Form(actor, loaded, "actor");
        // What it names may have been replaced by it.
        RefuseItself(actor, name);
        RefuseEndsBeforeStarts(actor);
        return actor;
    }

    private static void RefuseItself(Actor actor, string name)
    {
        if (actor.Affiliations.Any(affiliation => affiliation.Body == name))
            throw new RefusedException(ErrorReason.AffiliationCycle, $"{name} cannot be affiliated with itself.", "actor.affiliations");
        if (actor.ReplacedBy == name)
            throw new RefusedException(ErrorReason.AffiliationCycle, $"{name} cannot be replaced by itself.", "actor.replaced_by");
    }

    private static void RefuseEndsBeforeStarts(Actor actor)
    {
        foreach (var (index, affiliation) in actor.Affiliations.Index())
            if (affiliation is { Start: { } start, End: { LatestTime: { } end } } && end < start.EarliestTime)
                throw new RefusedException(ErrorReason.InvalidValue, $"An office must not end ({affiliation.End.Text}) before it begins ({start.Text}); swap the two, or correct one.", $"actor.affiliations[{index}].end");
    }

    private static Actor Kept(Loaded loaded, Actor actor, string name, Stamp stamp)
    {
        actor.Name = name;
        CheckCycle(loaded, actor, SpeakingChains.BodiesOf, "actor.affiliations");
        CheckCycle(loaded, actor, one => one.ReplacedBy.Length > 0 ? [one.ReplacedBy] : [], "actor.replaced_by");
        SpeakingChains.Check(loaded, actor);
        actor.Revision = stamp.Revision;
        actor.RecordTime = Timestamp.FromDateTimeOffset(stamp.RecordTime);
        actor.Etag = $"r{stamp.Revision}";
        loaded.Add(actor);
        return actor;
    }

    private static void CheckCycle(Loaded loaded, Actor actor, Func<Actor, IEnumerable<string>> up, string field)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var above = new Stack<string>(up(actor));
        while (above.TryPop(out var name))
        {
            if (name == actor.Name) throw new RefusedException(ErrorReason.AffiliationCycle, $"This would link {name} to itself through other actors; leave one of the links out.", field);
            if (seen.Add(name) && loaded.Actors.TryGetValue(name, out var body))
                foreach (var next in up(body)) above.Push(next);
        }
    }

    private static ActKind KindOf(Statement statement) => statement.ActCase switch
    {
        Diplomacy.V1.Statement.ActOneofCase.Demand => ActKind.Demand,
        Diplomacy.V1.Statement.ActOneofCase.Promise => ActKind.Promise,
        Diplomacy.V1.Statement.ActOneofCase.Response => ActKind.Response,
        Diplomacy.V1.Statement.ActOneofCase.Assessment => ActKind.Assessment,
        Diplomacy.V1.Statement.ActOneofCase.Fulfillment => ActKind.Fulfillment,
        Diplomacy.V1.Statement.ActOneofCase.Withdrawal => ActKind.Withdrawal,
        Diplomacy.V1.Statement.ActOneofCase.Condition => ActKind.Condition,
        Diplomacy.V1.Statement.ActOneofCase.Warning => ActKind.Warning,
        Diplomacy.V1.Statement.ActOneofCase.Meeting => ActKind.Meeting,
        Diplomacy.V1.Statement.ActOneofCase.NegotiationStep => ActKind.NegotiationStep,
        Diplomacy.V1.Statement.ActOneofCase.Remark => ActKind.Remark,
        _ => throw new System.Diagnostics.UnreachableException($"The act {statement.ActCase} has no kind."),
    };
}
