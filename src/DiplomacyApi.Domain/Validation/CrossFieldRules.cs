using System.Collections.Concurrent;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Names;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Domain.Validation;

/// <summary>Checks what fields of one request must say together.</summary>
internal static class CrossFieldRules
{
    public static void Check(IMessage request, List<FieldViolation> violations)
    {
        switch (request)
        {
            case RecordStatementRequest record: CheckStatement(record.Statement, "statement", violations); break;
            case BatchRecordStatementsRequest batch: CheckBatch(batch, violations); break;
            case CorrectStatementRequest correct: CheckCorrection(correct.Correction, violations); break;
            case AttachReportRequest { Report: { } report }: CheckReport(report, "report", violations); break;
            case StatementItem item: CheckItem(item, violations); break;
            case ActorItem item: CheckImported("actor", item.Actor, item.Actor?.ActorId, violations); break;
            case BatchGetStatementsRequest batch: CheckEachOnce(batch.Names, violations); break;
            case BatchGetActorsRequest batch: CheckEachOnce(batch.Names, violations); break;
            case BatchGetDemandsRequest batch: CheckEachOnce(batch.Names, violations); break;
            case WatchStatementsRequest watch: CheckWatch(watch.Start, watch.ProgressInterval, violations); break;
            case WatchDemandsRequest watch:
                CheckWatch(watch.Start, watch.ProgressInterval, violations);
                if (watch.SendSnapshot && watch.Start is { PlaceCase: not WatchStart.PlaceOneofCase.FromNow })
                    violations.Add(new("send_snapshot", ErrorReason.InvalidValue,
                        "A snapshot shows the present; start from_now, or leave it out."));
                break;
            case ListObligationHistoryRequest { IncludeSuperseded: true, Lens: { } lens } when lens.MinBasis != default
                || lens.PublishedBy.Length > 0:
                violations.Add(new("include_superseded", ErrorReason.InvalidValue,
                    "A lens cannot be combined with what was known earlier; leave out the lens, or ask again with an earlier known_at_revision."));
                break;
            case UpdateActorRequest { Actor: { } actor } when !ResourceName.IsNameIn(actor.Name, [Collections.Actors]):
                violations.Add(new("actor.name", ErrorReason.InvalidName, "Name the actor to update: actors/ and its id."));
                break;
            case UpdateNegotiationRequest { Negotiation: { } negotiation } when !ResourceName.IsNameIn(
                negotiation.Name, [Collections.Negotiations]):
                violations.Add(new("negotiation.name", ErrorReason.InvalidName,
                    "Name the negotiation to update: negotiations/ and its id."));
                break;
        }
        var shared = SharedFields.Of(request);
        Paging(shared.PageSize, Limits.PageItemsMax);
        Paging(shared.MaxCandidates, Limits.CandidatesMax);
        if (shared.Expectations?.Accessor.GetValue(request) is IList<Expectation> expectations) CheckExpectations(expectations, violations);

        void Paging(FieldDescriptor? field, int max)
        {
            if (field?.Accessor.GetValue(request) is int size && (size < 0 || size > max))
                violations.Add(new(field.Name, ErrorReason.InvalidValue,
                    $"It is {size}; use 1 to {NumberText.Of(max)}, or 0 for the default."));
        }
    }

    /// <summary>
    /// The fields that many requests have, looked up once for each kind of request: the look-up by name makes a string each time.
    /// </summary>
    private sealed class SharedFields(MessageDescriptor request)
    {
        private static readonly ConcurrentDictionary<MessageDescriptor, SharedFields> Known = new();

        public FieldDescriptor? PageSize { get; } = request.FindFieldByName("page_size");

        public FieldDescriptor? MaxCandidates { get; } = request.FindFieldByName("max_candidates");

        public FieldDescriptor? Expectations { get; } = request.FindFieldByName("expectations");

        /// <summary>What only requests have that come alone.</summary>
        public FieldDescriptor[] NotImported { get; } =
            [.. new[] { "request_id", "validate_only", "expectations", "return_negotiation_changes" }
                .Select(request.FindFieldByName).OfType<FieldDescriptor>()];

        public static SharedFields Of(IMessage request) => Known.GetOrAdd(request.Descriptor, static descriptor => new(descriptor));
    }

    private static void CheckEachOnce(IEnumerable<string> names, List<FieldViolation> violations)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, name) in names.Index())
            if (!seen.Add(name))
                violations.Add(new($"names[{index}]", ErrorReason.InvalidValue, "It is named twice; name each only once."));
    }

    private static void CheckExpectations(IList<Expectation> expectations, List<FieldViolation> violations)
    {
        foreach (var (index, expectation) in expectations.Index())
            if (expectation.UnchangedSince < 0)
                violations.Add(new($"expectations[{index}].unchanged_since", ErrorReason.InvalidValue,
                    "A revision must be 0 or more; 0 means that it must not exist yet."));
    }

    private static void CheckBatch(BatchRecordStatementsRequest batch, List<FieldViolation> violations)
    {
        for (var index = 0; index < batch.Requests.Count; index++)
        {
            var (one, path) = (batch.Requests[index], $"requests[{index}]");
            if (one.RequestId.Length > 0)
                violations.Add(new($"{path}.request_id", ErrorReason.InvalidValue,
                    "In a batch, only the batch itself has a request_id; leave this empty."));
            if (one.Expectations.Count > 0)
                violations.Add(new($"{path}.expectations", ErrorReason.InvalidValue,
                    "In a batch, only the batch itself has expectations; leave these empty."));
            if (one.ValidateOnly)
                violations.Add(new($"{path}.validate_only", ErrorReason.InvalidValue,
                    "In a batch, only the batch itself has validate_only; leave this false."));
            if (one.ReturnNegotiationChanges)
                violations.Add(new($"{path}.return_negotiation_changes", ErrorReason.InvalidValue,
                    "In a batch, only the batch itself has return_negotiation_changes; leave this false."));
            CheckStatement(one.Statement, $"{path}.statement", violations);
        }
    }

    private static void CheckWatch(WatchStart? start, Duration? interval, List<FieldViolation> violations)
    {
        if (start is { PlaceCase: WatchStart.PlaceOneofCase.None })
            violations.Add(new("start", ErrorReason.Required,
                "A start is required; give a position after which to begin, from_earliest or from_now."));
        if (interval is not null && RequestValidator.IsValidDuration(interval)
                && (interval.ToTimeSpan() < Limits.ProgressMin || interval.ToTimeSpan() > Limits.ProgressMax))
            violations.Add(new("progress_interval", ErrorReason.InvalidValue,
                $"It must be {NumberText.Of((long)Limits.ProgressMin.TotalSeconds)} s to {NumberText.Of((long)Limits.ProgressMax.TotalSeconds)} s, or leave it out."));
    }

    private static void CheckItem(StatementItem item, List<FieldViolation> violations)
    {
        switch (item.ItemCase)
        {
            case StatementItem.ItemOneofCase.None:
                violations.Add(new("item", ErrorReason.Required,
                    "The item is empty; give an actor, negotiation, statement, correction or report."));
                break;
            case StatementItem.ItemOneofCase.Actor: CheckImported("actor", item.Actor, item.Actor.ActorId, violations); break;
            case StatementItem.ItemOneofCase.Negotiation:
                CheckImported(
                "negotiation", item.Negotiation, item.Negotiation.NegotiationId, violations); break;
            case StatementItem.ItemOneofCase.Statement:
                CheckImported("statement", item.Statement, item.Statement.StatementId, violations);
                CheckStatement(item.Statement.Statement, "statement.statement", violations);
                break;
            case StatementItem.ItemOneofCase.Correction:
                CheckImported("correction", item.Correction, item.Correction.CorrectionId, violations);
                CheckCorrection(item.Correction.Correction, violations, "correction.correction");
                break;
            case StatementItem.ItemOneofCase.Report:
                CheckImported("report", item.Report, null, violations);
                if (item.Report.Report is { } report) CheckReport(report, "report.report", violations);
                break;
        }
    }

    /// <summary>What is imported has an id, which makes it safe to send twice, and none of what only single requests have.</summary>
    private static void CheckImported(string path, IMessage? request, string? id, List<FieldViolation> violations)
    {
        if (request is null) return;
        if (id is { Length: 0 })
            violations.Add(new($"{path}.{path}_id", ErrorReason.Required,
                "An imported item needs an id, so that importing it twice records it only once."));
        foreach (var field in SharedFields.Of(request).NotImported)
            if (IsSet(field.Accessor.GetValue(request)))
                violations.Add(new($"{path}.{field.Name}", ErrorReason.InvalidValue, "This field cannot be imported; leave it empty."));
    }

    private static bool IsSet(object value) => value is true or string { Length: > 0 } or System.Collections.IList { Count: > 0 };

    private static void CheckCorrection(Correction? correction, List<FieldViolation> violations, string path = "correction")
    {
        if (correction is null) return;
        var isDuplicate = correction.Label == CorrectionLabel.Duplicate;
        if (isDuplicate && correction.DuplicateOf.Length == 0)
            violations.Add(new($"{path}.duplicate_of", ErrorReason.Required, "The statement to keep is missing; name it."));
        if (isDuplicate && correction.Replacement is not null)
            violations.Add(new($"{path}.replacement", ErrorReason.InvalidValue, "A duplicate has no replacement; leave it out."));
        if (!isDuplicate && correction.DuplicateOf.Length > 0)
            violations.Add(new($"{path}.duplicate_of", ErrorReason.InvalidValue,
                "This is allowed only with the label DUPLICATE; set that label, or leave this out."));
        if (correction.Replacement is not null) CheckStatement(correction.Replacement, $"{path}.replacement", violations);
    }

    private static void CheckStatement(Statement? statement, string path, List<FieldViolation> violations)
    {
        if (statement is null) return;
        if (statement.Quotation is { } quotation && quotation.Text.Length > Limits.QuotationCharactersMax)
            violations.Add(new($"{path}.quotation.text", ErrorReason.TooLarge,
                $"A quotation may have at most {Limits.QuotationCharactersMax} characters; shorten it, or summarise."));
        for (var index = 0; index < statement.Reports.Count; index++)
            CheckReport(statement.Reports[index], $"{path}.reports[{index}]", violations);
        ActCrossFieldRules.Check(statement, path, violations);
    }

    private static void CheckReport(Report report, string path, List<FieldViolation> violations)
    {
        if (report.Reliability.Length > 0 && report.Reliability is not [>= 'A' and <= 'F'])
            violations.Add(new($"{path}.reliability", ErrorReason.InvalidValue, "The reliability must be A to F, or empty."));
        if (report.Credibility is < 0 or > 6)
            violations.Add(new($"{path}.credibility", ErrorReason.InvalidValue,
                "The credibility must be 1 to 6, or 0 if it is not graded."));
        if (report.Url.Length > 0 && !(Uri.TryCreate(report.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            violations.Add(new($"{path}.url", ErrorReason.InvalidValue, "The address must be a full http or https URL, or empty."));
        if (report.ContentHash.Length > 0 && (report.ContentHash.Length != 64 || !report.ContentHash.All(char.IsAsciiHexDigitLower)))
            violations.Add(new($"{path}.content_hash", ErrorReason.InvalidValue,
                "The hash must be a SHA-256 in 64 lower-case hexadecimal digits, or empty."));
    }
}
