using System.Text;
using DiplomacyApi.Benchmarks.Loads;
using DiplomacyApi.Benchmarks.Running;
using Google.Protobuf;
using Grpc.Core;

namespace DiplomacyApi.Benchmarks.Peers;

/// <summary>etcd with one member, which syncs each write as the journal does. It is called as the server is, by gRPC.</summary>
internal sealed class Etcd : IDisposable
{
    private const string Program = "etcd";
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(30);

    private readonly Child _child;

    private Etcd(Child child, Uri address) => (_child, Address, Client) = (child, address, new RawClient(address));

    public Uri Address { get; }

    public RawClient Client { get; }

    public static bool IsInstalled => Tools.IsInstalled(Program);

    public static async Task<Etcd> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var (client, peer) = ($"http://127.0.0.1:{Ports.Free()}", $"http://127.0.0.1:{Ports.Free()}");
        var child = Child.Start(Program,
        [
            "--data-dir", Path.Combine(folder, "etcd"), "--listen-client-urls", client, "--advertise-client-urls", client,
            "--listen-peer-urls", peer,
            "--initial-advertise-peer-urls", peer, "--initial-cluster", $"default={peer}", "--log-level", "error", "--logger", "zap",
            "--quota-backend-bytes", "8589934592",
        ]);
        var etcd = new Etcd(child, new Uri(client));
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        within.CancelAfter(StartMax);
        while (true)
        {
            try
            {
                await etcd.Client.UnaryAsync(Put("key", 1), new CallOptions(cancellationToken: within.Token));
                return etcd;
            }
            catch (RpcException) when (!within.IsCancellationRequested)
            {
                await Task.Delay(50, within.Token);
            }
        }
    }

    /// <summary>Writes a value of so many bytes.</summary>
    public static Call Put(string key, int valueBytes) => new("/etcdserverpb.KV/Put", Pair(key, new string('v', valueBytes)), _ => { });

    /// <summary>Reads it back.</summary>
    public static Call Range(string key) => new("/etcdserverpb.KV/Range", Pair(key, ""), reply =>
    {
        if (reply.Length < 50) throw new RunException("etcd does not give back what was put.");
    });

    public void Dispose()
    {
        Client.Dispose();
        _child.Dispose();
    }

    // PutRequest and RangeRequest: 1 is the key, and 2 the value, or the end of the range.
    private static byte[] Pair(string key, string value)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(key, Encoding.UTF8));
            if (value.Length > 0)
            {
                output.WriteTag(2, WireFormat.WireType.LengthDelimited);
                output.WriteBytes(ByteString.CopyFrom(value, Encoding.UTF8));
            }
        }
        return stream.ToArray();
    }
}
