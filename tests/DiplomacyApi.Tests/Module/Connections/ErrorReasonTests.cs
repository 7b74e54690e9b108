using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Errors;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace DiplomacyApi.Tests.Module.Connections;

public sealed class HostedErrorReasonTests : ErrorReasonTests<HostedRunspace>;

public sealed class PwshErrorReasonTests : ErrorReasonTests<PwshRunspace>;

/// <summary>
/// Whatever reason a server refuses with, scripts find it by its name, also those that take a full disk or a crash to come about.
/// </summary>
public abstract class ErrorReasonTests<THost>
    where THost : IModuleHost
{
    [Fact]
    public async Task Every_reason_of_the_contract_is_the_id_of_the_error()
    {
        await using var server = await TestServer.StartAsync("", TimeProvider.System, interceptor: new Refusing());
        var reasons = Enum.GetValues<ErrorReason>().Except([ErrorReason.Unspecified]).ToList();

        var output = await THost.RunAsync($$"""
            # What a busy server refuses is tried again for as long as a call may take.
            Connect-DiplomacyApi {{server.Address}} -TimeoutSec 5
            foreach ($reason in {{string.Join(", ", reasons.Select(reason => (int)reason))}}) {
                try { Get-JournalEntry $reason -ErrorAction Stop; 'no error' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]) $($_.Exception.Message)" }
            }
            """, server.Address);

        Assert.Equal(reasons.Select(reason => $"DiplomacyApi.{reason} Do otherwise."), output);
    }

    /// <summary>Refuses whoever asks for an entry, with the reason whose number is the entry's.</summary>
    private sealed class Refusing : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
            request is GetJournalEntryRequest asked
                ? throw ErrorStatus.Of(new RefusedException((ErrorReason)asked.Revision, "Do otherwise.") { IsTargetMissing = true })
                : continuation(request, context);
    }
}
