using DiplomacyApi.Domain.Names;
using Google.Api;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Domain.Validation;

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
        ["Statement.speaker"] = Name(Collections.Actors, required: true),
        ["Statement.on_behalf_of"] = Name(Collections.Actors, max: Limits.PrincipalsMax),
        ["Statement.addressees"] = Name(Collections.Actors, max: Limits.ActorsNamedMax),
        ["Statement.told_by"] = Name(Collections.Actors),
        ["Statement.through"] = Name(Collections.Actors, max: 16),
        ["Statement.said"] = Required,
        ["Statement.attribution"] = Required,
        ["Statement.negotiation"] = Name(Collections.Negotiations),
        ["Statement.summaries"] = Short,
        ["Statement.in_reply_to"] = Name(Collections.Statements),
        ["Statement.marking"] = Marking,
        ["Statement.reports"] = Many(Limits.ReportsMax),
        ["Report.language_code"] = Language,
        ["ReportAttachment.statement"] = Name(Collections.Statements),
        ["PartialDate.text"] = new FieldRule { IsRequired = true, IsDateText = true },
        ["LocalizedText.text"] = new FieldRule { IsRequired = true, CharactersMax = Limits.TextCharactersMax, IsWords = true },
        ["LocalizedText.language_code"] = Language,
        ["LocalizedText.translated_from"] = Language,
        ["DemandAct.demand"] = Name(Collections.Demands),
        ["DemandAct.titles"] = Short,
        ["DemandAct.targets"] = Name(Collections.Actors, max: Limits.ActorsNamedMax),
        ["DemandAct.restates"] = Name(Collections.Demands),
        ["DemandAct.replaces"] = Name(Collections.Demands),
        ["DemandAct.joins"] = Name(Collections.Demands),
        ["DemandItem.id"] = new FieldRule { IsId = true, IsRequired = true },
        ["PromiseAct.kind"] = Required,
        ["PromiseAct.demand"] = Name(Collections.Demands),
        ["PromiseAct.restates"] = Name(Collections.Statements),
        ["ResponseAct.demands"] = Name(Collections.Demands),
        ["ResponseAct.meeting"] = Name(Collections.Meetings),
        ["ItemPosition.demand"] = Name(Collections.Demands),
        ["ItemPosition.position"] = Required,
        ["AssessmentAct.demand"] = Name(Collections.Demands),
        ["AssessmentAct.promise"] = Name(Collections.Statements),
        ["AssessmentAct.debtors"] = Name(Collections.Actors, max: Limits.ActorsNamedMax),
        ["AssessmentAct.verdict"] = Required,
        ["FulfillmentAct.subject"] = new FieldRule { Collections = [Collections.Statements, Collections.Demands], IsRequired = true },
        ["WithdrawalAct.subject"] = new FieldRule
        {
            Collections = [Collections.Demands, Collections.Meetings, Collections.Statements],
            IsRequired = true,
        },
        ["ConditionAct.demands"] = Name(Collections.Demands, max: Limits.DemandsWaitedForMax),
        ["WarningAct.demands"] = Name(Collections.Demands, max: Limits.DemandsWaitedForMax),
        ["MeetingAct.meeting"] = Name(Collections.Meetings),
        ["MeetingAct.phase"] = Required,
        ["MeetingAct.invitees"] = Name(Collections.Actors, max: Limits.ActorsNamedMax),
        ["MeetingAct.participants"] = Name(Collections.Actors, max: Limits.ActorsNamedMax),
        ["NegotiationStepAct.step"] = Required,
        ["RemarkAct.subject"] = Name(Collections.Statements),
        ["Correction.name"] = OutputOnly,
        ["Correction.subject"] = new FieldRule { Collections = [Collections.Statements, Collections.Corrections], IsRequired = true },
        ["Correction.label"] = Required,
        ["Correction.note"] = new FieldRule { IsWords = true },
        ["Correction.duplicate_of"] = Name(Collections.Statements),
        ["Actor.type"] = Required,
        // An update sends back the one that it has read.
        ["Actor.etag"] = Default,
        ["Actor.display_names"] = new FieldRule { IsRequired = true, CountMax = 32 },
        ["Actor.aliases"] = Many(64),
        ["Actor.external_ids"] = Many(32),
        ["Actor.replaced_by"] = Name(Collections.Actors),
        ["ExternalId.scheme"] = Required,
        ["ExternalId.value"] = Required,
        ["Affiliation.body"] = Name(Collections.Actors, required: true),
        ["Negotiation.name"] = OutputOnly,
        ["Negotiation.titles"] = new FieldRule { IsRequired = true, CountMax = 16 },
        ["Negotiation.parties"] = Name(Collections.Actors, max: Limits.ActorsNamedMax),
        ["Negotiation.marking"] = Marking,
        ["CreateActorRequest.actor_id"] = Id,
        ["CreateActorRequest.actor"] = Required,
        ["CreateActorRequest.request_id"] = RequestId,
        ["UpdateActorRequest.actor"] = Required,
        ["UpdateActorRequest.request_id"] = RequestId,
        ["GetActorRequest.name"] = Name(Collections.Actors, required: true),
        ["ResolveActorRequest.query"] = new FieldRule { IsRequired = true, CharactersMax = Limits.QueryCharactersMax },
        ["ActorFilter.affiliated_with"] = Name(Collections.Actors),
        ["ActorFilter.replaced_by"] = Name(Collections.Actors),
        ["BatchGetActorsRequest.names"] = Names(Collections.Actors),
        ["CreateActorRequest.expectations"] = Expectations,
        ["UpdateActorRequest.expectations"] = Expectations,
        ["ActorItem.actor"] = Required,
        ["ActorItem.source"] = Source,
        ["Expectation.subject"] = new FieldRule
        {
            Collections = [Collections.Demands, Collections.Meetings, Collections.Statements, Collections.Actors, Collections.Negotiations],
            IsRequired = true,
        },
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
        ["AttachReportRequest.statement"] = Name(Collections.Statements, required: true),
        ["AttachReportRequest.report"] = Required,
        ["AttachReportRequest.request_id"] = RequestId,
        ["AttachReportRequest.expectations"] = Expectations,
        ["BatchGetStatementsRequest.names"] = Names(Collections.Statements),
        ["SearchStatementsRequest.query"] = new FieldRule { IsRequired = true, CharactersMax = Limits.QueryCharactersMax },
        ["WatchStatementsRequest.start"] = Required,
        ["WatchDemandsRequest.start"] = Required,
        ["StatementItem.source"] = Source,
        ["GetStatementRequest.name"] = Name(Collections.Statements, required: true),
        ["StatementFilter.negotiation"] = Name(Collections.Negotiations),
        ["StatementFilter.speaker"] = Name(Collections.Actors),
        ["StatementFilter.subject"] = Subject(),
        ["StatementFilter.principal"] = Name(Collections.Actors),
        ["StatementFilter.addressee"] = Name(Collections.Actors),
        ["StatementFilter.said"] = Date,
        ["CreateNegotiationRequest.negotiation_id"] = Id,
        ["CreateNegotiationRequest.negotiation"] = Required,
        ["CreateNegotiationRequest.request_id"] = RequestId,
        ["CreateNegotiationRequest.expectations"] = Expectations,
        ["UpdateNegotiationRequest.negotiation"] = Required,
        ["UpdateNegotiationRequest.request_id"] = RequestId,
        ["UpdateNegotiationRequest.expectations"] = Expectations,
        ["NegotiationFilter.party"] = Name(Collections.Actors),
        ["CompareNegotiationStatusRequest.name"] = Name(Collections.Negotiations, required: true),
        ["GetWaitGraphRequest.negotiation"] = Name(Collections.Negotiations),
        ["GetNegotiationRequest.name"] = Name(Collections.Negotiations, required: true),
        ["GetDemandRequest.name"] = Name(Collections.Demands, required: true),
        ["BatchGetDemandsRequest.names"] = Names(Collections.Demands),
        ["GetMeetingRequest.name"] = Name(Collections.Meetings, required: true),
        ["GetCorrectionRequest.name"] = Name(Collections.Corrections, required: true),
        ["ListCorrectionsRequest.statement"] = Name(Collections.Statements, required: true),
        ["GetNegotiationStatusRequest.name"] = Name(Collections.Negotiations, required: true),
        ["ListTimelineEntriesRequest.negotiation"] = Name(Collections.Negotiations, required: true),
        ["ListMeetingsRequest.negotiation"] = Name(Collections.Negotiations),
        ["ListObligationHistoryRequest.subject"] = Subject() with { IsRequired = true },
        ["ListObligationHistoryRequest.debtor"] = Name(Collections.Actors),
        ["DemandFilter.demands"] = Name(Collections.Demands),
        ["DemandFilter.due_by"] = Date,
        ["DemandFilter.since"] = Date,
        ["DemandFilter.silent_since"] = Date,
        ["ObligationFilter.due_by"] = Date,
        ["PromiseFilter.due_by"] = Date,
        ["EraseStatementRequest.statement"] = Name(Collections.Statements, required: true),
        ["EraseStatementRequest.extent"] = Required,
        ["EraseStatementRequest.request_id"] = RequestId,
        ["EraseStatementRequest.expectations"] = Expectations,
        ["DemandFilter.debtor"] = Name(Collections.Actors),
        ["DemandFilter.creditor"] = Name(Collections.Actors),
        ["DemandFilter.negotiation"] = Name(Collections.Negotiations),
        ["ObligationFilter.debtor"] = Name(Collections.Actors),
        ["ObligationFilter.creditor"] = Name(Collections.Actors),
        ["ObligationFilter.negotiation"] = Name(Collections.Negotiations),
        ["ObligationFilter.subject"] = Subject(),
        ["PromiseFilter.debtor"] = Name(Collections.Actors),
        ["PromiseFilter.creditor"] = Name(Collections.Actors),
        ["PromiseFilter.negotiation"] = Name(Collections.Negotiations),
        ["PromiseFilter.demand"] = Name(Collections.Demands),
        ["ReadAt.as_of"] = Date,
        ["StatusLens.published_by"] = Date,
    };

    /// <summary>The rule for a field: that of the table, or else what the contract annotates.</summary>
    public static FieldRule For(FieldDescriptor field) => Rules.TryGetValue($"{field.ContainingType.Name}.{field.Name}", out var rule)
        ? rule
        : IsOutputOnly(field) ? OutputOnly : Default;

    private static bool IsOutputOnly(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(FieldBehavior.OutputOnly) == true;

    private static FieldRule Many(int max) => new() { CountMax = max };

    private static FieldRule Name(string collection, bool required = false, int max = Limits.ListItemsMax) =>
        new() { Collections = [collection], IsRequired = required, CountMax = max };

    private static FieldRule Names(string collection) => Name(collection, required: true, max: Limits.BatchNamesMax);

    private static FieldRule Subject() => new() { Collections = [Collections.Demands, Collections.Meetings, Collections.Statements] };
}
