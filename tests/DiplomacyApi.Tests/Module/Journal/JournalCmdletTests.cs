using Diplomacy.V1;
using DiplomacyApi.Server.Commands;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace DiplomacyApi.Tests.Module.Journal;

public sealed class HostedJournalCmdletTests : JournalCmdletTests<HostedRunspace>;

public sealed class PwshJournalCmdletTests : JournalCmdletTests<PwshRunspace>;

/// <summary>What operators do from PowerShell: look at entries, verify the chain, take copies, and notice a log that went back.</summary>
public abstract class JournalCmdletTests<THost> : IDisposable
    where THost : IModuleHost
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Entries_are_got_by_revision_and_by_what_they_record()
    {
        await using var server = await TestServer.StartSeededAsync();

        var output = await THost.RunAsync("""
            $journal = Get-Journal
            $last = Get-JournalEntry -First 1
            "$($last.Revision -eq $journal.Revision) $($last.Hash -eq $journal.HeadHash)"
            Get-Statement lavrov-waits-for-answers | Get-JournalEntry | ForEach-Object { "$($_.Kind) $($_.Id) $($_.Erased) $($_.Payload.Length)" }
            $entry = Get-JournalEntry 1 -Raw
            $hmac = [System.Security.Cryptography.HMACSHA256]::HashData([Convert]::FromHexString($entry.Salt), [Convert]::FromHexString($entry.Payload))
            [string]([Convert]::ToHexString($hmac) -eq $entry.Commitment)
            (Get-JournalEntry 3, 2 | ForEach-Object Revision) -join ' '
            (Get-JournalEntry -Id actors/nato -Kind ActorCreated, ActorUpdated -First 1).Id
            [string]@(Get-JournalEntry -Erased).Count
            [string](@(Get-JournalEntry -KnownAtRevision 20 -Kind Statement).Count -eq @(Get-Statement -KnownAtRevision 20).Count)
            Get-JournalEntry ($journal.Revision + 1) -ErrorAction SilentlyContinue -ErrorVariable problem
            $problem[0].FullyQualifiedErrorId.Split(',')[0]
            """, server.Address);

        Assert.Equal(
            ["True True", "Statement statements/lavrov-waits-for-answers False 0", "True", "3 2", "actors/nato", "0", "True",
                "DiplomacyApi.UnknownRevision"],
            output);
    }

    [Fact]
    public async Task A_sound_journal_is_verified_and_a_changed_one_reports_where()
    {
        const string Script = """
            Test-Journal -Projections | ForEach-Object { "$($_.Verified) $($_.Revision -eq $_.HeadRevision) $($_.HeadHash -eq (Get-Journal).HeadHash) $($_.FlawRevision) $($_.FlawKind)" }
            [string](Test-Journal -Quiet)
            """;
        IReadOnlyList<string> sound;
        await using (var server = await TestServer.StartSeededAsync(folder: _folder.FullName))
            sound = await THost.RunAsync(Script, server.Address);
        await using (var file = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "journal.db")};Pooling=False"))
        {
            await file.OpenAsync(TestServer.Token);
            await using var change = file.CreateCommand();
            change.CommandText = "DROP TRIGGER journal_is_not_updated; UPDATE journal SET recorder = 'other' WHERE revision = 5";
            Assert.Equal(1, await change.ExecuteNonQueryAsync(TestServer.Token));
            change.CommandText = "CREATE TRIGGER journal_is_not_updated BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never updated'); END";
            await change.ExecuteNonQueryAsync(TestServer.Token);
        }
        await using var changed = await TestServer.StartAsync("", TimeProvider.System, _folder.FullName);

        var flawed = await THost.RunAsync(Script, changed.Address);

        Assert.Equal(["True True True  None", "True"], sound);
        Assert.Equal(["False False False 5 Hash", "False"], flawed);
    }

    [Fact]
    public async Task A_copy_is_whole_its_owners_alone_and_can_be_restored()
    {
        var (copy, data) = (Path.Combine(_folder.FullName, "copy.db"), Path.Combine(_folder.FullName, "restored.db"));
        await using var server = await TestServer.StartSeededAsync();

        var output = await THost.RunAsync($$"""
            Backup-Journal '{{copy}}' -WhatIf
            [string][IO.File]::Exists('{{copy}}')
            $copy = Backup-Journal '{{copy}}'
            $journal = Get-Journal
            "$($copy.Path -eq '{{copy}}') $($copy.Revision -eq $journal.Revision) $($copy.HeadHash -eq $journal.HeadHash) $($copy.SizeBytes -eq [IO.FileInfo]::new('{{copy}}').Length)"
            [string]($copy.Sha256 -eq [Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData([IO.File]::ReadAllBytes('{{copy}}'))))
            foreach ($path in '{{copy}}', '{{_folder.FullName}}', '{{Path.Combine(_folder.FullName, "none", "copy.db")}}') {
                try { Backup-Journal $path -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            }
            [string](Backup-Journal '{{copy}}' -Force).Revision
            """, server.Address);

        Assert.Equal(
            ["False", "True True True True", "True", "DiplomacyApi.FileExists", "DiplomacyApi.FileExists", "DiplomacyApi.FileNotWritable",
                $"{await server.HeadAsync()}"],
            output);
        Assert.Equal(["copy.db"], _folder.EnumerateFiles().Select(file => file.Name));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(copy));
        Assert.Equal(0,
            await CommandLine.RunAsync(["restore", "--from", copy, "--data", data], TimeProvider.System, TextWriter.Null, TextWriter.Null));
    }

    [Fact]
    public async Task A_log_that_is_not_the_one_seen_is_refused_until_it_is_accepted()
    {
        var history = Path.Combine(_folder.FullName, "history.json");
        await using var first = await TestServer.StartSeededAsync();
        await using var another = await TestServer.StartWithNewLogAsync();

        var output = await THost.RunAsync($$"""
            Connect-DiplomacyApi {{first.Address}} -HistoryFile '{{history}}'
            Add-Remark 'A remark.' -By Stoltenberg -Said 2022-01-26 | Out-Null
            $seen = Get-Journal
            Connect-DiplomacyApi {{first.Address}} -HistoryFile '{{history}}'
            try { Connect-DiplomacyApi {{another.Address}} -HistoryFile '{{history}}' } catch { $_.FullyQualifiedErrorId.Split(',')[0] }
            [string]((Get-Journal).LogId -eq $seen.LogId)
            [IO.File]::Delete('{{history}}')
            Connect-DiplomacyApi {{another.Address}} -HistoryFile '{{history}}'
            [string]((Get-Journal).LogId -eq $seen.LogId)
            """, first.Address);

        Assert.Equal(["DiplomacyApi.OtherLog", "True", "False"], output);
    }

    [Fact]
    public async Task A_log_that_went_back_or_forked_is_refused_with_the_way_out()
    {
        var (history, data, copy) = (Path.Combine(_folder.FullName, "history.json"), Path.Combine(_folder.FullName, "data"),
            Path.Combine(_folder.FullName, "copy"));
        await using (var server = await TestServer.StartSeededAsync(folder: data)) await server.HeadAsync();
        Copy(data, copy);
        await using (var server = await TestServer.StartAsync("", TimeProvider.System, data))
        {
            await THost.RunAsync($$"""
                Add-Remark 'Lost by the restore.' -By Stoltenberg -Said 2022-01-26 | Out-Null
                Connect-DiplomacyApi {{server.Address}} -HistoryFile '{{history}}'
                """, server.Address);
        }
        await using var restored = await TestServer.StartAsync("", TimeProvider.System, copy);

        var output = await THost.RunAsync($$"""
            $given = Connect-DiplomacyApi {{restored.Address}} -PassThru
            foreach ($remark in 'Another.', 'And more.') {
                try { Connect-DiplomacyApi {{restored.Address}} -HistoryFile '{{history}}'; 'no error' } catch { $_.FullyQualifiedErrorId.Split(',')[0]; $_.Exception.Message }
                Add-Remark $remark -By Stoltenberg -Said 2022-01-26 -Connection $given | Out-Null
            }
            [IO.File]::Delete('{{history}}')
            Connect-DiplomacyApi {{restored.Address}} -HistoryFile '{{history}}'
            [string]((Get-Journal).Revision -eq (Get-Journal -Connection $given).Revision)
            """, restored.Address);

        Assert.Equal(["DiplomacyApi.LogWentBack", "DiplomacyApi.LogForked", "True"], [output[0], output[2], output[4]]);
        Assert.All([output[1], output[3]], message => Assert.Contains("delete the history file", message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("empty.json", "delete the file")]
    [InlineData("none/history.json", "-HistoryFile")]
    [InlineData("folder", "-HistoryFile")]
    public async Task A_history_file_that_cannot_be_one_is_reported_with_the_way_out(string path, string wayOut)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "empty.json"), "{}", TestServer.Token);
        _folder.CreateSubdirectory("folder");
        await using var server = await TestServer.StartEmptyAsync();
        var history = Path.Combine(_folder.FullName, path);

        var output = await THost.RunAsync(
            $$"""try { Connect-DiplomacyApi {{server.Address}} -HistoryFile '{{history}}'; 'no error' } catch { $_.FullyQualifiedErrorId.Split(',')[0]; $_.Exception.Message }""",
            server.Address);

        Assert.Equal("DiplomacyApi.HistoryFileUnusable", output[0]);
        Assert.Contains(history, output[1], StringComparison.Ordinal);
        Assert.Contains(wayOut, output[1], StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles("*.new"));
    }

    [Theory]
    [InlineData("ended", "Backup-Journal 'COPY'", "BackupDamaged")]
    [InlineData("changed", "Backup-Journal 'COPY'", "BackupDamaged")]
    [InlineData("ended", "Test-Journal", "CheckIncomplete")]
    [InlineData("ended", "Test-Journal -Quiet", "CheckIncomplete")]
    public async Task What_did_not_come_whole_is_not_taken_for_whole(string how, string command, string reason)
    {
        var copy = Path.Combine(_folder.FullName, "copy.db");
        await using var server = await TestServer.StartSeededAsync(interceptor: new ChangedStreams(how == "ended"
            ? WithoutTheLast
            : WithAnotherByte));

        var output = await THost.RunAsync(
            $$"""try { {{command.Replace("COPY", copy, StringComparison.Ordinal)}} -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(',')[0]; $_.Exception.Message }""",
            server.Address);

        Assert.Equal($"DiplomacyApi.{reason}", output[^2]);
        Assert.Contains(" again.", output[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("True", output);
        Assert.Empty(_folder.GetFiles());
    }

    private static object? WithoutTheLast(object message) =>
        message is BackupJournalResponse { Sha256.Length: > 0 } or VerifyJournalResponse { Complete: true } ? null : message;

    private static object WithAnotherByte(object message)
    {
        if (message is not BackupJournalResponse { Chunk.Length: > 0 } part) return message;
        var bytes = part.Chunk.ToByteArray();
        bytes[^1] ^= 1;
        part.Chunk = ByteString.CopyFrom(bytes);
        return part;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
