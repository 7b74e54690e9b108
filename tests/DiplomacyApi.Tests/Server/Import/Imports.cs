using Diplomacy.V1;
using DiplomacyApi.Client;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Import;

/// <summary>Imports through the contract, a batch after the other.</summary>
internal static class Imports
{
    /// <summary>Sends batches and gives what each was acknowledged with.</summary>
    public static async Task<List<ImportAcknowledgement>> ImportAsync(
        DiplomacyClient client, ImportOptions options, params IReadOnlyList<IReadOnlyList<StatementItem>> batches)
    {
        using var call = client.Statements.ImportStatements(cancellationToken: TestServer.Token);
        await call.RequestStream.WriteAsync(new ImportStatementsRequest { Options = options }, TestServer.Token);
        var acknowledged = new List<ImportAcknowledgement>();
        foreach (var (index, items) in batches.Index())
        {
            await call.RequestStream.WriteAsync(
                new ImportStatementsRequest { Batch = new StatementBatch { Number = index + 1, Items = { items } } }, TestServer.Token);
            Assert.True(await call.ResponseStream.MoveNext(TestServer.Token));
            acknowledged.Add(call.ResponseStream.Current.Acknowledgement);
        }
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(TestServer.Token));
        return acknowledged;
    }

    /// <summary>The same of actors.</summary>
    public static async Task<List<ImportAcknowledgement>> ImportAsync(
        DiplomacyClient client, ImportOptions options, params IReadOnlyList<IReadOnlyList<ActorItem>> batches)
    {
        using var call = client.Actors.ImportActors(cancellationToken: TestServer.Token);
        await call.RequestStream.WriteAsync(new ImportActorsRequest { Options = options }, TestServer.Token);
        var acknowledged = new List<ImportAcknowledgement>();
        foreach (var (index, items) in batches.Index())
        {
            await call.RequestStream.WriteAsync(
                new ImportActorsRequest { Batch = new ActorBatch { Number = index + 1, Items = { items } } }, TestServer.Token);
            Assert.True(await call.ResponseStream.MoveNext(TestServer.Token));
            acknowledged.Add(call.ResponseStream.Current.Acknowledgement);
        }
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(TestServer.Token));
        return acknowledged;
    }

    /// <summary>Sends messages as they are, to see them refused.</summary>
    public static async Task<DiplomacyException> RefusalAsync(
        DiplomacyClient client, params IReadOnlyList<ImportStatementsRequest> messages)
    {
        using var call = client.Statements.ImportStatements(cancellationToken: TestServer.Token);
        return await Assert.ThrowsAsync<DiplomacyException>(async () =>
        {
            foreach (var message in messages) await call.RequestStream.WriteAsync(message, TestServer.Token);
            await call.RequestStream.CompleteAsync();
            while (await call.ResponseStream.MoveNext(TestServer.Token)) { }
        });
    }

    /// <summary>Everything that an export gives, with its end.</summary>
    public static async Task<List<StatementItem>> ExportAsync(DiplomacyClient client, ExportStatementsRequest request)
    {
        using var call = client.Statements.ExportStatements(request, cancellationToken: TestServer.Token);
        var (items, isComplete) = (new List<StatementItem>(), false);
        await foreach (var message in call.ResponseStream.ReadAllAsync(TestServer.Token))
        {
            Assert.False(isComplete);
            items.AddRange(message.Items);
            isComplete = message.Complete;
        }
        Assert.True(isComplete);
        return items;
    }

    public static StatementItem Item(RecordStatementRequest request, string id, string source = "")
    {
        request.StatementId = id;
        return new StatementItem { Statement = request, Source = source };
    }

    public static ActorItem Actor(string id, params string[] bodies) => new()
    {
        Source = id,
        Actor = new CreateActorRequest
        {
            ActorId = id,
            Actor = new Actor
            {
                Type = ActorType.Organisation,
                DisplayNames = { new LocalizedText { Text = id } },
                Affiliations = { bodies.Select(body => new Affiliation { Body = $"actors/{body}", SpeaksFor = true }) },
            },
        },
    };
}
