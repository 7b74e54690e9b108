using Diplomacy.V1;
using DiplomacyApi.Server.Errors;
using Google.Rpc;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace DiplomacyApi.Server.Monitoring;

/// <summary>How a call ended, by the status that its caller gets.</summary>
/// <param name="Method">`diplomacy.v1.JournalService/GetJournal`; where nothing of that name is served, <see cref="OtherMethod"/>.</param>
/// <param name="Status">`NOT_FOUND`.</param>
/// <param name="Reason">Why it was refused, one of the closed list: `UNKNOWN_ACTOR`. Empty where it was not.</param>
internal readonly record struct CallOutcome(string Method, string Status, string Reason)
{
    /// <summary>Names that callers make up must not become values of a metric.</summary>
    public const string OtherMethod = "_OTHER";

    private const string StatusHeader = "grpc-status";
    private const string DetailsHeader = "grpc-status-details-bin";

    private static readonly string[] Names =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
    ];

    /// <summary>Statuses that the server causes, and not the request.</summary>
    private static readonly HashSet<string> Faults =
        ["UNKNOWN", "DEADLINE_EXCEEDED", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS"];

    /// <summary>All reasons that a call can be refused for.</summary>
    public static readonly IReadOnlySet<string> Reasons = Enum.GetValues<ErrorReason>()
        .Where(reason => reason != ErrorReason.Unspecified).Select(ErrorStatus.NameOf).ToHashSet();

    /// <summary>Whether the server is the cause of the status.</summary>
    public bool IsFault => Faults.Contains(Status);

    /// <summary>The outcome of a call that has ended; null if it was not a gRPC call.</summary>
    public static CallOutcome? Of(HttpContext call)
    {
        var rpc = call.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method;
        if (rpc is null && call.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) != true)
            return null;
        var status = StatusOf(call);
        return new(rpc?.FullName.TrimStart('/') ?? OtherMethod, Names[(int)status], status == StatusCode.OK ? "" : ReasonOf(call));
    }

    private static StatusCode StatusOf(HttpContext call)
    {
        var status = int.TryParse(HeaderOf(call, StatusHeader), out var number) && number >= 0 && number < Names.Length
            ? (StatusCode)number
            : StatusCode.Unknown;
        // A caller that went away gets no status.
        return status == StatusCode.Unknown && call.RequestAborted.IsCancellationRequested ? StatusCode.Cancelled : status;
    }

    private static string ReasonOf(HttpContext call)
    {
        if (HeaderOf(call, DetailsHeader) is not { Length: > 0 } details) return "";
        var info = Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '=')))
            .GetDetail<ErrorInfo>();
        return info is not null && Reasons.Contains(info.Reason) ? info.Reason : "";
    }

    /// <summary>A status goes out after the answer, or, where there is no answer, in its headers.</summary>
    private static string? HeaderOf(HttpContext call, string header)
    {
        if (call.Features.Get<IHttpResponseTrailersFeature>()?.Trailers is { } trailers && trailers.TryGetValue(header, out var after))
            return after;
        return call.Response.Headers.TryGetValue(header, out var before) ? before.ToString() : null;
    }
}
