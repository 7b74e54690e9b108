using Diplomacy.V1;

namespace DiplomacyApi.Tests.Server.Lifetime;

/// <summary>One server on one file, between processes.</summary>
public sealed class LockedFileTests
{
    [Fact]
    public async Task A_second_process_is_refused_without_the_lock_file_and_where_dotnet_locks_no_files()
    {
        if (!OperatingSystem.IsLinux()) return;
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        var data = Path.Combine(folder.FullName, "journal.db");
        using (var server = await ServerProcess.StartAsync(folder.FullName))
        {
            File.Delete(data + ".lock");

            var (code, errors) = await ServerProcess.CommandInAsync(["DOTNET_SYSTEM_IO_DISABLEFILELOCKING=1"], "rebuild", "--data", data);

            Assert.Equal(1, code);
            Assert.Contains($"{data} is held by another process", errors, StringComparison.Ordinal);
            await RecordAsync(server);
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_server_whose_file_is_moved_ends_with_1_and_nothing_that_it_acknowledged_is_lost()
    {
        if (!OperatingSystem.IsLinux()) return;
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-");
        var data = Path.Combine(folder.FullName, "journal.db");
        using (var server = await ServerProcess.StartAsync(folder.FullName))
        {
            await RecordAsync(server);
            File.Move(data, data + ".moved");

            Assert.True(await server.EndsWithinAsync(TimeSpan.FromMinutes(2)));
            Assert.Equal(1, server.ExitCode);
        }

        File.Move(data + ".moved", data);
        using (var again = await ServerProcess.StartAsync(folder.FullName, "--must-exist"))
        {
            using var channel = again.Channel();
            var found = await new ActorService.ActorServiceClient(channel)
                .GetActorAsync(new GetActorRequest { Name = "actors/russia" }, cancellationToken: TestServer.Token);
            Assert.Equal("actors/russia", found.Actor.Name);
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Without_a_home_folder_the_journals_file_is_asked_for()
    {
        if (!OperatingSystem.IsLinux()) return;

        // The home of a user who has none is the root.
        var (code, errors) = await ServerProcess.CommandInAsync(["-u", "XDG_DATA_HOME", "HOME=/"], "serve");

        Assert.Equal(2, code);
        Assert.Contains("name the journal's file (--data FILE)", errors, StringComparison.Ordinal);
    }

    private static async Task RecordAsync(ServerProcess server)
    {
        using var channel = server.Channel();
        var actor = new Actor { Type = ActorType.State, DisplayNames = { new LocalizedText { Text = "Russia" } } };
        await new ActorService.ActorServiceClient(channel)
            .CreateActorAsync(new CreateActorRequest { ActorId = "russia", Actor = actor }, cancellationToken: TestServer.Token);
    }
}
