using System.Management.Automation;
using System.Runtime.CompilerServices;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Calls;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Import;

/// <summary>
/// Compares the rows of a source that lives with what is recorded. What the source said last stands in the statement as it was recorded or
/// in the last correction that an update made: if a row says the same, later corrections by people stay.
/// </summary>
internal sealed class StatementUpdate(DiplomacyClient client, Func<string, CancellationToken, Task<string>> outlet)
{
    /// <summary>How many statements are read or annulled at once.</summary>
    public const int BatchStatementsMax = 500;

    // For each row's statement, the hash of its content and where it comes from: about 200 bytes a row.
    private readonly Dictionary<string, (string Hash, string Source)> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _wrong = new(StringComparer.Ordinal);

    /// <summary>A row of this statement is there, and wrong: the statement is not gone.</summary>
    public void NoteWrong(string id) => _wrong.Add($"statements/{ResourceNames.IdOf(id)}");

    /// <summary>What to send for these rows, and what it does.</summary>
    public async Task<(List<(ImportRow Row, StatementItem Item)> Sent, IReadOnlyList<PlannedRow>? Steps)> StepsAsync(
        List<(ImportRow Row, StatementItem Item)> items, List<ImportProblem> problems, CancellationToken token)
    {
        var (sent, steps) = (new List<(ImportRow Row, StatementItem Item)>(), new List<PlannedRow>());
        var standing = await StandingAsync(items, token).ConfigureAwait(false);
        foreach (var (row, item) in items)
        {
            if (item.Statement is not { } request)
            {
                sent.Add((row, item));
                steps.Add(new PlannedRow(row, null));
                continue;
            }
            var content = new SourceContent(request);
            try
            {
                var isAgain = !IsFirst(content, row.Source);
                var known = standing.GetValueOrDefault(content.Name);
                var step = isAgain
                    ? RowPlan.Same
                    : known is null ? RowPlan.New(item) : await AgainstAsync(content, known, token).ConfigureAwait(false);
                sent.AddRange(step.Items.Select(one => (row, Sourced(one, row.Source))));
                steps.Add(new PlannedRow(row, step.ToChange(content, row.Source)));
            }
            catch (DiplomacyApiException problem) when (!problem.IsAboutTheConnection)
            {
                problems.Add(new ImportProblem(row, problem, IsUnresolved: false));
            }
        }
        return (sent, steps);
    }

    /// <summary>
    /// What stands within these bounds, and had no row; the last recorded first, so that answers come before what they answer.
    /// </summary>
    public async IAsyncEnumerable<ImportChange> FindMissingAsync(ImportScope within, [EnumeratorCancellation] CancellationToken token)
    {
        var filter = new StatementFilter
        {
            Negotiation = within.Negotiation is null ? "" : ResourceNames.Of("negotiations", within.Negotiation),
            Recorder = within.Recorder ?? "",
            Outlet = within.Outlet is null
                ? ""
                : await ErrorTranslator.TranslateErrorsAsync(() => outlet(within.Outlet, token)).ConfigureAwait(false),
        };
        var statements = client.Statements.AllAsync(new ListStatementsRequest { PageSize = 1_000, Filter = filter }, token)
            .GetAsyncEnumerator(token);
        await using var ended = statements.ConfigureAwait(false);
        while (await ErrorTranslator.TranslateErrorsAsync(async () =>
            await statements.MoveNextAsync().ConfigureAwait(false)).ConfigureAwait(false))
        {
            var statement = statements.Current;
            var id = ResourceNames.IdOf(statement.Name);
            if (_seen.ContainsKey(statement.Name) || _wrong.Contains(statement.Name)
                    || (within.IdPrefix is { } prefix && !id.StartsWith(prefix, StringComparison.Ordinal)))
                continue;
            if (statement.ErasedRevision > 0
                    || (statement.CorrectedBy.Length > 0
                        && !(await ErrorTranslator.TranslateErrorsAsync(() =>
                            HistoryAsync(statement, token)).ConfigureAwait(false)).Stands))
                continue;
            yield return new ImportChange { Change = ImportChangeKind.Gone, StatementId = id, Summary = statement.Summaries.First() };
        }
    }

    /// <summary>The corrections that annul statements.</summary>
    public async Task<IReadOnlyList<StatementItem>> AnnulmentsAsync(IReadOnlyList<ImportChange> gone, CancellationToken token)
    {
        var names = gone.Select(one => ResourceNames.Of("statements", one.StatementId)).ToList();
        var found = await FoundAsync(names, token).ConfigureAwait(false);
        var items = new List<StatementItem>(names.Count);
        foreach (var name in names)
            items.Add((found[name].CorrectedBy.Length == 0
                ? SourceHistory.None
                : await HistoryAsync(found[name], token).ConfigureAwait(false)).Annulment(name));
        return items;
    }

    /// <summary>Whether the row is the first of its id. A second one with other content would correct the first one at every run.</summary>
    private bool IsFirst(SourceContent content, string source)
    {
        if (_seen.TryAdd(content.Name, (content.Hash, source))) return true;
        var (hash, first) = _seen[content.Name];
        if (hash == content.Hash) return false;
        throw new DiplomacyApiException(
            $"{first} has the id {ResourceNames.IdOf(content.Name)} too, with other content; give each its own id, or leave one of them out.",
            "DuplicateRow", ErrorCategory.InvalidData);
    }

    private async Task<RowPlan> AgainstAsync(SourceContent row, Diplomacy.V1.Statement standing, CancellationToken token)
    {
        // What was erased is not brought back by a source that still has it.
        if (standing.ErasedRevision > 0) return RowPlan.Same;
        var (differences, reports) = (row.DifferencesFrom(standing), row.ReportsMissingIn(standing));
        if (standing.CorrectedBy.Length == 0)
            return differences.Count == 0
                ? RowPlan.Reported(reports)
                : RowPlan.Changed(SourceHistory.None.Update(row), differences, reports);

        var history = await HistoryAsync(standing, token).ConfigureAwait(false);
        if (history.IsGone) return RowPlan.Changed(history.Update(row), ["annulled: true → (none)", .. differences], reports);
        if (differences.Count == 0 || await SaidLastAsync(row, history, standing, token).ConfigureAwait(false))
            return RowPlan.Reported(history.Stands ? reports : []);
        return history.Stands ? RowPlan.Changed(history.Update(row), differences, reports)
            : throw new DiplomacyApiException(
                $"{ResourceNames.IdOf(standing.Name)} does not stand (it was annulled or marked as a duplicate by {standing.CorrectedBy}), and its row has other content now; undo that with Undo-Statement {standing.CorrectedBy}, or leave the row out.",
                "Annulled", ErrorCategory.InvalidOperation);
    }

    /// <summary>Whether the source said just this when it was last imported.</summary>
    private async Task<bool> SaidLastAsync(
        SourceContent row, SourceHistory history, Diplomacy.V1.Statement standing, CancellationToken token)
    {
        if (history.SaidLast is { } hash) return hash == row.Hash;
        var request = new GetStatementRequest { Name = standing.Name, At = new ReadAt { KnownAtRevision = standing.Revision } };
        var recorded = await client.Statements.GetStatementAsync(request, cancellationToken: token).ConfigureAwait(false);
        return row.DifferencesFrom(recorded.Statement).Count == 0;
    }

    private async Task<SourceHistory> HistoryAsync(Diplomacy.V1.Statement standing, CancellationToken token)
    {
        var corrections = new List<Correction>();
        await foreach (var correction in client.Statements.AllAsync(
                new ListCorrectionsRequest { PageSize = 1_000, Statement = standing.Name }, token).ConfigureAwait(false))
            corrections.Add(correction);
        return new SourceHistory(standing, corrections);
    }

    private async Task<Dictionary<string, Diplomacy.V1.Statement>> StandingAsync(
        List<(ImportRow Row, StatementItem Item)> items, CancellationToken token)
    {
        var standing = new Dictionary<string, Diplomacy.V1.Statement>(StringComparer.Ordinal);
        foreach (var names in items.Where(item => item.Item.Statement is not null)
                .Select(item => $"statements/{item.Item.Statement.StatementId}").Distinct().Chunk(BatchStatementsMax))
            foreach (var (name, statement) in await FoundAsync(names, token).ConfigureAwait(false)) standing[name] = statement;
        return standing;
    }

    /// <summary>Those that are there, read in as many answers as they need.</summary>
    private async Task<Dictionary<string, Diplomacy.V1.Statement>> FoundAsync(IReadOnlyList<string> names, CancellationToken token)
    {
        try
        {
            var answer = await client.Statements.BatchGetStatementsAsync(
                new BatchGetStatementsRequest { Names = { names }, AllowMissing = true }, cancellationToken: token).ConfigureAwait(false);
            return answer.Statements.ToDictionary(statement => statement.Name);
        }
        catch (DiplomacyException large) when (large.Reason == ErrorReason.TooLarge && names.Count > 1)
        {
            var half = names.Count / 2;
            var first = await FoundAsync([.. names.Take(half)], token).ConfigureAwait(false);
            foreach (var (name, statement) in await FoundAsync([.. names.Skip(half)], token).ConfigureAwait(false)) first[name] = statement;
            return first;
        }
    }

    private static StatementItem Sourced(StatementItem item, string source)
    {
        item.Source = source;
        return item;
    }
}
