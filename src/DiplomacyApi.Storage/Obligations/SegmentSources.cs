using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Dates;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Obligations;
using DiplomacyApi.Storage.Journal;
using DiplomacyApi.Storage.Reading;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage.Obligations;

/// <summary>From where segments are read.</summary>
internal static class SegmentSources
{
    /// <summary>What is stored; with a lens, what it makes of the negotiation, the subject, or all that is known.</summary>
    public static ISegments Of(Lease lease, ReadPoint point, StatusLens? lens, string negotiation, string subject, CancellationToken ct)
    {
        var through = LensOf(lens);
        if (through == Lens.Open) return new StoredSegments(lease, point, ct);
        if (subject.Length > 0) return new FoldedSegments([[subject]], Folded);
        if (negotiation.Length == 0)
            return new FoldedSegments([.. Known.Subjects(lease, point, ct).Chunk(Limits.SubjectsFoldedAtOnceMax)], Folded);
        var knowledge = Known.OfNegotiation(lease, negotiation, point, ct).KnowledgeOf(through);
        var all = new FoldedSubjects(knowledge, knowledge.Subjects, point.AsOf, ct);
        return new FoldedSegments([[.. knowledge.Subjects]], _ => all);

        FoldedSubjects Folded(IReadOnlyList<string> subjects)
        {
            ct.ThrowIfCancellationRequested();
            return new(Known.Of(lease, subjects, point, ct).KnowledgeOf(through), subjects, point.AsOf, ct);
        }
    }

    public static Lens LensOf(StatusLens? lens)
    {
        if (lens is null || (lens.MinBasis == Attribution.Unspecified && lens.PublishedBy.Length == 0)) return Lens.Open;
        if (lens.PublishedBy.Length == 0) return new Lens(lens.MinBasis, null);
        return EdtfDate.TryParse(lens.PublishedBy, out var date, out var error)
            ? new Lens(lens.MinBasis, date.Latest)
            : throw new RefusedException([new FieldViolation("lens.published_by", ErrorReason.InvalidDate, error)]);
    }
}
