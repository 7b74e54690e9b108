using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Recording;

namespace DiplomacyApi.Server.Importing;

/// <summary>Tells why an item was not recorded, in a message: the trailers of a call have no room for many.</summary>
internal static class ImportProblems
{
    private const int MessageCharactersMax = 600;

    public static ImportProblem Of(int index, string source, RefusedException refusal) => new()
    {
        Index = index,
        Source = source,
        Reason = refusal.Reason,
        Message = Short(refusal.Message),
        Fields =
        {
            refusal.Violations.Take(Limits.ViolationsToldMax).Select(violation => new ImportFieldProblem
            {
                Field = violation.Field,
                Reason = violation.Reason,
                Message = Short(violation.Message),
            }),
        },
        Metadata = { refusal.Metadata.ToDictionary() },
    };

    private static string Short(string text) => text.Length <= MessageCharactersMax ? text : $"{text[..MessageCharactersMax]}…";
}
