using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DiplomacyApi.Tests.Client;

/// <summary>An application that uses several servers has a client for each.</summary>
public sealed class DiplomacyApiServiceCollectionExtensionsTests
{
    [Fact]
    public async Task Each_name_is_a_client_of_its_own_beside_the_one_without()
    {
        await using var main = await TestServer.StartEmptyAsync();
        await using var archive = await TestServer.StartEmptyAsync();
        var services = new ServiceCollection();
        services.AddDiplomacyApiClient(options => options.Address = main.Address);
        services.AddDiplomacyApiClient("archive", options => options.Address = archive.Address);
        services.AddDiplomacyApiClient("copy", options => options.Address = archive.Address);
        services.AddSingleton<Reader>();
        await using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });

        var reader = provider.GetRequiredService<Reader>();
        var kept = provider.GetRequiredKeyedService<JournalService.JournalServiceClient>("archive");

        Assert.Equal((main.Address, archive.Address), (reader.Main.Options.Address, reader.Archive.Options.Address));
        Assert.Same(reader.Archive, provider.GetRequiredKeyedService<IDiplomacyClient>("archive"));
        Assert.Same(reader.Main, provider.GetRequiredService<IDiplomacyClient>());
        Assert.NotSame(reader.Archive, provider.GetRequiredKeyedService<DiplomacyClient>("copy"));
        Assert.Equal(
            (await archive.Client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token)).LogPosition,
            (await kept.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token)).LogPosition);
    }

    [Fact]
    public void Two_of_one_name_or_without_one_are_refused()
    {
        var services = new ServiceCollection();
        services.AddDiplomacyApiClient();
        services.AddDiplomacyApiClient("archive");

        var unnamed = Assert.Throws<InvalidOperationException>(() => services.AddDiplomacyApiClient());
        var named = Assert.Throws<InvalidOperationException>(() => services.AddDiplomacyApiClient("archive"));

        Assert.Contains("[FromKeyedServices(\"archive\")]", unnamed.Message, StringComparison.Ordinal);
        Assert.Contains("the name \"archive\"", named.Message, StringComparison.Ordinal);
        Assert.ThrowsAny<ArgumentException>(() => services.AddDiplomacyApiClient(""));
    }

    [Fact]
    public void The_options_of_each_are_checked_by_name()
    {
        var services = new ServiceCollection();
        services.AddDiplomacyApiClient(options => options.Address = new Uri("http://127.0.0.1:5080"));
        services.AddDiplomacyApiClient("archive", options => options.Address = new Uri("http://127.0.0.1:5080/archive"));
        using var provider = services.BuildServiceProvider();

        var refusal = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredKeyedService<DiplomacyClient>("archive"));

        Assert.Equal("archive", refusal.OptionsName);
        Assert.NotNull(provider.GetRequiredService<DiplomacyClient>());
    }

    private sealed class Reader(DiplomacyClient main, [FromKeyedServices("archive")] DiplomacyClient archive)
    {
        public DiplomacyClient Main { get; } = main;

        public DiplomacyClient Archive { get; } = archive;
    }
}
