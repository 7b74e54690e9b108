using System.Diagnostics;
using Diplomacy.V1;
using DiplomacyApi.Benchmarks.Loads;
using DiplomacyApi.Benchmarks.Running;
using Google.Protobuf;

namespace DiplomacyApi.Benchmarks.Filling;

/// <summary>What an import came to.</summary>
internal sealed record Imported(int Recorded, TimeSpan Time)
{
    public double PerSecond => Recorded / Time.TotalSeconds;
}

/// <summary>Sends an import, as fast as the server takes it.</summary>
internal static class Importer
{
    private const int BatchItems = 500;
    private static readonly string Path =
        $"/{StatementService.Descriptor.FullName}/{nameof(StatementService.StatementServiceClient.ImportStatements)}";

    public static IEnumerable<StatementItem> Items(IEnumerable<RecordStatementRequest> statements) =>
        statements.Select(statement => new StatementItem { Statement = statement });

    /// <summary>The messages of an import, serialised.</summary>
    public static IEnumerable<byte[]> Messages(IEnumerable<StatementItem> items)
    {
        yield return new ImportStatementsRequest { Options = new ImportOptions() }.ToByteArray();
        var number = 0;
        foreach (var batch in items.Chunk(BatchItems))
            yield return new ImportStatementsRequest { Batch = new StatementBatch { Number = ++number, Items = { batch } } }.ToByteArray();
    }

    /// <summary>Sends them; unless items may fail, the first that is refused ends the run.</summary>
    public static async Task<Imported> SendAsync(
        RawClient client, IEnumerable<byte[]> messages, CancellationToken cancellationToken, bool mayFail = false)
    {
        using var call = client.Duplex(Path, cancellationToken);
        var clock = Stopwatch.StartNew();
        var sending = SendAllAsync();
        var recorded = 0;
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            var acknowledged = ImportStatementsResponse.Parser.ParseFrom(call.ResponseStream.Current).Acknowledgement;
            if (acknowledged.Failed > 0 && !mayFail) throw new RunException($"An import was refused: {acknowledged.Problems[0].Message}");
            recorded += acknowledged.Recorded;
        }
        var time = clock.Elapsed;
        await sending;
        return new Imported(recorded, time);

        async Task SendAllAsync()
        {
            foreach (var message in messages) await call.RequestStream.WriteAsync(message, cancellationToken);
            await call.RequestStream.CompleteAsync();
        }
    }
}
