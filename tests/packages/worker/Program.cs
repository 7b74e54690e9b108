using Diplomacy.V1;
using DiplomacyApi.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// Two servers, each with a client of its own, whose options come from the settings.
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddDiplomacyApiClient("main").BindConfiguration("Servers:Main").ValidateOnStart();
builder.Services.AddDiplomacyApiClient("archive").BindConfiguration("Servers:Archive").ValidateOnStart();
builder.Services.AddHostedService<Worker>();
await builder.Build().RunAsync();

/// <summary>Records on one server, sees it there by a watch, and not on the other; then the application ends.</summary>
internal sealed class Worker(
    [FromKeyedServices("main")] DiplomacyClient main, [FromKeyedServices("archive")] IDiplomacyClient archive,
        IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var recorded = await main.Statements.RecordStatementAsync(Demand(), cancellationToken: stoppingToken);
            var watch = new WatchDemandsRequest
            {
                Start = new WatchStart { FromEarliest = new WatchStart.Types.FromEarliest() },
                Filter = new DemandFilter { Creditor = "actors/nato" },
            };
            await foreach (var message in main.WatchDemandsAsync(watch, stoppingToken))
            {
                foreach (var change in message.Changes.Where(change => change.Subject == "demands/inspections"))
                    Console.WriteLine($"main: {change.Debtor} {change.After.State}");
                if (message.Through.Revision >= recorded.LogPosition.Revision) break;
            }
            await archive.Negotiations.GetDemandAsync(
                new GetDemandRequest { Name = "demands/inspections" }, cancellationToken: stoppingToken);
        }
        catch (DiplomacyException refusal) when (refusal.Reason == ErrorReason.UnknownDemand)
        {
            Console.WriteLine($"archive: {refusal.Reason}");
        }
        finally
        {
            lifetime.StopApplication();
        }
    }

    private static RecordStatementRequest Demand() => new()
    {
        Statement = new Statement
        {
            Speaker = "actors/nato",
            Addressees = { "actors/russia" },
            Said = new PartialDate { Text = "2022-01-26" },
            Form = Form.Written,
            Attribution = Attribution.OnRecord,
            Summaries = { new LocalizedText { Text = "NATO asks for inspections.", LanguageCode = "en" } },
            Demand = new DemandAct { Demand = "demands/inspections", Titles = { new LocalizedText { Text = "Inspections" } } },
        },
    };
}
