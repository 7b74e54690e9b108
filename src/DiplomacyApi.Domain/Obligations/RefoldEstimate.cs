using Diplomacy.V1;
using DiplomacyApi.Domain.Dates;
using DiplomacyApi.Domain.Names;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>Estimates from the statements alone how often a fold of one subject has to start again.</summary>
public static class RefoldEstimate
{
    /// <summary>Whether an act of this kind, if it was said last, changes only what is open. Others make a fold start again.</summary>
    public static bool IsPlain(Statement statement) => statement.ActCase switch
    {
        Statement.ActOneofCase.Response or Statement.ActOneofCase.Assessment or Statement.ActOneofCase.Condition
            or Statement.ActOneofCase.Warning => true,
        Statement.ActOneofCase.Remark => statement.Remark.Stance == Stance.Unspecified,
        Statement.ActOneofCase.Promise => statement.Promise.Kind == PromiseKind.ToAnswer,
        // What keeps a promise bears on the demand that the promise names.
        Statement.ActOneofCase.Fulfillment => ResourceName.IsIn(statement.Fulfillment.Subject, Collections.Demands),
        _ => false,
    };

    /// <summary>
    /// The half-open bounds of when it was said, from the text alone: what a client fills in besides cannot be relied on.
    /// </summary>
    public static (DateTimeOffset From,
        DateTimeOffset Until) Said(Statement statement) => EdtfDate.TryParse(statement.Said?.Text ?? "", out var said, out _)
        ? (said.Earliest, said.Latest)
        : (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>
    /// How many of them are more than plain acts, or are seen after one that was said later; and when the last was said. Corrections are
    /// left out of account.
    /// </summary>
    public static (int Refolds, DateTimeOffset LastSaid) Refolds(IEnumerable<Statement> statements)
    {
        var (refolds, last) = (0, DateTimeOffset.MinValue);
        foreach (var (earliest, _, statement) in statements.Select(Dated).OrderBy(one => one.Seen))
        {
            if (!IsPlain(statement) || earliest < last) refolds++;
            if (earliest > last) last = earliest;
        }
        return (refolds, last);
    }

    private static (DateTimeOffset Earliest, DateTimeOffset Seen, Statement Statement) Dated(Statement statement)
    {
        var (earliest, latest) = DateBounds.Of(statement.Said);
        var recorded = statement.RecordTime?.ToDateTimeOffset() ?? DateTimeOffset.MaxValue;
        return (earliest, latest < recorded ? latest : recorded, statement);
    }
}
