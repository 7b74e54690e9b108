using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Diplomacy.V1;

namespace DiplomacyApi.PowerShell.Engine.Import;

/// <summary>
/// What updates made of one statement so far. It follows from the ids of their corrections: each holds the hash of what the source said,
/// and how many came before it, so that the same correction sent twice is recorded once.
/// </summary>
internal sealed partial class SourceHistory
{
    private const string Updated = "update-";
    private const string Missing = "missing-";
    private const int HashDigits = 32;

    private readonly int _made;

    public SourceHistory(Diplomacy.V1.Statement standing, IReadOnlyList<Correction> corrections)
    {
        var made = corrections.Where(correction => MadeId().IsMatch(correction.Name)).ToList();
        _made = made.Count;
        Stands = corrections.FirstOrDefault(correction => correction.Name == standing.CorrectedBy) is not { Replacement: null };
        // An annulment that people undid is as if never made.
        var undone = corrections.Select(correction => correction.Subject).ToHashSet(StringComparer.Ordinal);
        if (made.FindLast(correction => correction.Replacement is not null || !undone.Contains(correction.Name)) is not { } last) return;
        IsGone = last.Replacement is null && last.Name == standing.CorrectedBy;
        SaidLast = last.Replacement is null ? null : MadeId().Match(last.Name).Groups["hash"].Value;
    }

    private SourceHistory() => Stands = true;

    /// <summary>Of a statement that was never corrected.</summary>
    public static SourceHistory None { get; } = new();

    /// <summary>Whether it stands: it is neither annulled nor a duplicate.</summary>
    public bool Stands { get; }

    /// <summary>Whether it was annulled because its row was gone.</summary>
    public bool IsGone { get; }

    /// <summary>The hash of what the source said last; null where no update has corrected it, or its row was gone since.</summary>
    public string? SaidLast { get; }

    /// <summary>Makes it what the source says now.</summary>
    public StatementItem Update(SourceContent row) => Of($"{Updated}{row.Hash}", new Correction
    {
        Subject = row.Name,
        Label = Diplomacy.V1.CorrectionLabel.Refined,
        Replacement = row.Statement.Clone(),
        Note = "The source has this content now.",
    });

    /// <summary>Annuls it: its source has no row of it any more.</summary>
    public StatementItem Annulment(string name) => Of(
        $"{Missing}{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashDigits].ToLowerInvariant()}", new Correction
        {
            Subject = name,
            Label = Diplomacy.V1.CorrectionLabel.SourceRetracted,
            Note = "The source no longer has a row for it.",
        });

    private StatementItem Of(string id, Correction correction) => new()
    {
        Correction = new CorrectStatementRequest
        {
            CorrectionId = $"{id}-{(_made + 1).ToString(CultureInfo.InvariantCulture)}",
            Correction = correction,
        },
    };

    [GeneratedRegex("^corrections/(update|missing)-(?<hash>[0-9a-f]{32})-[0-9]+$", RegexOptions.ExplicitCapture)]
    private static partial Regex MadeId();
}
