using Diplomacy.V1;
using DiplomacyApi.Domain.Actors;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Journal;
using DiplomacyApi.Domain.Names;
using DiplomacyApi.Domain.Negotiations;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Domain.Validation;
using Google.Protobuf;

namespace DiplomacyApi.Domain.Import;

/// <summary>
/// Decides what is imported. What is there already with the same content is skipped, so that an import can be sent again; a statement may
/// come as it was recorded, or as it is after corrections. The same id with another content is refused like any other write.
/// </summary>
public static class ImportDecisions
{
    /// <summary>
    /// The entry to record; null if it is there already. The statement of an item that records one was brought to its form before.
    /// </summary>
    /// <exception cref="RefusedException">What the decision on an item of this kind refuses.</exception>
    public static IMessage? Decide(
        DecisionContext context, StatementItem item, NormalStatement? normal, EntryStamp stamp) => item.ItemCase switch
        {
            StatementItem.ItemOneofCase.Actor => Decide(context, item.Actor, stamp),
            StatementItem.ItemOneofCase.Negotiation =>
                IsPresent(context, item.Negotiation) ? null : NegotiationDecisions.Create(context, item.Negotiation, stamp),
            StatementItem.ItemOneofCase.Statement =>
                IsPresent(context, item.Statement) ? null : StatementDecisions.Record(context, item.Statement, normal!, stamp),
            StatementItem.ItemOneofCase.Correction =>
                IsPresent(context, item.Correction) ? null : StatementDecisions.Correct(context, item.Correction, stamp),
            _ => StatementDecisions.AttachReport(context, item.Report, stamp),
        };

    /// <summary>The actor to record; null if it is there already.</summary>
    /// <exception cref="RefusedException">What <see cref="ActorDecisions.Create"/> refuses.</exception>
    public static Actor? Decide(DecisionContext context, CreateActorRequest request, EntryStamp stamp) =>
        IsPresent(context, request) ? null : ActorDecisions.Create(context, request, stamp);

    private static bool IsPresent(DecisionContext context, CreateActorRequest request) =>
        context.Actors.TryGetValue($"{Collections.Actors}/{request.ActorId}", out var known)
        && IsSame(context, known, request.Actor, sent =>
        {
            sent.Name = known.Name;
            sent.Etag = known.Etag;
        });

    private static bool IsPresent(DecisionContext context, CreateNegotiationRequest request) =>
        context.Negotiations.TryGetValue($"{Collections.Negotiations}/{request.NegotiationId}", out var known)
        && IsSame(context, known, request.Negotiation, _ => { });

    private static bool IsPresent(DecisionContext context, RecordStatementRequest request)
    {
        if (!context.Statements.TryGetValue($"{Collections.Statements}/{request.StatementId}", out var recorded)) return false;
        return IsSame(recorded) || (AsCorrected(context, recorded) is { } standing && IsSame(standing));

        bool IsSame(Statement known) => ImportDecisions.IsSame(context, known, request.Statement, sent => FillDefaults(sent, known));
    }

    /// <summary>
    /// A statement as an export of the present has it: corrected, with attached reports; null if it is as it was recorded.
    /// </summary>
    private static Statement? AsCorrected(DecisionContext context, Statement recorded)
    {
        var attachments = context.Attachments.GetValueOrDefault(recorded.Name, []);
        var content = context.CorrectedContent(recorded.Name);
        if (attachments.Count == 0 && (content is null || content.Equals(recorded))) return null;
        var standing = (content ?? recorded).Clone();
        standing.Reports.AddRange(attachments.Select(attachment => attachment.Report));
        return standing;
    }

    private static bool IsPresent(DecisionContext context, CorrectStatementRequest request) =>
        context.Corrections.TryGetValue($"{Collections.Corrections}/{request.CorrectionId}", out var known)
        && IsSame(context, known, request.Correction, sent =>
        {
            if (sent.Replacement is not null && known.Replacement is not null) FillDefaults(sent.Replacement, known.Replacement);
        });

    /// <summary>What was left to the server to fill is taken as it filled it then.</summary>
    private static void FillDefaults(Statement sent, Statement known)
    {
        if (sent.Negotiation.Length == 0) sent.Negotiation = known.Negotiation;
        if (sent.Demand is { Demand.Length: 0 } demand && References.MakesDemand(demand) && known.Demand is not null)
            demand.Demand = known.Demand.Demand;
        if (sent.Meeting is { Meeting.Length: 0 } && known.Meeting is not null) sent.Meeting.Meeting = known.Meeting.Meeting;
    }

    private static bool IsSame<T>(DecisionContext context, T known, T sent, Action<T> fill)
        where T : IMessage<T>, IDeepCloneable<T>
    {
        var (recorded, asSent) = (known.Clone(), sent.Clone());
        OutputOnlyFields.Clear(recorded);
        try
        {
            Normalizer.Normalize(asSent, context.Actors, "");
        }
        catch (RefusedException)
        {
            // It names somebody who is not known: it cannot be what is there.
            return false;
        }
        fill(asSent);
        // Bounds are derived from the text, and were cleared with what only the server fills.
        OutputOnlyFields.Clear(asSent);
        return recorded.Equals(asSent);
    }
}
