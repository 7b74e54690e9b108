using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Server.Commands;
using DiplomacyApi.Server.Configuration;
using DiplomacyApi.Server.Hosting;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Tests.Server.Access;

/// <summary>
/// A real server with access control over a folder of its own, started as operators start it, and calls to it as strangers make them.
/// </summary>
internal sealed class GuardedServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("diplomacy-test-");
    private readonly TimeProvider _time;
    private readonly List<GrpcChannel> _channels = [];
    private WebApplication? _app;

    public GuardedServer(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    public LogLines Log { get; } = new();

    /// <summary>What the server is put together from.</summary>
    public IServiceProvider Services => _app!.Services;

    public string Data => At("journal.db");

    public string Credentials => Data + ".access.json";

    public Uri Address => new(_app!.Urls.First());

    public string At(string file) => Path.Combine(_folder.FullName, file);

    /// <summary>Runs one of the operator's commands.</summary>
    public async Task<(int Code, string Output, string Notes)> RunAsync(params string[] words) => await RunAsync(_time, words);

    public async Task<(int Code, string Output, string Notes)> RunAsync(TimeProvider time, params string[] words)
    {
        using var output = new StringWriter();
        using var notes = new StringWriter();
        var code = await CommandLine.RunAsync([.. words, "--data", Data], time, output, notes);
        return (code, output.ToString(), notes.ToString());
    }

    /// <summary>Makes a token by the operator's command.</summary>
    public async Task<string> TokenAsync(string name, string role, string? expires = null, TimeProvider? time = null)
    {
        var (code, output, notes) = await RunAsync(time ?? _time,
            ["token", "create", "--name", name, "--role", role, .. expires is null ? Array.Empty<string>() : ["--expires", expires]]);
        Assert.True(code == 0, notes);
        return output.Trim();
    }

    public async Task StartAsync(Func<ServerOptions, ServerOptions>? with = null)
    {
        var options = new ServerOptions { Data = Data, Port = 0, Reflection = true };
        options = with?.Invoke(options) ?? options;
        // A start that is refused leaves nothing behind, and there is nothing to copy for it.
        if (!options.Problems().Any()) await SeededJournals.CopyToAsync(_folder.FullName, _time);
        _app = await DiplomacyServer.StartAsync(options, _time, TestServer.Token, logging =>
            logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
    }

    /// <summary>The certificate that the server showed last, by its hash.</summary>
    public string Shown { get; private set; } = "";

    /// <summary>
    /// A connection of its own, that shows a token or a certificate, or neither, and trusts servers whose certificate an authority of the
    /// test issued.
    /// </summary>
    public CallInvoker Connect(string? token = null, X509Certificate2? certificate = null, TestAuthority? trusted = null)
    {
        var handler = new SocketsHttpHandler();
        if (trusted is not null)
        {
            handler.SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = certificate is null ? null : [certificate],
                CertificateChainPolicy = trusted.Policy(),
                RemoteCertificateValidationCallback = (_, shown, _, errors) =>
                {
                    Shown = shown?.GetCertHashString() ?? "";
                    return errors == SslPolicyErrors.None;
                },
            };
        }
        var channel = GrpcChannel.ForAddress(Address, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
        _channels.Add(channel);
        return token is null ? channel.CreateCallInvoker() : channel.Intercept(headers =>
        {
            headers.Add("authorization", $"Bearer {token}");
            return headers;
        });
    }

    /// <summary>Asks for the head, as any reader may, and returns how that was answered.</summary>
    public static async Task<DiplomacyException?> RefusalOf(CallInvoker caller)
    {
        try
        {
            await new JournalService.JournalServiceClient(caller)
                .GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token);
            return null;
        }
        catch (RpcException refusal)
        {
            return DiplomacyException.From(refusal);
        }
    }

    /// <summary>Waits until a reader is let in no more; the server looks for what was revoked on a timer.</summary>
    public static async Task<DiplomacyException> RefusedSoon(CallInvoker caller)
    {
        while (true)
        {
            if (await RefusalOf(caller) is { } refusal) return refusal;
            await Task.Delay(20, TestServer.Token);
        }
    }

    public async Task StopAsync()
    {
        if (_app is null) return;
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _app = null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels) channel.Dispose();
        await StopAsync();
        _folder.Delete(recursive: true);
    }
}
