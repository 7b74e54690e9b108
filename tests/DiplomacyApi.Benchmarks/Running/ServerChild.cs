using System.Globalization;
using System.IO.Pipes;
using System.Text.RegularExpressions;
using DiplomacyApi.Server.Hosting;

namespace DiplomacyApi.Benchmarks.Running;

/// <summary>The server as an operator starts it: its own executable, its own process, a real file.</summary>
internal sealed partial class ServerChild : IDisposable
{
    private readonly Child _child;
    private readonly string _pipe;

    private ServerChild(Child child, Uri address, string data, string pipe) =>
        (_child, Address, Data, _pipe) = (child, address, data, pipe);

    /// <summary>The server that is measured, before its arguments.</summary>
    public static IReadOnlyList<string> Program { get; set; } = ["dotnet", typeof(DiplomacyServer).Assembly.Location];

    public Uri Address { get; }

    /// <summary>The journal's file.</summary>
    public string Data { get; }

    public Child Process => _child;

    /// <summary>What the journal takes on the disk, with what lies beside it.</summary>
    public long DiskBytes =>
        Directory.EnumerateFiles(Path.GetDirectoryName(Data)!, Path.GetFileName(Data) + "*").Sum(file => new FileInfo(file).Length);

    public static Task<ServerChild> StartAsync(string data, CancellationToken cancellationToken, params string[] settings) =>
        StartAsync(data, ["--data", data, .. settings], cancellationToken);

    /// <summary>One whose journal is in PostgreSQL; its own files lie in a folder.</summary>
    public static Task<ServerChild> StartOnAsync(string postgres, string folder, CancellationToken cancellationToken) =>
        StartAsync(Path.Combine(Directory.CreateDirectory(folder).FullName, "none"),
            ["--postgres", postgres, "--credentials", Path.Combine(folder, "access.json")], cancellationToken);

    private static async Task<ServerChild> StartAsync(string data, string[] settings, CancellationToken cancellationToken)
    {
        var pipe = Path.Combine(Path.GetDirectoryName(data)!, "allocated");
        var child = Child.Start(Program[0], [.. Program.Skip(1), "serve", "--port", "0", .. settings], ServingLine(),
            new Dictionary<string, string>
            {
                // Reports what the server allocates; otherwise it idles.
                ["DOTNET_STARTUP_HOOKS"] = typeof(ServerChild).Assembly.Location,
                [StartupHook.Variable] = pipe,
            });
        var ready = await child.ReadyAsync(cancellationToken);
        return new ServerChild(child, new Uri(ready.Groups[1].Value), data, pipe);
    }

    /// <summary>Runs one of the operator's commands to its end.</summary>
    public static Task<string> CommandAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        Child.RunAsync(Program[0], [.. Program.Skip(1), .. arguments], cancellationToken);

    /// <summary>What the server has allocated since its start, in bytes.</summary>
    public async Task<long> AllocatedBytesAsync(CancellationToken cancellationToken)
    {
        await using var pipe = new NamedPipeClientStream(".", _pipe, PipeDirection.In);
        await pipe.ConnectAsync(5_000, cancellationToken);
        using var reader = new StreamReader(pipe);
        return long.Parse(await reader.ReadToEndAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    public void Dispose() => _child.Dispose();

    [GeneratedRegex(@"Serving log .* on (http://[^ "",]+?)\.?(""|\s|$)")]
    private static partial Regex ServingLine();
}
