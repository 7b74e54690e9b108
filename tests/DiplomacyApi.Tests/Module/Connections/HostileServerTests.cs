using System.Buffers.Binary;
using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Errors;
using DiplomacyApi.Tests.Module.Hosts;
using DiplomacyApi.Tests.Server;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace DiplomacyApi.Tests.Module.Connections;

public sealed class HostedHostileServerTests : HostileServerTests<HostedRunspace>;

public sealed class PwshHostileServerTests : HostileServerTests<PwshRunspace>;

/// <summary>
/// A server whose texts are escape sequences and whose ids are commands: none of it reaches the terminal or the command line.
/// </summary>
public abstract class HostileServerTests<THost>
    where THost : IModuleHost
{
    private const string Canary = "canary";
    private const string Evil = $"\u001b[2J\u009b31m\u202e{Canary}\u0007\r";

    [Fact]
    public async Task Nothing_that_it_sends_acts_on_the_terminal()
    {
        await using var server = await TestServer.StartSeededAsync(interceptor: new Hostile());

        var shown = await THost.RunAsync("""
            & {
                Get-Journal
                Get-JournalEntry 1
                Get-Actor nato
                Resolve-Actor nato
                Get-Negotiation
                Get-NegotiationStatus european-security-2022 -AsOf 2022-01-18 | ForEach-Object { $_; $_.GetBrief() }
                Get-NegotiationTimeline european-security-2022
                Get-Demand
                Get-PendingDemand -AsOf 2022-01-18
                Get-Obligation -AsOf 2022-01-18
                Get-Promise -AsOf 2022-01-18
                Get-Meeting
                Get-Statement
                Search-Statement NATO
                Export-NegotiationReport european-security-2022 -AsOf 2022-01-18
                Add-Remark x -By nato -Verbose 4>&1
                Add-Remark x -By nato -WhatIf 6>&1
                try { Watch-Statement -After 0 | ForEach-Object { $_; throw 'enough' } } catch { }
                try { Watch-Demand -After 0 | ForEach-Object { $_; throw 'enough' } } catch { }
            } | ForEach-Object { if ($_ -is [string]) { $_ } else { "$_"; $_.PSObject.Properties | ForEach-Object { "$($_.Value)" } } }
            try { Get-Demand refused -ErrorAction Stop } catch { $_.Exception.Message; "$_" }
            """, server.Address);

        Assert.True(shown.Count(line => line.Contains(Canary, StringComparison.Ordinal)) > 40, "What it sends is shown.");
        Assert.DoesNotContain(
            shown, line =>
                line.Any(letter => letter is (< ' ' and not '\t' and not '\n') or (>= '\u007f' and <= '\u009f')
                    or (>= '\u202a' and <= '\u202e')));
    }

    [Fact]
    public async Task What_is_no_id_is_not_completed_and_no_tip_acts_on_the_terminal()
    {
        await using var server = await TestServer.StartSeededAsync(interceptor: new Hostile
        {
            Id = "demands/a'; $([IO.File]::WriteAllText('made', '')) #",
        });

        var offered = await THost.RunAsync("""
            $null = Get-Actor nato
            foreach ($typed in 'Get-Demand ', "Get-Demand 'a") {
                [System.Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches | Where-Object ResultType -eq 'ParameterValue' | ForEach-Object CompletionText
            }
            for ($tries = 0; $tries -lt 20 -and -not $tips; $tries++) {
                $tips = [System.Management.Automation.CommandCompletion]::CompleteInput('Get-Actor ', 10, $null).CompletionMatches | ForEach-Object ToolTip
            }
            $tips
            """, server.Address);

        Assert.NotEmpty(offered);
        Assert.DoesNotContain(offered, line =>
            line.Contains("WriteAllText", StringComparison.Ordinal) || line.Contains('\u001b', StringComparison.Ordinal));
    }

    /// <summary>Puts what acts on a terminal into every text of every answer, apart from names, which go back to the server.</summary>
    private sealed class Hostile : Interceptor, IStartupFilter
    {
        // A byte for compression, and four for the length.
        private const int FrameBytes = 5;

        private static readonly ServiceDescriptor[] Services =
            [ActorService.Descriptor, StatementService.Descriptor, NegotiationStatusService.Descriptor, JournalService.Descriptor];

        private static readonly Dictionary<string, MessageParser> Answers = Services
            .SelectMany(service => service.Methods).ToDictionary(PathOf, method => method.OutputType.Parser, StringComparer.Ordinal);

        private static readonly HashSet<string> Streams = [.. Services
            .SelectMany(service => service.Methods).Where(method => method.IsServerStreaming || method.IsClientStreaming).Select(PathOf)];

        // These a client hands back, or reads as a date, a place of the log or a word of the contract.
        private static readonly HashSet<string> Kept =
            ["name", "as_of", "log_id", "next_page_token", "sha256", "language_code", "request_id", "etag"];

        public string? Id { get; init; }

        private static string PathOf(MethodDescriptor method) => $"/{method.Service.FullName}/{method.Name}";

        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
            request is GetDemandRequest { Name: "demands/refused" }
                ? throw ErrorStatus.Of(new RefusedException(ErrorReason.UnknownDemand, $"Unknown {Evil}") { IsTargetMissing = true })
                : continuation(request, context);

        /// <summary>Replies that lie ready are no messages to an interceptor, so that all are changed on their way out.</summary>
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(PoisonAsync);
            next(app);
        };

        private async Task PoisonAsync(HttpContext context, RequestDelegate next)
        {
            if (!Answers.TryGetValue(context.Request.Path, out var parser))
            {
                await next(context);
                return;
            }
            var sent = context.Response.Body;
            if (Streams.Contains(context.Request.Path))
            {
                context.Response.Body = new PoisoningStream(sent, (bytes, place, length) => Framed(parser, bytes, place, length));
                await next(context);
                return;
            }
            using var kept = new MemoryStream();
            context.Response.Body = kept;
            await next(context);
            await context.Response.BodyWriter.FlushAsync();
            context.Response.Body = sent;
            if (kept.Length < FrameBytes) return;
            // Nothing was sent yet, so that the status was put where that of an answer without a message goes.
            if (context.Response.Headers.Remove("grpc-status", out var status)) context.Response.AppendTrailer("grpc-status", status);
            await sent.WriteAsync(Framed(parser, kept.GetBuffer(), FrameBytes, (int)kept.Length - FrameBytes));
        }

        private byte[] Framed(MessageParser parser, byte[] sent, int place, int length)
        {
            var answer = parser.ParseFrom(sent, place, length);
            Poison(answer);
            if (Id is not null && answer is ListDemandsResponse demands)
                foreach (var demand in demands.Demands) demand.Name = Id;
            var bytes = answer.ToByteArray();
            var frame = new byte[FrameBytes];
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), bytes.Length);
            return [.. frame, .. bytes];
        }

        private static void Poison(IMessage message)
        {
            foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
            {
                if (field.IsMap) continue;
                switch (field.Accessor.GetValue(message))
                {
                    case string text when text.Length > 0 && !text.Contains('/', StringComparison.Ordinal) && !Kept.Contains(field.Name)
                        && message is not PartialDate:
                        field.Accessor.SetValue(message, text + Evil);
                        break;
                    case IMessage inner:
                        Poison(inner);
                        break;
                    case System.Collections.IEnumerable several when field is { IsRepeated: true, FieldType: FieldType.Message }:
                        foreach (IMessage inner in several) Poison(inner);
                        break;
                }
            }
        }

        /// <summary>Changes each message of a stream on its way out.</summary>
        private sealed class PoisoningStream(Stream sent, Func<byte[], int, int, byte[]> poisoned) : MemoryStream
        {
            public override async Task FlushAsync(CancellationToken cancellationToken)
            {
                var (bytes, place) = (ToArray(), 0);
                for (; bytes.Length - place >= FrameBytes; place += FrameBytes + LengthAt(place))
                    await sent.WriteAsync(poisoned(bytes, place + FrameBytes, LengthAt(place)), cancellationToken);
                SetLength(0);
                await sent.FlushAsync(cancellationToken);

                int LengthAt(int frame) => BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(frame + 1));
            }
        }
    }
}
