using Diplomacy.V1;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>
/// All that follows from one demand, promise or meeting: what was owed and how it stood, at every as-of date, as known at one point
/// of the record.
/// </summary>
/// <param name="Subject">The resource name of the demand, of the promise's statement, or of the meeting.</param>
/// <param name="Obligations">The segments of each obligation, by item and debtor, in order of time.</param>
/// <param name="Demands">The segments of the demand itself, without its debtors.</param>
/// <param name="Promises">The segments of each promise, by statement and debtor: those made on the demand, or the promise itself.</param>
/// <param name="Meetings">The segments of the meeting itself.</param>
/// <param name="Activities">Of a demand: when the last statement that names it was said.</param>
/// <param name="Applied">How many times a statement was applied to make it: the work done.</param>
public sealed record SubjectSegments(
    string Subject,
    IReadOnlyList<Segment<Obligation>> Obligations,
    IReadOnlyList<Segment<Demand>> Demands,
    IReadOnlyList<Segment<Promise>> Promises,
    IReadOnlyList<Segment<Meeting>> Meetings,
    IReadOnlyList<Segment<PartialDate>> Activities,
    long Applied);
