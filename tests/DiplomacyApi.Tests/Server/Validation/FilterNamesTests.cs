using Diplomacy.V1;
using DiplomacyApi.Client;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Validation;

/// <summary>
/// A filter that names what does not exist is an error, in every read that takes one: a slip of the pen is not the answer that there is
/// nothing.
/// </summary>
public sealed class FilterNamesTests(SeededServer server) : IClassFixture<SeededServer>
{
    private static readonly Dictionary<string, ErrorReason> Reasons = new()
    {
        ["actors/"] = ErrorReason.UnknownActor,
        ["negotiations/"] = ErrorReason.UnknownNegotiation,
        ["demands/"] = ErrorReason.UnknownDemand,
        ["meetings/"] = ErrorReason.UnknownMeeting,
        ["statements/"] = ErrorReason.UnknownStatement,
    };

    private DiplomacyClient Client => server.Client;

    /// <summary>Each read with a filter, and how it is asked until its first answer.</summary>
    private Dictionary<string, Func<IMessage?, Task>> Reads => new()
    {
        ["ListStatements"] = filter =>
            Client.Statements.ListStatementsAsync(new ListStatementsRequest { Filter = (StatementFilter?)filter },
                cancellationToken: TestServer.Token).ResponseAsync,
        ["SearchStatements"] = filter =>
            Client.Statements.SearchStatementsAsync(new SearchStatementsRequest { Query = "guarantees", Filter = (StatementFilter?)filter },
                cancellationToken: TestServer.Token).ResponseAsync,
        ["ExportStatements"] = filter =>
            FirstAsync(Client.Statements.ExportStatements(
                new ExportStatementsRequest { Filter = (StatementFilter?)filter }, cancellationToken: TestServer.Token).ResponseStream),
        ["WatchStatements"] = filter => FirstAsync(Client.Statements.WatchStatements(
            new WatchStatementsRequest { Filter = (StatementFilter?)filter, Start = new WatchStart { FromEarliest = new() } },
            cancellationToken: TestServer.Token).ResponseStream),
        ["WatchDemands"] = filter => FirstAsync(Client.Negotiations.WatchDemands(
            new WatchDemandsRequest { Filter = (DemandFilter?)filter, Start = new WatchStart { FromEarliest = new() } },
            cancellationToken: TestServer.Token).ResponseStream),
        ["ListDemands"] = filter =>
            Client.Negotiations.ListDemandsAsync(new ListDemandsRequest { Filter = (DemandFilter?)filter },
                cancellationToken: TestServer.Token).ResponseAsync,
        ["ListObligations"] = filter =>
            Client.Negotiations.ListObligationsAsync(
                new ListObligationsRequest { Filter = (ObligationFilter?)filter }, cancellationToken: TestServer.Token).ResponseAsync,
        ["ListPromises"] = filter =>
            Client.Negotiations.ListPromisesAsync(new ListPromisesRequest { Filter = (PromiseFilter?)filter },
                cancellationToken: TestServer.Token).ResponseAsync,
        ["ListNegotiations"] = filter =>
            Client.Negotiations.ListNegotiationsAsync(
                new ListNegotiationsRequest { Filter = (NegotiationFilter?)filter }, cancellationToken: TestServer.Token).ResponseAsync,
        ["ListActors"] = filter =>
            Client.Actors.ListActorsAsync(new ListActorsRequest { Filter = (ActorFilter?)filter },
                cancellationToken: TestServer.Token).ResponseAsync,
    };

    [Fact]
    public void Every_request_with_a_filter_is_tried() => Assert.Equal(
        new[] { ActorService.Descriptor, StatementService.Descriptor, NegotiationStatusService.Descriptor }
            .SelectMany(service => service.Methods)
            .Where(method => method.InputType.FindFieldByName("filter") is not null).Select(method => method.Name).Order(),
        Reads.Keys.Order());

    [Fact]
    public async Task A_name_that_is_not_there_is_refused_with_its_field()
    {
        var tried = 0;
        foreach (var (method, read) in Reads)
        {
            foreach (var field in FilterOf(method).Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.String))
            {
                foreach (var (collection, reason) in Reasons)
                {
                    var filter = FilterOf(method).Parser.ParseFrom([]);
                    var unknown = collection + "nobody-has-this-id";
                    if (field.IsRepeated) ((System.Collections.IList)field.Accessor.GetValue(filter)).Add(unknown);
                    else field.Accessor.SetValue(filter, unknown);

                    var refusal = await Assert.ThrowsAsync<DiplomacyException>(() => read(filter));
                    if (refusal.Status == StatusCode.InvalidArgument) continue;
                    tried++;
                    Assert.Equal((StatusCode.NotFound, reason), (refusal.Status, refusal.Reason));
                    Assert.Equal($"filter.{field.Name}{(field.IsRepeated ? "[0]" : "")}", Assert.Single(refusal.Fields).Field);
                }
            }
        }
        // Of all fields those that take names, each in the collections it takes.
        Assert.True(tried >= 30, $"Only {tried} were tried.");
    }

    [Fact]
    public async Task A_slip_in_an_actor_is_reported_with_who_may_be_meant()
    {
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(() =>
            Client.Negotiations.ListDemandsAsync(new ListDemandsRequest { Filter = new DemandFilter { Debtor = "actors/russian" } },
                cancellationToken: TestServer.Token).ResponseAsync);

        Assert.Contains("Did you mean actors/russia", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_what_was_recorded_later_nothing_was_known_at_an_earlier_revision()
    {
        var filter = new DemandFilter { Demands = { "demands/security-guarantees-2021" } };

        Assert.Single(
            (await Client.Negotiations.ListDemandsAsync(
                new ListDemandsRequest { Filter = filter }, cancellationToken: TestServer.Token)).Demands);
        Assert.Empty(
            (await Client.Negotiations.ListDemandsAsync(new ListDemandsRequest { Filter = filter, At = new ReadAt { KnownAtRevision = 1 } },
                cancellationToken: TestServer.Token)).Demands);
    }

    [Fact]
    public async Task A_negotiation_alone_narrows_too()
    {
        Func<Task>[] reads =
        [
            () =>
                Client.Negotiations.ListMeetingsAsync(new ListMeetingsRequest { Negotiation = "negotiations/none" },
                    cancellationToken: TestServer.Token).ResponseAsync,
            () =>
                Client.Negotiations.GetWaitGraphAsync(new GetWaitGraphRequest { Negotiation = "negotiations/none" },
                    cancellationToken: TestServer.Token).ResponseAsync,
            () =>
                Client.Negotiations.ListTimelineEntriesAsync(new ListTimelineEntriesRequest { Negotiation = "negotiations/none" },
                    cancellationToken: TestServer.Token).ResponseAsync,
        ];
        foreach (var read in reads)
            Assert.Equal(ErrorReason.UnknownNegotiation, (await Assert.ThrowsAsync<DiplomacyException>(read)).Reason);
    }

    private static MessageDescriptor FilterOf(string method) =>
        new[] { ActorService.Descriptor, StatementService.Descriptor, NegotiationStatusService.Descriptor }
            .Select(service => service.FindMethodByName(method)).OfType<MethodDescriptor>().Single().InputType
            .FindFieldByName("filter").MessageType;

    private static async Task FirstAsync<T>(IAsyncStreamReader<T> answers) => Assert.True(await answers.MoveNext(TestServer.Token));
}
