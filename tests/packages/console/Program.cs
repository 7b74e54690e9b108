using Diplomacy.V1;
using DiplomacyApi.Client;

// Who owes an answer on that day, at each address that is given.
foreach (var address in args)
{
    using var diplomacy = new DiplomacyClient(new DiplomacyClientOptions { Address = new Uri(address) });
    var pending = new ListDemandsRequest { At = new ReadAt { AsOf = "2022-01-18" }, Filter = new DemandFilter { Pending = true } };
    await foreach (var demand in diplomacy.Negotiations.AllAsync(pending, CancellationToken.None))
        foreach (var debtor in demand.Debtors)
            Console.WriteLine($"{debtor.Debtor} {demand.Name} {debtor.State}");
}
