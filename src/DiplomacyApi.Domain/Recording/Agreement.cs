using Diplomacy.V1;
using Google.Protobuf;

namespace DiplomacyApi.Domain.Recording;

/// <summary>Checks what fields of one request must say together.</summary>
internal static class Agreement
{
    public static void Check(IMessage request, List<FieldViolation> violations)
    {
        switch (request)
        {
            case RecordStatementRequest record: Statement(record.Statement, "statement", violations); break;
            case BatchRecordStatementsRequest batch: Batch(batch, violations); break;
            case CorrectStatementRequest correct: Correction(correct.Correction, violations); break;
            case UpdateActorRequest { Actor: { } actor } when !Names.IsNameIn(actor.Name, ["actors"]):
                violations.Add(new("actor.name", ErrorReason.InvalidName, "Name the actor to update: actors/ and its id."));
                break;
        }
        Paging(request, violations);
    }

    private static void Paging(IMessage request, List<FieldViolation> violations)
    {
        foreach (var (name, max) in new[] { ("page_size", Limits.PageItemsMax), ("max_candidates", Limits.CandidatesMax) })
            if (request.Descriptor.FindFieldByName(name)?.Accessor.GetValue(request) is int size && (size < 0 || size > max))
                violations.Add(new(name, ErrorReason.InvalidValue, $"It is {size}; use 1 to {max:N0}, or 0 for the default."));
    }

    private static void Batch(BatchRecordStatementsRequest batch, List<FieldViolation> violations)
    {
        for (var index = 0; index < batch.Requests.Count; index++)
        {
            var (one, path) = (batch.Requests[index], $"requests[{index}]");
            if (one.RequestId.Length > 0) violations.Add(new($"{path}.request_id", ErrorReason.InvalidValue, "A batch has one request_id of its own; leave this empty."));
            if (one.ValidateOnly) violations.Add(new($"{path}.validate_only", ErrorReason.InvalidValue, "A batch has one validate_only of its own; leave this false."));
            Statement(one.Statement, $"{path}.statement", violations);
        }
    }

    private static void Correction(Correction? correction, List<FieldViolation> violations)
    {
        if (correction is null) return;
        var isDuplicate = correction.Label == CorrectionLabel.Duplicate;
        if (isDuplicate && correction.DuplicateOf.Length == 0)
            violations.Add(new("correction.duplicate_of", ErrorReason.Required, "Name the statement that is kept."));
        if (isDuplicate && correction.Replacement is not null)
            violations.Add(new("correction.replacement", ErrorReason.InvalidValue, "A duplicate has no replacement; leave it out."));
        if (!isDuplicate && correction.DuplicateOf.Length > 0)
            violations.Add(new("correction.duplicate_of", ErrorReason.InvalidValue, "Only a duplicate names what is kept; set the label DUPLICATE, or leave it out."));
        if (correction.Replacement is not null) Statement(correction.Replacement, "correction.replacement", violations);
    }

    private static void Statement(Statement? statement, string path, List<FieldViolation> violations)
    {
        if (statement is null) return;
        if (statement.Quotation is { } quotation && quotation.Text.Length > Limits.QuotationCharactersMax)
            violations.Add(new($"{path}.quotation.text", ErrorReason.TooLarge, $"A quotation has at most {Limits.QuotationCharactersMax} characters; shorten it, or summarise."));
        for (var index = 0; index < statement.Reports.Count; index++) Report(statement.Reports[index], $"{path}.reports[{index}]", violations);
        ActAgreement.Check(statement, path, violations);
    }

    private static void Report(Report report, string path, List<FieldViolation> violations)
    {
        if (report.Reliability.Length > 0 && report.Reliability is not [>= 'A' and <= 'F'])
            violations.Add(new($"{path}.reliability", ErrorReason.InvalidValue, "Grade the source A to F, or leave it empty."));
        if (report.Credibility is < 0 or > 6)
            violations.Add(new($"{path}.credibility", ErrorReason.InvalidValue, "Grade the report 1 to 6, or leave it 0."));
        if (report.Url.Length > 0 && !(Uri.TryCreate(report.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            violations.Add(new($"{path}.url", ErrorReason.InvalidValue, "Write a whole http or https address, or leave it empty."));
        if (report.ContentHash.Length > 0 && (report.ContentHash.Length != 64 || !report.ContentHash.All(char.IsAsciiHexDigitLower)))
            violations.Add(new($"{path}.content_hash", ErrorReason.InvalidValue, "Write a SHA-256 as 64 lower-case hexadecimal digits, or leave it empty."));
    }
}
