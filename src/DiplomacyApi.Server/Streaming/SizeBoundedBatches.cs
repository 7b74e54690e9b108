using DiplomacyApi.Domain;

namespace DiplomacyApi.Server.Streaming;

/// <summary>Splits what is streamed into messages of bounded size; a single item may be larger.</summary>
internal static class SizeBoundedBatches
{
    public static IEnumerable<IReadOnlyList<T>> Split<T>(IEnumerable<T> items, Func<T, int> sizeOf)
    {
        var (batch, bytes) = (new List<T>(), 0);
        foreach (var item in items)
        {
            var size = sizeOf(item);
            if (batch.Count > 0 && bytes + size > Limits.StreamMessageBytesMax)
            {
                yield return batch;
                (batch, bytes) = ([], 0);
            }
            batch.Add(item);
            bytes += size;
        }
        if (batch.Count > 0) yield return batch;
    }
}
