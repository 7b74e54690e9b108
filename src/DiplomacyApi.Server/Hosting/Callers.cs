using Diplomacy.V1;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Server.Access;
using DiplomacyApi.Storage;
using Grpc.Core;

namespace DiplomacyApi.Server.Hosting;

/// <summary>Who calls, and where an answer stands.</summary>
internal static class Callers
{
    /// <summary>The name of the token, JWT or certificate that the call was let in by. It stands in the journal.</summary>
    public static string RecorderOf(ServerCallContext context) =>
        (context.GetHttpContext().Features.Get<Caller>() ?? throw new InvalidOperationException("A call came past the gate.")).Name;

    /// <summary>Says what a call is about, for the log of what admins do. No text that a client sent, unless its form was checked.</summary>
    public static void IsAbout(this ServerCallContext context, FormattableString subject) =>
        context.GetHttpContext().Features.Set(new CallSubject(subject.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>Why a stream was ended whose caller is not let in any more; null where it was not.</summary>
    public static RefusedException? EndOf(ServerCallContext context) => context.GetHttpContext().Features.Get<OpenCalls.OpenCall>()?.Why;

    public static LogPosition Position(this ReadPoint point) => new() { LogId = point.LogId, Revision = point.Revision };
}
