using System.Runtime.CompilerServices;

namespace DiplomacyApi.PowerShell.Engine.Calls;

/// <summary>Streams of rows, in which the errors of calls are those of the module.</summary>
internal static class RowStreams
{
    /// <summary>Rows for each page, when all pages are read.</summary>
    public const int PageSize = 500;

    /// <summary>The row that one call returns.</summary>
    public static async IAsyncEnumerable<T> Single<T>(Func<Task<T>> call)
    {
        yield return await ErrorTranslator.TranslateErrorsAsync(call).ConfigureAwait(false);
    }

    /// <summary>The rows of a list that is awaited.</summary>
    public static async IAsyncEnumerable<T> Flatten<T>(Task<IReadOnlyList<T>> rows)
    {
        foreach (var row in await rows.ConfigureAwait(false)) yield return row;
    }

    /// <summary>Prepares the request, which may take calls (ids for names), and then reads its rows.</summary>
    public static async IAsyncEnumerable<T> Prepared<TQuery, T>(
        Func<Task<TQuery>> prepare, Func<TQuery, IAsyncEnumerable<T>> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = await ErrorTranslator.TranslateErrorsAsync(prepare).ConfigureAwait(false);
        await foreach (var row in rows(query).WithCancellation(cancellationToken).ConfigureAwait(false)) yield return row;
    }

    /// <summary>The rows of all pages; <paramref name="turn"/> sets the token of the next page.</summary>
    public static async IAsyncEnumerable<TRow> Paged<TRequest, TRow>(
        TRequest request, Func<TRequest, CancellationToken, Task<(List<TRow> Rows, string Next)>> page, Action<TRequest, string> turn,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var (rows, next) = await ErrorTranslator.TranslateErrorsAsync(() => page(request, cancellationToken)).ConfigureAwait(false);
            foreach (var row in rows) yield return row;
            if (next.Length == 0) yield break;
            turn(request, next);
        }
    }

    /// <summary>A row for each message.</summary>
    public static async IAsyncEnumerable<TRow> Mapped<T, TRow>(IAsyncEnumerable<T> messages, Func<T, CancellationToken, Task<TRow>> map,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var enumerator = messages.GetAsyncEnumerator(cancellationToken);
        await using var ended = enumerator.ConfigureAwait(false);
        while (await ErrorTranslator.TranslateErrorsAsync(async () =>
                await enumerator.MoveNextAsync().ConfigureAwait(false)).ConfigureAwait(false))
            yield return await ErrorTranslator.TranslateErrorsAsync(() => map(enumerator.Current, cancellationToken)).ConfigureAwait(false);
    }
}
