using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// How an import's rows are sent: the next batch is read while the last one is recorded, and no more than the two are held.
/// </summary>
public abstract partial class ImportCmdlet
{
    private const int BatchRows = 500;
    private const int AtomicRowsMax = 1_000;

    private void Take(Func<ImportRow> bind, string source, object target)
    {
        try
        {
            _rows++;
            _waiting.Add(bind());
        }
        catch (DiplomacyApiException problem) when (!problem.IsAboutTheConnection)
        {
            _rows--;
            // What -Default names is wrong for every row.
            if (problem.Reason == "UnknownColumn")
                ThrowTerminatingError(new ErrorRecord(problem, $"DiplomacyApi.{problem.Reason}", problem.Category, target));
            Refuse(problem, source, target);
        }
        if (Mode == ImportMode.Atomic)
        {
            if (_waiting.Count > AtomicRowsMax)
                ThrowTerminatingError(Problem(
                    $"At most {AtomicRowsMax:N0} rows are recorded together; leave out -Mode Atomic, or split the rows.", "TooLarge",
                    ErrorCategory.LimitsExceeded, source));
        }
        else if (_waiting.Count >= BatchRows)
        {
            Flush();
        }
    }

    private void Flush()
    {
        Report();
        if (_waiting.Count == 0) return;
        if (_isSpoiled && Mode == ImportMode.Atomic)
        {
            _failed += _waiting.Count;
            WriteError(Problem("Nothing is recorded: a row is wrong, and -Mode Atomic records all or none.", "NotRecorded",
                ErrorCategory.InvalidData, null));
            return;
        }
        var rows = _waiting;
        _waiting = [];
        ReportErrors(null, () =>
        {
            _session ??= Open(Engine, new ImportSettings(Mode == ImportMode.Atomic, IsWhatIf, Actors()));
            _unanswered = rows.Count;
            _sent = _session.SendAsync(rows, StopToken);
        });
    }

    /// <summary>Waits for the batch that was sent last, and reports what became of it.</summary>
    private void Report()
    {
        if (_sent is not { } sent) return;
        _sent = null;
        ReportErrors(null, () =>
        {
            var outcome = sent.GetAwaiter().GetResult();
            _unanswered = 0;
            _recorded += outcome.Recorded;
            _corrected += outcome.Corrected;
            _skipped += outcome.Skipped;
            _failed += outcome.Problems.Count;
            _unread += outcome.Problems.Count(problem => problem.IsUnread);
            if (outcome.Revision > 0) _revision = Math.Max(_revision ?? 0, outcome.Revision);
            foreach (var change in outcome.Changes) WriteChange(change);
            foreach (var problem in outcome.Problems)
                WriteProblem(problem.Problem, problem.Row.Source, problem.Row.Target, problem.Row.Columns);
        });
    }

    private void Refuse(DiplomacyApiException problem, string source, object target)
    {
        _rows++;
        _failed++;
        _unread++;
        _isSpoiled = true;
        WriteProblem(problem, source, target, _mapping?.ByParameter);
    }

    /// <summary>The plan of an update is put out where it is only asked for.</summary>
    private protected void WriteChange(ImportChange change)
    {
        if (IsWhatIf) WriteObject(change);
        else if (change.Change != ImportChangeKind.Same) WriteVerbose($"{change} {change.Source}");
    }

    private protected void WriteProblem(
        DiplomacyApiException problem, string source, object? target, IReadOnlyDictionary<string, string>? columns) =>
        _errors.Take($"{InColumns(problem, columns)}", source, () =>
            WriteError(Problem($"{source}{InColumns(problem, columns)}", problem.Reason, problem.Category, target ?? source)));

    /// <summary>Reports, after the last row, the errors that more rows had than were written.</summary>
    private void WriteRepeated()
    {
        foreach (var more in _errors.More()) WriteError(Problem(more, "SameFault", ErrorCategory.InvalidData, null));
    }

    /// <summary>What is wrong, by the columns where the row has them.</summary>
    private static string InColumns(DiplomacyApiException problem, IReadOnlyDictionary<string, string>? columns)
    {
        var placed = columns is null ? [] : problem.Fields
            .Select(field =>
                (Column: columns.GetValueOrDefault(FieldParameters.Named(field.Field, [.. columns.Keys]).TrimStart('-')), field.Message))
                    .ToList();
        return placed.Count == 0 || placed.Exists(field => field.Column is null)
            ? $": {problem.Message}"
            : string.Join(';', placed.Select(field => $", column '{field.Column}': {field.Message}"));
    }

    private void ShowProgress(
        string file,
        double share) =>
        WriteProgress(new ProgressRecord(0, What,
            $"{file}: {_rows:N0} rows, {_recorded:N0} recorded, {_corrected:N0} corrected, {_skipped:N0} skipped, {_failed:N0} failed")
        {
            PercentComplete = (int)(share * 100),
        });
}
