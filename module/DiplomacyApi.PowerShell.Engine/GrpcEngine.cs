using System.Management.Automation;
using System.Runtime.CompilerServices;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Connections;
using DiplomacyApi.PowerShell.Engine.Obligations;
using DiplomacyApi.PowerShell.Engine.Watching;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Answers the cmdlets from a server. Made by the root through its name, and known to it only as <see cref="IEngine"/>.</summary>
public sealed partial class GrpcEngine : IEngine
{
    private const int PageSize = 500;

    private readonly DiplomacyClient _client;
    private readonly ActorDirectory _actors;
    private readonly Rows _rows;
    private readonly WatchNotes _notes = new();

    public GrpcEngine(EngineSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        try
        {
            _client = new DiplomacyClient(new DiplomacyClientOptions
            {
                Address = settings.Address,
                Token = settings.Token,
                Timeout = settings.Timeout,
                CaFile = settings.CaFile,
                ClientCertificate = settings.ClientCertificate,
                LoggerFactory = _notes,
                Interceptors = [new CallTimes(settings.OnCall), new CleanAnswers()],
                Positions = settings.HistoryFile is { } file ? PositionKeeper.InFile(file) : PositionKeeper.InMemory(),
            });
        }
        catch (ArgumentException problem)
        {
            throw new DiplomacyApiException(Failures.WithoutParameter(problem), "InvalidConnection", ErrorCategory.ConnectionError);
        }
        _actors = new ActorDirectory(_client);
        _rows = new Rows(_actors, new PromiseTitles(_client), new ItemOrders(_client), new Causes(_client));
    }

    public void Dispose() => _client.Dispose();

    private static async IAsyncEnumerable<T> One<T>(Func<Task<T>> call)
    {
        yield return await Failures.Told(call).ConfigureAwait(false);
    }

    private static async IAsyncEnumerable<T> Flat<T>(Task<IReadOnlyList<T>> rows)
    {
        foreach (var row in await rows.ConfigureAwait(false)) yield return row;
    }

    /// <summary>First what the query needs, such as ids for names, then its rows.</summary>
    private static async IAsyncEnumerable<T> After<TQuery, T>(Func<Task<TQuery>> prepare, Func<TQuery, IAsyncEnumerable<T>> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = await Failures.Told(prepare).ConfigureAwait(false);
        await foreach (var row in rows(query).WithCancellation(cancellationToken).ConfigureAwait(false)) yield return row;
    }

    private static async IAsyncEnumerable<TRow> Paged<TRequest, TRow>(
        TRequest request, Func<TRequest, CancellationToken, Task<(List<TRow> Rows, string Next)>> page, Action<TRequest, string> turn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var (rows, next) = await Failures.Told(() => page(request, cancellationToken)).ConfigureAwait(false);
            foreach (var row in rows) yield return row;
            if (next.Length == 0) yield break;
            turn(request, next);
        }
    }

    private static async IAsyncEnumerable<TRow> Mapped<T, TRow>(IAsyncEnumerable<T> messages, Func<T, CancellationToken, Task<TRow>> map, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var enumerator = messages.GetAsyncEnumerator(cancellationToken);
        await using var ended = enumerator.ConfigureAwait(false);
        while (await Failures.Told(async () => await enumerator.MoveNextAsync().ConfigureAwait(false)).ConfigureAwait(false))
            yield return await Failures.Told(() => map(enumerator.Current, cancellationToken)).ConfigureAwait(false);
    }
}
