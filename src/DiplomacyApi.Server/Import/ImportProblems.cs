using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Errors;

namespace DiplomacyApi.Server.Import;

/// <summary>
/// Reports why items were not recorded, in a message: the trailers of a call have no room for many. If many failed, each gets fewer words,
/// so that the message always fits.
/// </summary>
internal static class ImportProblems
{
    private const int MessageCharactersMax = 600;
    private const int MessageCharactersMin = 200;
    private const int MetadataCharactersMax = 200;

    /// <summary>One problem for each refusal, by the index of its item.</summary>
    public static IEnumerable<ImportProblem> Of(
        IReadOnlyCollection<KeyValuePair<int, RefusedException>> refusals, Func<int, string> sourceOf) =>
        refusals.Select(refusal =>
            Within(Limits.ImportProblemsBytesMax / refusals.Count, Of(refusal.Key, sourceOf(refusal.Key), refusal.Value)));

    private static ImportProblem Of(int index, string source, RefusedException refusal) => new()
    {
        Index = index,
        Source = source.Truncate(Limits.SourceCharactersMax),
        Reason = refusal.Reason,
        Message = refusal.Message.Truncate(MessageCharactersMax),
        Fields =
        {
            refusal.Violations.Take(Limits.ViolationsReportedMax).Select(violation => new ImportFieldProblem
            {
                Field = violation.Field,
                Reason = violation.Reason,
                Message = violation.Message.Truncate(MessageCharactersMax),
            }),
        },
        Metadata = { refusal.Metadata.ToDictionary(pair => pair.Key, pair => pair.Value.Truncate(MetadataCharactersMax)) },
    };

    /// <summary>Leaves out the last fields, then the end of the message, until it fits.</summary>
    private static ImportProblem Within(int bytesMax, ImportProblem problem)
    {
        while (problem.Fields.Count > 0 && problem.CalculateSize() > bytesMax) problem.Fields.RemoveAt(problem.Fields.Count - 1);
        if (problem.CalculateSize() > bytesMax) problem.Message = problem.Message.Truncate(MessageCharactersMin);
        return problem;
    }
}
