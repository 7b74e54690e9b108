using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.FaultTests.Running;
using Google.Protobuf;

namespace DiplomacyApi.FaultTests.Traffic;

/// <summary>What a server answers about all that it holds, at one place of both clocks, to be compared.</summary>
internal static class Answers
{
    private const int PageSize = 200;

    /// <summary>Every answer by its question. One that was refused is there with its reason.</summary>
    public static async Task<SortedDictionary<string, string>> ReadAsync(DiplomacyClient client, long knownAt)
    {
        var at = new ReadAt { AsOf = Reader.AsOf, KnownAtRevision = knownAt };
        var answers = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await PagesAsync(
            "statements", token =>
                client.Statements.ListStatementsAsync(new ListStatementsRequest { PageSize = PageSize, PageToken = token, At = at },
                    cancellationToken: Faults.Token).ResponseAsync,
                    page => page.NextPageToken, page => page.NextPageToken = "");
        await PagesAsync(
            "demands", token =>
                client.Negotiations.ListDemandsAsync(new ListDemandsRequest { PageSize = PageSize, PageToken = token, At = at },
                    cancellationToken: Faults.Token).ResponseAsync,
                    page => page.NextPageToken, page => page.NextPageToken = "");
        await PagesAsync(
            "obligations", token =>
                client.Negotiations.ListObligationsAsync(new ListObligationsRequest { PageSize = PageSize, PageToken = token, At = at },
                    cancellationToken: Faults.Token).ResponseAsync,
                    page => page.NextPageToken, page => page.NextPageToken = "");
        await PagesAsync(
            "actors", token =>
                client.Actors.ListActorsAsync(new ListActorsRequest { PageSize = PageSize, PageToken = token, At = at },
                    cancellationToken: Faults.Token).ResponseAsync,
                    page => page.NextPageToken, page => page.NextPageToken = "");
        await PagesAsync(
            "pending", token =>
                client.Negotiations.ListDemandsAsync(
                    new ListDemandsRequest
                    {
                        PageSize = PageSize,
                        PageToken = token,
                        At = at,
                        Filter = new DemandFilter { Pending = true },
                    },
                    cancellationToken: Faults.Token).ResponseAsync,
                    page => page.NextPageToken, page => page.NextPageToken = "");
        return answers;

        async Task PagesAsync<T>(string name, Func<string, Task<T>> ask, Func<T, string> next, Action<T> forget)
            where T : IMessage
        {
            try
            {
                var (token, number) = ("", 0);
                do
                {
                    var page = await ask(token);
                    token = next(page);
                    forget(page);
                    answers[$"{name} {number++:000}"] = Convert.ToBase64String(page.ToByteArray());
                }
                while (token.Length > 0);
            }
            catch (DiplomacyException refusal)
            {
                answers[$"{name} refused"] = refusal.Reason.ToString();
            }
        }
    }
}
