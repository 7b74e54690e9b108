using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DiplomacyApi.Benchmarks.Children;
using DiplomacyApi.Benchmarks.Loads;

namespace DiplomacyApi.Benchmarks.Running;

/// <summary>The floor's server in a process of its own.</summary>
internal sealed partial class FloorChild : IDisposable
{
    private readonly Child _child;
    private readonly string _folder;
    private int _replies;

    private FloorChild(Child child, Uri address, string folder) =>
        (_child, Address, Client, _folder) = (child, address, new RawClient(address), folder);

    /// <summary>The empty call.</summary>
    public static Call Empty { get; } = new(FloorServer.GetPath, [], reply => Expect(reply, []));

    public Uri Address { get; }

    public RawClient Client { get; }

    public Child Process => _child;

    public static async Task<FloorChild> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var child = Child.StartRole(ServingLine(), FloorServer.Role, folder);
        return new FloorChild(child, new Uri((await child.ReadyAsync(cancellationToken)).Groups[1].Value), folder);
    }

    /// <summary>A call that gives these bytes.</summary>
    public Call Static(byte[] reply)
    {
        var name = Store(reply);
        return new Call(FloorServer.GetPath, name, given => Expect(given, reply));
    }

    /// <summary>A call that streams these messages.</summary>
    public Call Stream(IEnumerable<byte[]> messages) =>
        new(FloorServer.StreamPath,
            Store([.. messages.SelectMany(message => BitConverter.GetBytes(message.Length).Concat(message))]), _ => { });

    public void Dispose()
    {
        Client.Dispose();
        _child.Dispose();
    }

    private byte[] Store(byte[] bytes)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"reply-{_replies++}");
        File.WriteAllBytes(Path.Combine(_folder, name), bytes);
        return Encoding.UTF8.GetBytes(name);
    }

    private static void Expect(byte[] reply, byte[] expected)
    {
        if (!reply.AsSpan().SequenceEqual(expected)) throw new RunException("The floor gave other bytes than those stored.");
    }

    [GeneratedRegex("Serving on (http://.*)")]
    private static partial Regex ServingLine();
}
