using System.Globalization;
using System.Text.RegularExpressions;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Server;
using DiplomacyApi.Tests.Server.Access;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Tests.Client.Connection;

/// <summary>A server that is back is found soon, however long it was away.</summary>
public sealed partial class ReconnectTests
{
    /// <summary>The waits that gRPC would lengthen without a bound: 1 s, 1.6 s, 2.6 s, 4.1 s, each a fifth longer or shorter.</summary>
    private const int Waits = 4;

    [Fact]
    public async Task The_waits_between_attempts_to_connect_do_not_grow_beyond_two_seconds_and_a_fifth()
    {
        using var log = new LogLines();
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        using var client = new DiplomacyClient(new DiplomacyClientOptions
        {
            Address = new Uri("http://127.0.0.1:9"),
            LoggerFactory = loggers,
        });
        await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token));

        // The channel goes on trying by itself, and logs how long it waits before it does. Where it logs it in other words, this ends.
        List<TimeSpan> waits;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestServer.Token);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while ((waits = [.. log.Lines.Select(line => Wait.Match(line)).Where(wait => wait.Success)
                .Select(wait => TimeSpan.Parse(wait.Groups[1].Value, CultureInfo.InvariantCulture))]).Count < Waits)
            await Task.Delay(100, patience.Token);

        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(2) * 1.2));
    }

    [GeneratedRegex(@"starting connect backoff of ([\d:.]*\d)")]
    private static partial Regex Wait { get; }
}
