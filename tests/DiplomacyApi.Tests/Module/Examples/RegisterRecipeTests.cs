using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;

namespace DiplomacyApi.Tests.Module.Examples;

/// <summary>
/// The recipes for registers: what they make of a file is what is counted in it apart from the module, and again nothing.
/// </summary>
public sealed partial class RegisterRecipeTests : IDisposable
{
    private const string Sample = "sample";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    public RegisterRecipeTests() => RegisterFiles.WriteTo(_folder.FullName);

    public static TheoryData<string> Folders => [Sample, .. RegisterFiles.Real];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Recommendations_between_states_are_recorded_or_reported_and_counted_as_in_the_export(string folder)
    {
        await using var server = await TestServer.StartSeededAsync();
        var file = At(folder, RegisterFiles.Export);

        var output = await RunAsync(server, $$"""
            $run = { Import-UprInfoExport.ps1 -Path '{{file}}' -Encoding macintosh 2>$null }
            $first = & $run
            "$($first.Recorded) $($first.Skipped) $($first.Failed)"
            "$((& $run).Recorded)"
            foreach ($position in 'Accepted', 'Noted', 'Rejected') { "$(@(Get-Obligation -Negotiation universal-periodic-review | Where-Object FormalPosition -EQ $position).Count)" }
            "$(@(Get-Obligation -Negotiation universal-periodic-review -Pending).Count)"
            """);

        // A name that nobody is known by is reported: both the recommendation and the answer.
        var rows = RegisterFiles.Rows(file, "macintosh");
        var unknown = rows.Where(row => row["from"] is "Atlantis" or "&#40;Unknown&#41;").ToList();
        var (sent, wrong) = (rows.Sum(Statements), unknown.Sum(Statements));
        Assert.Equal([$"{sent - wrong} 0 {wrong}", "0", .. new[] { "Accepted", "Noted", "Rejected" }.Select(Count), Count("No Response")],
            output);

        int Statements(Dictionary<string, string> row) => row["response"] == "No Response" ? 1 : 2;
        string Count(string response) => $"{rows.Except(unknown).Count(row => row["response"] == response)}";
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task After_each_version_of_a_table_the_log_is_that_version_and_each_earlier_one_as_known_then(string folder)
    {
        await using var server = await TestServer.StartSeededAsync();
        var versions = Enumerable.Range(1, 4).ToList();

        var output = await RunAsync(server, $$"""
            $known = foreach ($version in 1..4) {
                $run = { Import-UprYear.ps1 -Path ('{{At(folder, "upr")}}/2012-version-{0}.csv' -f $version) -Encoding ($version -eq 4 ? 'iso-8859-1' : 'macintosh') -Confirm:$false 2>$null }
                $first = & $run
                $again = & $run
                "again: $($again.Recorded + $again.Corrected + $again.Annulled) $($first.Failed -eq $again.Failed)" | Out-Host
                (Get-Journal).Revision
            }
            foreach ($revision in $known) {
                "--- $revision"
                Get-Obligation -Negotiation universal-periodic-review -KnownAtRevision $revision | ForEach-Object { "$($_.DebtorId)|$($_.FormalPosition)|$($_.Title)" }
            }
            """);

        Assert.Equal(Enumerable.Repeat("again: 0 True", 4), output.Take(4));
        var states = output.Skip(4).Aggregate(new List<HashSet<string>>(), (all, line) =>
        {
            if (line.StartsWith("--- ", StringComparison.Ordinal)) all.Add([]);
            else all[^1].Add(line);
            return all;
        });
        foreach (var (version, state) in versions.Zip(states))
        {
            var rows = RegisterFiles.Rows(At(folder, RegisterFiles.Versions(version)), RegisterFiles.EncodingOf(version));
            var expected = rows.Select(row => $"{row["to"]}|{Position(row["decision"])}|{row["text"].Trim()}").ToHashSet();
            // Of the real files a part is reported: states by names that nobody is known by.
            Assert.True(state.Count > 0);
            if (folder == Sample) Assert.Equal(expected.Order(StringComparer.Ordinal), state.Order(StringComparer.Ordinal));
            else Assert.True(state.Except(expected).Count() <= 2, string.Join('\n', state.Except(expected).Take(5)));
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task One_document_answers_the_recommendations_of_many_states(string folder)
    {
        await using var server = await TestServer.StartSeededAsync();
        var file = At(folder, RegisterFiles.List);

        var output = await RunAsync(server, $$"""
            $run = { Import-UprThematicList.ps1 -Path '{{file}}' -State Slovenia -Prefix list -Recommended 2025-01 -Answered 2025-06 -AnsweredMax 16 }
            "$((& $run).Failed)"
            "$((& $run).Recorded)"
            $owed = @(Get-Obligation -Negotiation universal-periodic-review)
            foreach ($position in 'Accepted', 'Noted') { "$(@($owed | Where-Object FormalPosition -EQ $position).Count)" }
            "$(($owed | ForEach-Object { ($_.Creditor -split ', ').Count } | Measure-Object -Maximum).Maximum)"
            """);

        var text = (await File.ReadAllTextAsync(file, TestServer.Token)).ReplaceLineEndings("\n");
        Assert.Equal(["0", "0", $"{SupportedLine().Count(text)}", $"{NotedLine().Count(text)}", "8"], output);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Questions_are_overdue_by_the_days_that_are_counted_by_hand(string folder)
    {
        var asOf = new DateOnly(2024, 2, 1);
        await using var server = await TestServer.StartSeededAsync();
        var file = At(folder, RegisterFiles.Questions);

        var output = await RunAsync(server, $$"""
            $run = { Import-WrittenQuestion.ps1 -Path '{{file}}' -Report {{asOf:yyyy-MM-dd}} }
            $first, $overdue = & $run
            "$($first.Failed) $((& $run)[0].Recorded)"
            $overdue | ForEach-Object { "$($_.DemandId.Split('-')[-1]) $($_.Days)" }
            """);

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestServer.Token));
        var late = from result in json.RootElement.GetProperty("results").EnumerateArray()
                   let question = result.GetProperty("value")
                   let due = DayOf(question, "dateForAnswer")!.Value
                   let answered = DayOf(question, "dateAnswered")
                   where due < asOf && !(answered <= asOf)
                   let days = asOf.DayNumber - due.DayNumber
                   let number = question.GetProperty("uin").GetString()
                   orderby days descending, number
                   select $"{number} {days}";
        Assert.Equal(["0 0", .. late], output);
        Assert.True(output.Count > 1);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Events_are_what_outlets_say_and_oblige_nobody(string folder)
    {
        await using var server = await TestServer.StartSeededAsync();

        var output = await RunAsync(server, $$"""
            $run = { Import-EventTable.ps1 -Path '{{At(folder, RegisterFiles.Events)}}' }
            $first = & $run
            "$($first.Recorded) $($first.Failed)"
            "$((& $run).Recorded)"
            foreach ($act in 'Demand', 'Warning', 'Remark') { "$(@(Get-Statement -Negotiation reported-events -Act $act).Count)" }
            "$(@(Get-Statement -Negotiation reported-events | Where-Object Attribution -NE Media).Count)"
            "$(@(Get-PendingDemand -Negotiation reported-events).Count)"
            """);

        var rows = (await File.ReadAllLinesAsync(At(folder, RegisterFiles.Events), TestServer.Token))
            .Skip(1).Select(line => line.Split('\t'))
            .Where(cells => cells[4] != cells[10] && cells[4] is not ("NA" or "NULL" or "") && cells[10] is not ("NA" or "NULL" or "")
                && string.CompareOrdinal(cells[6], "14") < 0)
            .DistinctBy(cells => (cells[1], cells[2], cells[6], cells[8])).ToList();
        int Count(params string[] roots) => rows.Count(cells => roots.Contains(cells[6][..2]));
        Assert.Equal(
            [$"{rows.Count} 0", "0", $"{Count("02", "10")}", $"{Count("13")}", $"{rows.Count - Count("02", "10", "13")}", "0", "0"],
            output);
    }

    [Fact]
    public async Task A_register_of_promises_reports_which_are_open_kept_and_missed()
    {
        await using var server = await TestServer.StartSeededAsync();
        var file = Path.Combine(_folder.FullName, "promises.csv");
        const string Header = "Number;Text;Minister;Ministry;Committee;Date;Due;Status;Fulfilled\n";
        await File.WriteAllTextAsync(file, Header + """
            T1;Send the letter;A. Minister;Ministry of Bridges;Committee for Roads;05-01-2024;01-03-2024;Fulfilled;20-02-2024
            T2;Count the bridges;A. Minister;Ministry of Bridges;Committee for Roads;05-01-2024;01-03-2024;Open;01-01-0001
            T3;Paint some bridges;A. Minister;Ministry of Bridges;Committee for Roads;05-01-2024;01-06-2024;Partly fulfilled;01-02-2024
            T4;Look into it;A. Minister;Ministry of Bridges;Committee for Roads;05-01-2024;;Open;01-01-0001
            """, TestServer.Token);
        var next = Path.Combine(_folder.FullName, "next.csv");
        await File.WriteAllTextAsync(next,
            (await File.ReadAllTextAsync(file, TestServer.Token))
                .Replace("T2;Count the bridges;A. Minister;Ministry of Bridges;Committee for Roads;05-01-2024;01-03-2024",
                    "T2;Count the bridges;A. Minister;Ministry of Bridges;Committee for Roads;05-01-2024;01-12-2024",
                    StringComparison.Ordinal)
            .Split("T4;", 2)[0], TestServer.Token);

        var output = await RunAsync(server, $$"""
            "$(Import-PromiseRegister.ps1 -Path '{{file}}' -Prefix reg)"
            Get-Promise -Negotiation promises-to-parliament -AsOf 2024-04-01 | Sort-Object What | ForEach-Object { "$($_.What) $($_.State) $($_.Due)" }
            "$((Get-Promise -Negotiation promises-to-parliament -AsOf 2024-04-01 -Missed).What)"
            "$(Import-PromiseRegister.ps1 -Path '{{next}}' -Prefix reg -Confirm:$false)"
            Get-Promise -Negotiation promises-to-parliament -AsOf 2024-04-01 -Missed | ForEach-Object What
            "$(Import-PromiseRegister.ps1 -Path '{{next}}' -Prefix reg -Confirm:$false)"
            """);

        Assert.Equal(
            [
                "6 recorded, 0 skipped, 0 failed",
                "Count the bridges Promised 2024-03-01", "Look into it Promised ", "Paint some bridges Promised 2024-06-01",
                "Send the letter Delivered 2024-03-01",
                "Count the bridges",
                "0 recorded, 1 corrected, 4 skipped, 0 failed, 1 gone, 1 annulled",
                "0 recorded, 5 skipped, 0 failed",
            ], output);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Task<IReadOnlyList<string>> RunAsync(
        TestServer server,
        string script) => Programs.RunScriptAsync(Programs.PwshOrSkip(), ["-NoProfile", "-NonInteractive", "-File"], $$"""
        $ErrorActionPreference = 'Stop'
        {{ModuleHosts.Begin(server.Address)}}
        {{Recipe().Replace(script, $"& '{Repository.At("module", "examples")}{Path.DirectorySeparatorChar}$0'")}}
        """, []);

    private static DateOnly? DayOf(JsonElement question, string date) =>
        question.GetProperty(date).GetString() is { } text
            ? DateOnly.ParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;

    private static string Position(string decision) => decision switch
    {
        "support" or "implemented" => "Accepted",
        "reject" => "Rejected",
        "noted" => "Noted",
        _ => "None",
    };

    private string At(string folder, string path) => Path.Combine(folder == Sample ? _folder.FullName : folder, path);

    [GeneratedRegex(@"Import-\w+\.ps1")]
    private static partial Regex Recipe();

    [GeneratedRegex("^Supported$", RegexOptions.Multiline)]
    private static partial Regex SupportedLine();

    [GeneratedRegex("^Noted$", RegexOptions.Multiline)]
    private static partial Regex NotedLine();
}
