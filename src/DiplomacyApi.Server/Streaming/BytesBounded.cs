using DiplomacyApi.Domain;

namespace DiplomacyApi.Server.Streaming;

/// <summary>Cuts what is streamed into messages of bounded size; a single item may be larger.</summary>
internal sealed class BytesBounded<T>(Func<T, int> bytesOf)
{
    public IEnumerable<IReadOnlyList<T>> Of(IEnumerable<T> items)
    {
        var (part, bytes) = (new List<T>(), 0);
        foreach (var item in items)
        {
            var size = bytesOf(item);
            if (part.Count > 0 && bytes + size > Limits.StreamMessageBytesMax)
            {
                yield return part;
                (part, bytes) = ([], 0);
            }
            part.Add(item);
            bytes += size;
        }
        if (part.Count > 0) yield return part;
    }
}
