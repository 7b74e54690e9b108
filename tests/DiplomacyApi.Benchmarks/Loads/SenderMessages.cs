namespace DiplomacyApi.Benchmarks.Loads;

/// <summary>
/// What the sender is to send, to the addresses in turn, a connection each: it ends after CallsMax calls, or after the time. Where requests
/// differ by a number, the first gets FirstNumber.
/// </summary>
internal sealed record SenderOrder(
    IReadOnlyList<Uri> Addresses, string File, int Connections, int PerConnection, int Milliseconds, long CallsMax, long FirstNumber);

/// <summary>What came of it. Failure: the status of the last call that failed; empty: none failed.</summary>
internal sealed record SenderResult(
    long Calls, long Failed, long Bytes, double Seconds, long MedianMicros, long SlowestHundredthMicros, string Failure);

/// <summary>One request, framed. NumberAt: where its number is written; 0: it has none.</summary>
internal sealed record SenderRequest(string Path, byte[] Framed, int NumberAt)
{
    /// <summary>How a number is written, so that no request is longer than another.</summary>
    public const int NumberDigits = 12;

    /// <summary>What stands for the number in a request that is made once.</summary>
    public static readonly string NumberPlace = new('0', NumberDigits);

    /// <summary>A request whose bytes hold the place of a number, or do not.</summary>
    public static SenderRequest Of(Call call)
    {
        var framed = call.Framed();
        return new SenderRequest(call.Path, framed,
            Math.Max(0, framed.AsSpan().LastIndexOf(System.Text.Encoding.ASCII.GetBytes(NumberPlace))));
    }
}

/// <summary>Requests in a file.</summary>
internal static class SenderFile
{
    public static void Write(string file, IEnumerable<SenderRequest> requests)
    {
        using var writer = new BinaryWriter(File.Create(file));
        foreach (var request in requests)
        {
            writer.Write(request.Path);
            writer.Write(request.NumberAt);
            writer.Write(request.Framed.Length);
            writer.Write(request.Framed);
        }
    }

    public static List<SenderRequest> Read(string file)
    {
        using var reader = new BinaryReader(File.OpenRead(file));
        var requests = new List<SenderRequest>();
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var (path, at) = (reader.ReadString(), reader.ReadInt32());
            requests.Add(new SenderRequest(path, reader.ReadBytes(reader.ReadInt32()), at));
        }
        return requests;
    }
}
