using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.Tests.Server;
using DiplomacyApi.Tests.Server.Access;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace DiplomacyApi.Tests.Client.Connection;

/// <summary>TLS from end to end: who trusts whom comes together, and who does not learns why and what to do.</summary>
public sealed class ServerCertificateValidatorTests(TrustPlaces places) : IClassFixture<TrustPlaces>
{
    [Fact]
    public async Task A_token_or_a_certificate_is_taken_by_each_name_of_the_server()
    {
        foreach (var host in new[] { "127.0.0.1", "localhost" })
        {
            var trusted = new DiplomacyClientOptions
            {
                Address = new Uri($"https://{host}:{places.Guarded.Port}"),
                CaFile = places.At("ca.pem"),
            };
            await AskAsync(trusted with { Token = places.Canary });
            await AskAsync(trusted with { ClientCertificateFile = places.At("ops.pem") });
        }
    }

    [Theory]
    [MemberData(nameof(Mistrust.Names), MemberType = typeof(Mistrust))]
    public async Task What_keeps_two_apart_is_reported_with_the_way_out(string what)
    {
        var mistrust = Mistrust.All[what];
        using var log = new LogLines();
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));

        var failure = await Assert.ThrowsAsync<DiplomacyException>(() => AskAsync(new DiplomacyClientOptions
        {
            Address = mistrust.Address(places),
            CaFile = mistrust.CaFile is { } authorities ? places.At(authorities) : null,
            ClientCertificateFile = mistrust.Certificate is { } own ? places.At(own) : null,
            Token = mistrust.HasToken ? places.Canary : null,
            LoggerFactory = loggers,
        }));

        Assert.All(mistrust.MessageParts, part => Assert.Contains(part, failure.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("Exception", failure.Message, StringComparison.Ordinal);
        Assert.Equal(mistrust.Reason == "ServerNotTrusted", failure.IsUntrusted);
        Assert.Equal(mistrust.Reason == "Unreachable", failure.IsTransient);
        Assert.Equal(mistrust.Reason == "Unauthenticated", failure.Status == StatusCode.Unauthenticated);
        Assert.NotEmpty(log.Lines);
        Assert.DoesNotContain(log.Lines.Append(failure.ToString()), line => line.Contains(places.Canary, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_holds_no_certificate_is_refused_by_its_option()
    {
        var options = new DiplomacyClientOptions { Address = places.Guarded };
        var unreadable = OperatingSystem.IsLinux() ? "/proc/self/mem" : places.At("no.pem");

        Assert.Contains("no.pem holds no certificate; name a file of the authorities' certificates in PEM",
            Refusal(options with { CaFile = places.At("no.pem") }), StringComparison.Ordinal);
        Assert.StartsWith($"CaFile {unreadable} ", Refusal(options with { CaFile = unreadable }), StringComparison.Ordinal);
        Assert.Contains("name a certificate in PEM, with its key", Refusal(options with { ClientCertificateFile = places.At("ca.pem") }),
            StringComparison.Ordinal);
        Assert.Contains($"There is no file {places.At("none.pem")}", Refusal(options with { CaFile = places.At("none.pem") }),
            StringComparison.Ordinal);
        Assert.Contains("Certificates need an address with https://",
            Refusal(options with { Address = places.GuardedInTheClear, CaFile = places.At("ca.pem") }), StringComparison.Ordinal);
    }

    private static string Refusal(DiplomacyClientOptions options) =>
        Assert.Throws<ArgumentException>(() => new DiplomacyClient(options)).Message;

    private static async Task AskAsync(DiplomacyClientOptions options)
    {
        using var client = new DiplomacyClient(options);
        await client.Journal.GetJournalAsync(new GetJournalRequest(), cancellationToken: TestServer.Token);
    }
}
