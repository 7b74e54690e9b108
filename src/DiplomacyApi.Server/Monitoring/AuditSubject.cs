using System.Globalization;
using Grpc.Core;

namespace DiplomacyApi.Server.Monitoring;

/// <summary>What a call of an admin is about, such as `revisions 1 to 399`, for the log. A feature of the call.</summary>
internal sealed record AuditSubject(string Text)
{
    /// <summary>Sets what a call is about. No text that a client sent, unless its form was checked.</summary>
    public static void Set(ServerCallContext context, FormattableString subject) =>
        context.GetHttpContext().Features.Set(new AuditSubject(subject.ToString(CultureInfo.InvariantCulture)));
}
