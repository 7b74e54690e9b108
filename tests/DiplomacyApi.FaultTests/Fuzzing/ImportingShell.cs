using System.Diagnostics;
using System.Globalization;
using System.Text;
using DiplomacyApi.FaultTests.Running;

namespace DiplomacyApi.FaultTests.Fuzzing;

/// <summary>An error that an import wrote: its id, and what it says.</summary>
internal sealed record ReportedError(string Id, string Message);

/// <summary>What became of an import: its summary's counts, null where it ended before, and its errors in their order.</summary>
internal sealed record ReportedImport(long[]? Counts, IReadOnlyList<ReportedError> Errors)
{
    public long Rows => Counts![0];

    public long Recorded => Counts![1];

    public long Skipped => Counts![2];

    public long Failed => Counts![3];

    public override string ToString() =>
        $"{(Counts is null ? "ended early" : $"{Rows} rows, {Recorded} recorded, {Skipped} skipped, {Failed} failed")}\n{string.Join('\n', Errors.Select(error => $"  {error.Id}: {error.Message}"))}";
}

/// <summary>An operator's Shell that imports the files it is given, one after the other.</summary>
internal sealed class ImportingShell : IDisposable
{
    private const string End = "end";

    // What is put out is in base 64: messages quote what files hold, line ends and all.
    private const string Loop = """
        $text = { [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes([string]$args[0])) }
        while ($null -ne ($cmdlet = [Console]::In.ReadLine())) {
            $path = [Console]::In.ReadLine()
            $isPiped = [Console]::In.ReadLine() -eq 'piped'
            $how = @{ ErrorAction = 'SilentlyContinue'; WarningAction = 'SilentlyContinue'; ErrorVariable = 'problems' }
            $summary, $problems, $ending = $null, @(), $null
            try { $summary = if ($isPiped) { [IO.File]::ReadAllLines($path) | & $cmdlet @how } else { & $cmdlet -LiteralPath $path @how } }
            catch { $ending = $_ }
            if ($summary) { [Console]::Out.WriteLine("counts $($summary.Rows) $($summary.Recorded) $($summary.Skipped) $($summary.Failed)") }
            elseif ($null -eq $ending -and $problems.Count -eq 0) { [Console]::Out.WriteLine('nothing') }
            $ended = if ($ending) { $ending.Exception.Message }
            foreach ($problem in @($problems | Where-Object { $_ -is [Management.Automation.ErrorRecord] -and $_.Exception.Message -ne $ended }) + @($ending)) {
                if ($problem) { [Console]::Out.WriteLine("error $(& $text $problem.FullyQualifiedErrorId) $(& $text $problem.Exception.Message)") }
            }
            [Console]::Out.WriteLine('end')
            [Console]::Out.Flush()
        }
        """;

    private readonly Process _process;
    private volatile string _said = "";

    /// <param name="address">The server.</param>
    /// <param name="before">A script that is run first.</param>
    public ImportingShell(Uri address, string before)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Shell, "-Command", $"{before}\n{Loop}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        start.Environment["DIPLOMACY_API_ADDRESS"] = address.ToString();
        _process = Process.Start(start)!;
        // It warns of many of the files. Only its last words are shown, and only if it ends.
        _process.ErrorDataReceived += (_, line) => _said = line.Data ?? _said;
        _process.BeginErrorReadLine();
    }

    public long MemoryBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Imports a file, or pipes its lines in as texts.</summary>
    public async Task<ReportedImport> ImportAsync(string cmdlet, string path, bool isPiped = false)
    {
        foreach (var line in new[] { cmdlet, path, isPiped ? "piped" : "" })
            await _process.StandardInput.WriteLineAsync(line.AsMemory(), Faults.Token);
        await _process.StandardInput.FlushAsync(Faults.Token);
        var (counts, errors) = ((long[]?)null, new List<ReportedError>());
        while (await _process.StandardOutput.ReadLineAsync(Faults.Token) is var line && line != End)
        {
            Assert.True(line is not null, $"The Shell ended. {_said}");
            var words = line.Split(' ');
            if (words[0] == "counts") counts = [.. words[1..].Select(word => long.Parse(word, CultureInfo.InvariantCulture))];
            else if (words[0] == "error") errors.Add(new ReportedError(Text(words[1]).Split(',')[0], Text(words[2])));
        }
        return new ReportedImport(counts, errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private static string Text(string word) => Encoding.UTF8.GetString(Convert.FromBase64String(word));
}
