using System.Globalization;
using System.Text.RegularExpressions;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;

namespace DiplomacyApi.FaultTests.Fuzzing;

/// <summary>A file, and the cmdlet that is to import it.</summary>
internal sealed record FileToImport(string Name, string Cmdlet, byte[] Bytes)
{
    public static FileToImport Of(string path) =>
        new(Path.GetFileName(path),
            Path.GetFileName(path).StartsWith("actors", StringComparison.Ordinal) ? "Import-Actor" : "Import-Statement",
            File.ReadAllBytes(path));
}

/// <summary>A seeded server and a Shell that imports files into it, each held to what an import promises.</summary>
internal sealed partial class ImportBench : IAsyncDisposable
{
    private const long MemoryBytesMax = 1L << 30;

    /// <summary>How long one import may take, however slow the machine is.</summary>
    private static readonly TimeSpan ImportMax = TimeSpan.FromMinutes(1);

    // The errors that a script may meet are those of the module's surface; these of them no file may bring about.
    private static readonly string[] NotByFiles = ["ServerFault", "OutcomeUnknown", "TimedOut", "Unreachable", "ImportOutOfOrder"];
    private static readonly HashSet<string> DocumentedIds =
        [.. File.ReadLines(Repository.At("tests", "DiplomacyApi.Tests", "Module", "Cmdlets", "Surface.txt"))
        .Select(line => line.Trim()).Where(line => line.StartsWith("DiplomacyApi.", StringComparison.Ordinal))
        .Except(NotByFiles.Select(id => $"DiplomacyApi.{id}"))];

    private readonly ServerHome _home = ServerHome.New();
    private ServerProcess _server = null!;

    private ImportBench() { }

    public ImportingShell Shell { get; private set; } = null!;

    public DiplomacyClient Client { get; private set; } = null!;

    public static async Task<ImportBench> BeginAsync()
    {
        var bench = new ImportBench();
        bench._server = await ServerProcess.StartAsync(
            bench._home, variables: new Dictionary<string, string> { ["DIPLOMACY_SEED"] = Repository.At("seeds") });
        bench.Client = bench._home.Client();
        bench.Shell = new ImportingShell(bench._home.Address, $$"""
            $folder = '{{bench._home.Folder}}'
            foreach ($name in 'all.csv', 'all.tsv', 'all.jsonl') { $null = Export-Statement $folder/$name }
            $null = Export-Statement $folder/named.jsonl -IncludeNamed
            foreach ($act in '{{string.Join("', '", Enum.GetNames<ActKind>().Except(["Unspecified"]))}}') { $null = Export-Statement $folder/template-$act.csv -Template $act }
            """);
        return bench;
    }

    /// <summary>Files that are whole: what a server exports, the templates of all acts, and the seeds.</summary>
    public async Task<IReadOnlyList<FileToImport>> WholeFilesAsync()
    {
        // The Shell answers once it has written them.
        await ImportAsync(new FileToImport("first.jsonl", "Import-Statement", "{}"u8.ToArray()), isPiped: false);
        return
        [
            .. Directory.GetFiles(_home.Folder, "*.*sv").Concat(Directory.GetFiles(_home.Folder, "*.jsonl"))
                .Concat(Directory.GetFiles(Repository.At("seeds", "security-talks-2022"), "*.jsonl")).Select(FileToImport.Of),
            new("actors.csv", "Import-Actor",
                "Name,Type,Alias,SpeaksFor,ExternalId,Id\nJane Doe,Person,\"J. Doe; Doe\",Ministry of Talks,,\nMinistry of Talks,Ministry,,,wikidata = Q999999998,talks-ministry\n"u8.ToArray()),
        ];
    }

    /// <summary>Imports a file, and compares what it reports with what was recorded.</summary>
    public async Task<ReportedImport> ImportAsync(FileToImport file, bool isPiped)
    {
        var path = Path.Combine(_home.Folder, file.Name);
        await File.WriteAllBytesAsync(path, file.Bytes, Faults.Token);
        var before = await HeadAsync();
        var import = await Shell.ImportAsync(file.Cmdlet, path, isPiped).WaitAsync(ImportMax, Faults.Token);
        var recorded = await HeadAsync() - before;
        if (Problem(file, isPiped, import, recorded) is { } problem)
            Assert.Fail($"{problem}: {Kept(file)}{(isPiped ? ", piped" : "")}\n{import}");
        return import;
    }

    /// <summary>Keeps a file that made a test fail, and says where it is.</summary>
    public static string Kept(FileToImport file)
    {
        var path = Path.Combine(Directory.CreateDirectory(Repository.At("artifacts", "failed-imports")).FullName,
            $"seed-{Faults.Seed}-{file.Name}");
        File.WriteAllBytes(path, file.Bytes);
        return $"{file.Cmdlet} -LiteralPath {path}";
    }

    public async ValueTask DisposeAsync()
    {
        Shell.Dispose();
        Client.Dispose();
        await _server.StopAsync();
        _server.Dispose();
        _home.Dispose();
    }

    private string? Problem(FileToImport file, bool isPiped, ReportedImport import, long recorded)
    {
        if (_server.HasExited) return "the server ended";
        if (_server.MemoryBytes > MemoryBytesMax || Shell.MemoryBytes > MemoryBytesMax)
            return $"{_server.MemoryBytes} and {Shell.MemoryBytes} bytes are resident";
        if (import.Errors.FirstOrDefault(error => !DocumentedIds.Contains(error.Id)) is { } unknown)
            return $"the error {unknown.Id} is not documented";
        if (import.Errors.FirstOrDefault(error => Internals().IsMatch(error.Message)) is { } inner)
            return $"the error {inner.Id} shows what is inside";
        var ofRows = import.Errors.Select(error => RowOf(error, file.Name)).OfType<string>().ToList();
        if (ofRows.Distinct().Count() != ofRows.Count) return "a row is reported twice";
        var repeated = import.Errors.Select(error => More().Match(error.Message)).Where(more => more.Success)
            .Select(more => long.Parse(more.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)).ToList();
        // Each line that is piped and is no row is taken for a file of its own.
        if (import.Errors.Count - ofRows.Count - repeated.Count > 1 && !isPiped) return "the file is refused more than once";
        if (import.Counts is null)
            return (import.Errors.Count == 1 || isPiped) && recorded == 0
                ? null
                : $"it ended without a summary, and {recorded} are recorded";
        if (import.Rows != import.Recorded + import.Skipped + import.Failed) return "the counts do not add up";
        if (import.Failed != ofRows.Count + repeated.Sum()) return "not each row that failed is reported";
        return import.Recorded == recorded ? null : $"{recorded} are recorded";
    }

    /// <summary>The row that an error is about; null where it is about the file.</summary>
    private static string? RowOf(ReportedError error, string file)
    {
        var start = $"{file} line ";
        var place = error.Message.StartsWith(start, StringComparison.Ordinal)
            ? error.Message[start.Length..]
            : error.Message.StartsWith("row ", StringComparison.Ordinal) ? error.Message[4..] : "";
        // What is wrong in a cell is named by its column too: `line 2, column 'Said': …`.
        var end = place.IndexOfAny([':', ',']);
        return end > 0 && long.TryParse(place[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? place[..end]
            : null;
    }

    private async Task<long> HeadAsync() =>
        (await Client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: Faults.Token)).LogPosition.Revision;

    /// <summary>A fault that more rows had than are reported one by one.</summary>
    [GeneratedRegex(@"^The same in ([\d,]+) more rows ")]
    private static partial Regex More();

    [GeneratedRegex(@"Object reference|Unable to cast|Exception of type|System\.[A-Z]\w+Exception|\n   at |Sequence contains|given key")]
    private static partial Regex Internals();
}
