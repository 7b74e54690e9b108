using Google.Protobuf.Reflection;

namespace DiplomacyApi.Domain.Recording;

/// <summary>What one field may hold.</summary>
internal sealed record FieldRule
{
    /// <summary>The collections whose resource names it holds; empty: it holds no name.</summary>
    public IReadOnlyList<string> Collections { get; init; } = [];
    public bool IsId { get; init; }
    public bool IsRequired { get; init; }
    public bool IsOutputOnly { get; init; }
    public bool IsDateText { get; init; }

    /// <summary>Words for people: not blank, and lines may end as on Windows and in HTML forms.</summary>
    public bool IsWords { get; init; }

    /// <summary>The code of a language.</summary>
    public bool IsLanguage { get; init; }
    public int CharactersMax { get; init; } = Limits.StringCharactersMax;
    public int CountMax { get; init; } = Limits.ListItemsMax;
}

/// <summary>The table of the contract's bounds and names, by message and field. What is not in it has the bounds of its type.</summary>
internal static class FieldRules
{
    private static readonly FieldRule Default = new();
    private static readonly FieldRule OutputOnly = new() { IsOutputOnly = true };
    private static readonly FieldRule Required = new() { IsRequired = true };
    private static readonly FieldRule Id = new() { IsId = true };
    private static readonly FieldRule RequestId = new() { CharactersMax = Limits.RequestIdCharactersMax };
    private static readonly FieldRule Marking = new() { CharactersMax = Limits.MarkingCharactersMax };
    private static readonly FieldRule Date = new() { IsDateText = true };
    private static readonly FieldRule Language = new() { IsLanguage = true };
    private static readonly FieldRule Short = Many(16);
    private static readonly FieldRule Expectations = Many(Limits.ExpectationsMax);
    private static readonly FieldRule Source = new() { CharactersMax = Limits.SourceCharactersMax };

    private static readonly Dictionary<string, FieldRule> Rules = new(StringComparer.Ordinal)
    {
        ["Statement.name"] = OutputOnly,
        ["Statement.speaker"] = Name("actors", required: true),
        ["Statement.on_behalf_of"] = Name("actors", max: Limits.PrincipalsMax),
        ["Statement.addressees"] = Name("actors", max: Limits.ActorsNamedMax),
        ["Statement.told_by"] = Name("actors"),
        ["Statement.through"] = Name("actors", max: 16),
        ["Statement.said"] = Required,
        ["Statement.attribution"] = Required,
        ["Statement.negotiation"] = Name("negotiations"),
        ["Statement.summaries"] = Short,
        ["Statement.in_reply_to"] = Name("statements"),
        ["Statement.marking"] = Marking,
        ["Statement.reports"] = Many(Limits.ReportsMax),
        ["Statement.act_kind"] = OutputOnly,
        ["Statement.revision"] = OutputOnly,
        ["Statement.record_time"] = OutputOnly,
        ["Statement.recorder"] = OutputOnly,
        ["Statement.principals"] = OutputOnly,
        ["Statement.resolved_parties"] = OutputOnly,
        ["Statement.corrected_by"] = OutputOnly,
        ["Statement.correction_label"] = OutputOnly,
        ["Statement.erased_revision"] = OutputOnly,
        ["Statement.standing"] = OutputOnly,
        ["Statement.duplicate_of"] = OutputOnly,
        ["Report.language_code"] = Language,
        ["Report.attached_revision"] = OutputOnly,
        ["ReportAttachment.statement"] = Name("statements"),
        ["ReportAttachment.revision"] = OutputOnly,
        ["ReportAttachment.record_time"] = OutputOnly,
        ["ReportAttachment.recorder"] = OutputOnly,
        ["PartialDate.text"] = new FieldRule { IsRequired = true, IsDateText = true },
        ["PartialDate.earliest_time"] = OutputOnly,
        ["PartialDate.latest_time"] = OutputOnly,
        ["LocalizedText.text"] = new FieldRule { IsRequired = true, CharactersMax = Limits.TextCharactersMax, IsWords = true },
        ["LocalizedText.language_code"] = Language,
        ["LocalizedText.translated_from"] = Language,
        ["DemandAct.demand"] = Name("demands"),
        ["DemandAct.titles"] = Short,
        ["DemandAct.targets"] = Name("actors", max: Limits.ActorsNamedMax),
        ["DemandAct.restates"] = Name("demands"),
        ["DemandAct.replaces"] = Name("demands"),
        ["DemandAct.joins"] = Name("demands"),
        ["DemandItem.id"] = new FieldRule { IsId = true, IsRequired = true },
        ["PromiseAct.kind"] = Required,
        ["PromiseAct.demand"] = Name("demands"),
        ["PromiseAct.restates"] = Name("statements"),
        ["ResponseAct.demands"] = Name("demands"),
        ["ResponseAct.meeting"] = Name("meetings"),
        ["ItemPosition.demand"] = Name("demands"),
        ["ItemPosition.position"] = Required,
        ["AssessmentAct.demand"] = Name("demands"),
        ["AssessmentAct.promise"] = Name("statements"),
        ["AssessmentAct.debtors"] = Name("actors", max: Limits.ActorsNamedMax),
        ["AssessmentAct.verdict"] = Required,
        ["FulfillmentAct.subject"] = new FieldRule { Collections = ["statements", "demands"], IsRequired = true },
        ["WithdrawalAct.subject"] = new FieldRule { Collections = ["demands", "meetings", "statements"], IsRequired = true },
        ["ConditionAct.demands"] = Name("demands", max: Limits.DemandsWaitedForMax),
        ["WarningAct.demands"] = Name("demands", max: Limits.DemandsWaitedForMax),
        ["MeetingAct.meeting"] = Name("meetings"),
        ["MeetingAct.phase"] = Required,
        ["MeetingAct.invitees"] = Name("actors", max: Limits.ActorsNamedMax),
        ["MeetingAct.participants"] = Name("actors", max: Limits.ActorsNamedMax),
        ["NegotiationStepAct.step"] = Required,
        ["RemarkAct.subject"] = Name("statements"),
        ["Correction.name"] = OutputOnly,
        ["Correction.subject"] = new FieldRule { Collections = ["statements", "corrections"], IsRequired = true },
        ["Correction.label"] = Required,
        ["Correction.note"] = new FieldRule { IsWords = true },
        ["Correction.duplicate_of"] = Name("statements"),
        ["Correction.revision"] = OutputOnly,
        ["Correction.record_time"] = OutputOnly,
        ["Correction.recorder"] = OutputOnly,
        ["Actor.type"] = Required,
        ["Actor.display_names"] = new FieldRule { IsRequired = true, CountMax = 32 },
        ["Actor.aliases"] = Many(64),
        ["Actor.external_ids"] = Many(32),
        ["Actor.replaced_by"] = Name("actors"),
        ["Actor.revision"] = OutputOnly,
        ["Actor.record_time"] = OutputOnly,
        ["ExternalId.scheme"] = Required,
        ["ExternalId.value"] = Required,
        ["Affiliation.body"] = Name("actors", required: true),
        ["Negotiation.name"] = OutputOnly,
        ["Negotiation.titles"] = new FieldRule { IsRequired = true, CountMax = 16 },
        ["Negotiation.parties"] = Name("actors", max: Limits.ActorsNamedMax),
        ["Negotiation.marking"] = Marking,
        ["Negotiation.revision"] = OutputOnly,
        ["Negotiation.record_time"] = OutputOnly,
        ["Negotiation.etag"] = OutputOnly,
        ["CreateActorRequest.actor_id"] = Id,
        ["CreateActorRequest.actor"] = Required,
        ["CreateActorRequest.request_id"] = RequestId,
        ["UpdateActorRequest.actor"] = Required,
        ["UpdateActorRequest.request_id"] = RequestId,
        ["GetActorRequest.name"] = Name("actors", required: true),
        ["ResolveActorRequest.query"] = new FieldRule { IsRequired = true, CharactersMax = Limits.QueryCharactersMax },
        ["ActorFilter.affiliated_with"] = Name("actors"),
        ["ActorFilter.replaced_by"] = Name("actors"),
        ["BatchGetActorsRequest.names"] = Names("actors"),
        ["CreateActorRequest.expectations"] = Expectations,
        ["UpdateActorRequest.expectations"] = Expectations,
        ["ActorItem.actor"] = Required,
        ["ActorItem.source"] = Source,
        ["Expectation.subject"] = new FieldRule { Collections = ["demands", "meetings", "statements", "actors", "negotiations"], IsRequired = true },
        ["RecordStatementRequest.statement_id"] = Id,
        ["RecordStatementRequest.statement"] = Required,
        ["RecordStatementRequest.request_id"] = RequestId,
        ["BatchRecordStatementsRequest.requests"] = new FieldRule { IsRequired = true, CountMax = Limits.BatchStatementsMax },
        ["BatchRecordStatementsRequest.request_id"] = RequestId,
        ["CorrectStatementRequest.correction_id"] = Id,
        ["CorrectStatementRequest.correction"] = Required,
        ["CorrectStatementRequest.request_id"] = RequestId,
        ["RecordStatementRequest.expectations"] = Expectations,
        ["BatchRecordStatementsRequest.expectations"] = Expectations,
        ["CorrectStatementRequest.expectations"] = Expectations,
        ["AttachReportRequest.statement"] = Name("statements", required: true),
        ["AttachReportRequest.report"] = Required,
        ["AttachReportRequest.request_id"] = RequestId,
        ["AttachReportRequest.expectations"] = Expectations,
        ["BatchGetStatementsRequest.names"] = Names("statements"),
        ["SearchStatementsRequest.query"] = new FieldRule { IsRequired = true, CharactersMax = Limits.QueryCharactersMax },
        ["WatchStatementsRequest.start"] = Required,
        ["WatchDemandsRequest.start"] = Required,
        ["StatementItem.source"] = Source,
        ["GetStatementRequest.name"] = Name("statements", required: true),
        ["StatementFilter.negotiation"] = Name("negotiations"),
        ["StatementFilter.speaker"] = Name("actors"),
        ["StatementFilter.subject"] = Subject(),
        ["StatementFilter.principal"] = Name("actors"),
        ["StatementFilter.addressee"] = Name("actors"),
        ["StatementFilter.said"] = Date,
        ["CreateNegotiationRequest.negotiation_id"] = Id,
        ["CreateNegotiationRequest.negotiation"] = Required,
        ["CreateNegotiationRequest.request_id"] = RequestId,
        ["CreateNegotiationRequest.expectations"] = Expectations,
        ["UpdateNegotiationRequest.negotiation"] = Required,
        ["UpdateNegotiationRequest.request_id"] = RequestId,
        ["UpdateNegotiationRequest.expectations"] = Expectations,
        ["NegotiationFilter.party"] = Name("actors"),
        ["CompareNegotiationStatusRequest.name"] = Name("negotiations", required: true),
        ["GetWaitGraphRequest.negotiation"] = Name("negotiations"),
        ["GetNegotiationRequest.name"] = Name("negotiations", required: true),
        ["GetDemandRequest.name"] = Name("demands", required: true),
        ["BatchGetDemandsRequest.names"] = Names("demands"),
        ["GetMeetingRequest.name"] = Name("meetings", required: true),
        ["GetCorrectionRequest.name"] = Name("corrections", required: true),
        ["ListCorrectionsRequest.statement"] = Name("statements", required: true),
        ["GetNegotiationStatusRequest.name"] = Name("negotiations", required: true),
        ["ListTimelineEntriesRequest.negotiation"] = Name("negotiations", required: true),
        ["ListMeetingsRequest.negotiation"] = Name("negotiations"),
        ["ListObligationHistoryRequest.subject"] = Subject() with { IsRequired = true },
        ["ListObligationHistoryRequest.debtor"] = Name("actors"),
        ["DemandFilter.demands"] = Name("demands"),
        ["DemandFilter.due_by"] = Date,
        ["DemandFilter.since"] = Date,
        ["DemandFilter.silent_since"] = Date,
        ["ObligationFilter.due_by"] = Date,
        ["PromiseFilter.due_by"] = Date,
        ["EraseStatementRequest.statement"] = Name("statements", required: true),
        ["EraseStatementRequest.extent"] = Required,
        ["EraseStatementRequest.request_id"] = RequestId,
        ["EraseStatementRequest.expectations"] = Expectations,
        ["DemandFilter.debtor"] = Name("actors"),
        ["DemandFilter.creditor"] = Name("actors"),
        ["DemandFilter.negotiation"] = Name("negotiations"),
        ["ObligationFilter.debtor"] = Name("actors"),
        ["ObligationFilter.creditor"] = Name("actors"),
        ["ObligationFilter.negotiation"] = Name("negotiations"),
        ["ObligationFilter.subject"] = Subject(),
        ["PromiseFilter.debtor"] = Name("actors"),
        ["PromiseFilter.creditor"] = Name("actors"),
        ["PromiseFilter.negotiation"] = Name("negotiations"),
        ["PromiseFilter.demand"] = Name("demands"),
        ["ReadAt.as_of"] = Date,
        ["StatusLens.published_by"] = Date,
    };

    /// <summary>The rule for a field.</summary>
    public static FieldRule For(FieldDescriptor field) =>
        Rules.GetValueOrDefault($"{field.ContainingType.Name}.{field.Name}", Default);

    private static FieldRule Many(int max) => new() { CountMax = max };

    private static FieldRule Name(string collection, bool required = false, int max = Limits.ListItemsMax) =>
        new() { Collections = [collection], IsRequired = required, CountMax = max };

    private static FieldRule Names(string collection) => Name(collection, required: true, max: Limits.BatchNamesMax);

    private static FieldRule Subject() => new() { Collections = ["demands", "meetings", "statements"] };
}
