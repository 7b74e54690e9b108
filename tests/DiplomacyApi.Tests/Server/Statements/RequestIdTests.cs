using Diplomacy.V1;
using DiplomacyApi.Client;
using Google.Protobuf;

namespace DiplomacyApi.Tests.Server.Statements;

/// <summary>
/// Whatever is written with a request id is written once: a repeat gives the first answer, and nothing else may carry the id.
/// </summary>
public sealed class RequestIdTests(SeededServer server) : IClassFixture<SeededServer>
{
    private static readonly Dictionary<string, (IMessage Request, Func<DiplomacyClient, IMessage, Task<IMessage>> Send)> Writes = new()
    {
        ["actor"] = (new CreateActorRequest { Actor = new Actor { Type = ActorType.State, DisplayNames = { Words("New") } } },
            async (client, request) =>
                await client.Actors.CreateActorAsync((CreateActorRequest)request, cancellationToken: TestServer.Token)),
        ["negotiation update"] = (new UpdateNegotiationRequest { Negotiation = new Negotiation { Name = Requests.Talks, Marking = "x" } },
            async (client, request) =>
                await client.Negotiations.UpdateNegotiationAsync((UpdateNegotiationRequest)request, cancellationToken: TestServer.Token)),
        ["update"] = (new UpdateActorRequest { Actor = new Actor { Name = "actors/nato", Source = "x" } },
            async (client, request) =>
                await client.Actors.UpdateActorAsync((UpdateActorRequest)request, cancellationToken: TestServer.Token)),
        ["negotiation"] = (new CreateNegotiationRequest { Negotiation = new Negotiation { Titles = { Words("New") } } },
            async (client, request) =>
                await client.Negotiations.CreateNegotiationAsync((CreateNegotiationRequest)request, cancellationToken: TestServer.Token)),
        ["statement"] = (Requests.Response(Requests.Proposals, "nato-enlargement"),
            async (client, request) =>
                await client.Statements.RecordStatementAsync((RecordStatementRequest)request, cancellationToken: TestServer.Token)),
        ["batch"] = (new BatchRecordStatementsRequest
        {
            Requests = { Requests.Response(Requests.Proposals, "eastern-deployments"), Requests.Remark(), Requests.Remark("Another.") },
        },
            async (client, request) =>
                await client.Statements.BatchRecordStatementsAsync(
                    (BatchRecordStatementsRequest)request, cancellationToken: TestServer.Token)),
        ["correction"] = (new CorrectStatementRequest
        {
            Correction = new Correction
            {
                Subject = "statements/lavrov-warns-of-reaction",
                Label = CorrectionLabel.Reclassified,
                Replacement = Requests.Remark(speaker: "actors/sergei-lavrov").Statement,
            },
        }, async (client, request) =>
            await client.Statements.CorrectStatementAsync((CorrectStatementRequest)request, cancellationToken: TestServer.Token)),
        ["annulment"] = (new CorrectStatementRequest
        {
            Correction = new Correction { Subject = "statements/russian-officials-warn-of-deployment", Label = CorrectionLabel.Error },
        },
            async (client, request) =>
                await client.Statements.CorrectStatementAsync((CorrectStatementRequest)request, cancellationToken: TestServer.Token)),
        ["report"] = (new AttachReportRequest
        {
            Statement = "statements/lavrov-waits-for-answers",
            Report = new Report { Outlet = "Echo" },
        },
            async (client, request) =>
                await client.Statements.AttachReportAsync((AttachReportRequest)request, cancellationToken: TestServer.Token)),
        ["erasure"] = (new EraseStatementRequest { Statement = "statements/lavrov-appeals-on-speculation", Extent = ErasureExtent.Words },
            async (client, request) =>
                await client.Journal.EraseStatementAsync((EraseStatementRequest)request, cancellationToken: TestServer.Token)),
    };

    public static TheoryData<string> Kinds() => [.. Writes.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_write_is_tried_recorded_once_and_returned_again(string kind)
    {
        var (request, send) = (Writes[kind].Request, Writes[kind].Send);
        Set(request, "request_id", $"once {kind}");
        var before = await server.HeadAsync();

        Set(request, "validate_only", true);
        await send(server.Client, request);
        var tried = await server.HeadAsync();
        Set(request, "validate_only", false);
        var first = await send(server.Client, request);
        var recorded = await server.HeadAsync();
        await server.Client.Statements.AttachReportAsync(
            new AttachReportRequest { Statement = "statements/lavrov-waits-for-answers", Report = new Report { Outlet = kind } },
            cancellationToken: TestServer.Token);
        var again = await send(server.Client, request);
        var other = Requests.Remark();
        other.RequestId = $"once {kind}";
        var refusal = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await server.Client.Statements.RecordStatementAsync(other, cancellationToken: TestServer.Token));

        Assert.Equal(before, tried);
        Assert.True(recorded > before);
        Assert.Equal(recorded + 1, await server.HeadAsync());
        Assert.True((bool)Get(again, "replayed"));
        Set(again, "replayed", false);
        Assert.Equal(first, again);
        Assert.Equal(ErrorReason.RequestIdReused, refusal.Reason);
    }

    [Fact]
    public void Every_write_of_the_contract_is_tried_here()
    {
        var contract = new[]
        {
            ActorServiceReflection.Descriptor,
            StatementServiceReflection.Descriptor,
            NegotiationStatusServiceReflection.Descriptor,
            JournalServiceReflection.Descriptor,
        }
            .SelectMany(file => file.Services).SelectMany(service => service.Methods)
            .Where(method => method.InputType.FindFieldByName("request_id") is not null);

        Assert.Equal(contract.Select(method => method.InputType.Name).Order(),
            Writes.Values.Select(write => write.Request.Descriptor.Name).Distinct().Order());
    }

    private static object Get(IMessage message, string field) => message.Descriptor.FindFieldByName(field).Accessor.GetValue(message);

    private static void Set(IMessage message, string field, object value) =>
        message.Descriptor.FindFieldByName(field).Accessor.SetValue(message, value);

    private static LocalizedText Words(string text) => new() { Text = text, LanguageCode = "en" };
}
