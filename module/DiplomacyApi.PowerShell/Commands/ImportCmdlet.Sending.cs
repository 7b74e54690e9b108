using System.Management.Automation;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>How an import's rows are sent: the next batch is read while the last one is recorded, and no more than the two are held.</summary>
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
            if (problem.Reason == "UnknownColumn") ThrowTerminatingError(new ErrorRecord(problem, $"DiplomacyApi.{problem.Reason}", problem.Category, target));
            Refuse(problem, source, target);
        }
        if (Mode == ImportMode.Atomic)
        {
            if (_waiting.Count > AtomicRowsMax)
                ThrowTerminatingError(Problem($"At most {AtomicRowsMax:N0} rows are recorded together; leave out -Mode Atomic, or split the rows.", "TooLarge", ErrorCategory.LimitsExceeded, source));
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
            WriteError(Problem("Nothing is recorded: a row is wrong, and -Mode Atomic records all or none.", "NotRecorded", ErrorCategory.InvalidData, null));
            return;
        }
        var rows = _waiting;
        _waiting = [];
        Guard(null, () =>
        {
            _session ??= Open(Engine, new ImportSettings(Mode == ImportMode.Atomic, IsWhatIf, Actors()));
            _sent = _session.SendAsync(rows, StopToken);
        });
    }

    /// <summary>Waits for the batch that was sent last, and tells what became of it.</summary>
    private void Report()
    {
        if (_sent is not { } sent) return;
        _sent = null;
        Guard(null, () =>
        {
            var outcome = sent.GetAwaiter().GetResult();
            _recorded += outcome.Recorded;
            _skipped += outcome.Skipped;
            _failed += outcome.Problems.Count;
            _revision = Math.Max(_revision, outcome.Revision);
            // A dry run tells unresolved names in its summary, each once.
            foreach (var problem in outcome.Problems.Where(problem => !(IsWhatIf && problem.IsUnresolved))) WriteProblem(problem.Problem, problem.Row.Source, problem.Row.Target);
        });
    }

    private void Refuse(DiplomacyApiException problem, string source, object target)
    {
        _rows++;
        _failed++;
        _isSpoiled = true;
        WriteProblem(problem, source, target);
    }

    private void WriteProblem(DiplomacyApiException problem, string source, object? target) =>
        WriteError(Problem($"{source}: {problem.Message}", problem.Reason, problem.Category, target ?? source));

    private void ShowProgress(string file, double share) => WriteProgress(new ProgressRecord(0, What, $"{file}: {_rows:N0} rows, {_recorded:N0} recorded, {_skipped:N0} skipped, {_failed:N0} failed")
    {
        PercentComplete = (int)(share * 100),
    });
}
