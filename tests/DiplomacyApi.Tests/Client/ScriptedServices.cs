using Diplomacy.V1;
using Grpc.Core;

namespace DiplomacyApi.Tests.Client;

/// <summary>A server whose streams end without an error before they are whole.</summary>
internal sealed class EndingStatements : StatementService.StatementServiceBase
{
    /// <summary>The streams opened.</summary>
    public int Opened { get; private set; }

    public override Task ImportStatements(IAsyncStreamReader<ImportStatementsRequest> requestStream,
        IServerStreamWriter<ImportStatementsResponse> responseStream, ServerCallContext context) => Ended();

    public override Task ExportStatements(
        ExportStatementsRequest request, IServerStreamWriter<ExportStatementsResponse> responseStream, ServerCallContext context) =>
        Ended();

    public override Task WatchStatements(
        WatchStatementsRequest request, IServerStreamWriter<WatchStatementsResponse> responseStream, ServerCallContext context) => Ended();

    private Task Ended()
    {
        Opened++;
        return Task.CompletedTask;
    }
}

/// <summary>A server that sends a large snapshot, and goes on or breaks in the middle of it as the test says.</summary>
internal sealed class SnapshotSender(int messages) : NegotiationStatusService.NegotiationStatusServiceBase
{
    private const int TitleCharacters = 1 << 20;

    /// <summary>Ends the wait before the last message: whether it is sent, or the connection is ended instead.</summary>
    public TaskCompletionSource<bool> GoesOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Opened { get; private set; }

    public override async Task WatchDemands(
        WatchDemandsRequest request, IServerStreamWriter<WatchDemandsResponse> responseStream, ServerCallContext context)
    {
        Opened++;
        for (var number = 0; number < messages; number++)
        {
            var demand = new Demand
            {
                Name = $"demands/number-{number}",
                Titles = { new LocalizedText { Text = new string('x', TitleCharacters) } },
            };
            await responseStream.WriteAsync(new WatchDemandsResponse { Snapshot = { demand } });
        }
        if (!await GoesOn.Task.WaitAsync(context.CancellationToken)) throw new RpcException(new Status(StatusCode.Unavailable, "Cut."));
        await responseStream.WriteAsync(new WatchDemandsResponse
        {
            SnapshotComplete = true,
            Through = new LogPosition { LogId = "log", Revision = 1 },
        });
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
    }
}
