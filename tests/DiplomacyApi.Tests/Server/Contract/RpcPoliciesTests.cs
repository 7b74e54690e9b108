using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.Tests.Server.Access;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Server.Contract;

/// <summary>Every RPC × every caller: who is not known, and who may not.</summary>
public sealed class RpcPoliciesTests
{
    private static readonly string[] ReadVerbs = ["Get", "BatchGet", "List", "Resolve", "Search", "Watch", "Compare", "ExportStatements"];

    private static readonly string[] JournalReads = ["GetJournal", "ResolveRevision"];

    private static readonly ServiceDescriptor[] Services =
    [
        ActorService.Descriptor, StatementService.Descriptor, NegotiationStatusService.Descriptor, JournalService.Descriptor,
        Health.Descriptor, Grpc.Reflection.V1Alpha.ServerReflection.Descriptor,
    ];

    private static readonly string[] Ranks = ["reader", "recorder", "admin"];

    [Fact]
    public async Task Each_rpc_lets_in_whoever_may_and_nobody_else()
    {
        await using var server = new GuardedServer();
        var longAgo = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddYears(-2));
        var tokens = new Dictionary<string, string?>
        {
            ["none"] = null,
            ["bad"] = "dpl_" + new string('A', 43),
            ["no token of ours"] = "e30.e30.AAAA",
            ["expired"] = await server.TokenAsync("late", "admin",
                expires: longAgo.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), longAgo),
            ["revoked"] = await server.TokenAsync("gone", "admin"),
            ["reader"] = await server.TokenAsync("ria", "reader"),
            ["recorder"] = await server.TokenAsync("rex", "recorder"),
            ["admin"] = await server.TokenAsync("ada", "admin"),
        };
        Assert.Equal(0, (await server.RunAsync("token", "revoke", "gone")).Code);
        await server.StartAsync();
        var callers = tokens.Select(one => (Who: one.Key, Invoker: server.Connect(one.Value))).ToList();

        var wrong = new List<string>();
        var asked = 0;
        foreach (var rpc in Services.SelectMany(service => service.Methods))
        {
            foreach (var (who, invoker) in callers)
            {
                var status = await StatusOf(invoker, rpc);
                var expected = Expected(who, Needed(rpc));
                var isRight = expected is StatusCode.OK
                    ? status is not (StatusCode.Unauthenticated or StatusCode.PermissionDenied)
                    : status == expected;
                if (!isRight) wrong.Add($"{rpc.FullName} by {who}: {status}, not {expected}");
                asked++;
            }
        }

        Assert.Empty(wrong);
        Assert.True(asked >= 36 * callers.Count, $"Only {asked} calls were tried.");
    }

    private static string? Needed(MethodDescriptor rpc) => rpc.Service.Name switch
    {
        "Health" => null,
        "ServerReflection" => "admin",
        "JournalService" when !JournalReads.Contains(rpc.Name) => "admin",
        _ => ReadVerbs.Any(verb => rpc.Name.StartsWith(verb, StringComparison.Ordinal)) ? "reader" : "recorder",
    };

    private static StatusCode Expected(string who, string? needed) =>
        needed is null ? StatusCode.OK
        : !Ranks.Contains(who) ? StatusCode.Unauthenticated
        : Array.IndexOf(Ranks, who) < Array.IndexOf(Ranks, needed) ? StatusCode.PermissionDenied : StatusCode.OK;

    /// <summary>Calls with an empty request: what comes after the gate is not looked at here.</summary>
    private static async Task<StatusCode> StatusOf(CallInvoker invoker, MethodDescriptor rpc)
    {
        var type = (rpc.IsClientStreaming, rpc.IsServerStreaming) switch
        {
            (false, false) => MethodType.Unary,
            (false, true) => MethodType.ServerStreaming,
            _ => MethodType.DuplexStreaming,
        };
        var bytes = Marshallers.Create(message => message, message => message);
        var method = new Method<byte[], byte[]>(type, rpc.Service.FullName, rpc.Name, bytes, bytes);
        var options = new CallOptions(cancellationToken: TestServer.Token);
        try
        {
            if (type == MethodType.Unary)
            {
                await invoker.AsyncUnaryCall(method, null, options, []);
            }
            else if (type == MethodType.ServerStreaming)
            {
                using var call = invoker.AsyncServerStreamingCall(method, null, options, []);
                await call.ResponseStream.MoveNext(TestServer.Token);
            }
            else
            {
                using var call = invoker.AsyncDuplexStreamingCall(method, null, options);
                await call.RequestStream.CompleteAsync();
                await call.ResponseStream.MoveNext(TestServer.Token);
            }
            return StatusCode.OK;
        }
        catch (RpcException answer)
        {
            return answer.StatusCode;
        }
    }
}
