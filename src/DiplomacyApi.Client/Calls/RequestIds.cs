using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Google.Protobuf;

namespace DiplomacyApi.Client;

/// <summary>
/// Remembers the request id that was sent with a request object until that write is recorded, so that sending the same object again is the
/// same write. After that, sending it again is a new write.
/// </summary>
/// <remarks>One table for the process: a caller may make a client for each try.</remarks>
internal static class RequestIds
{
    private const string FieldName = "request_id";
    private const int IdBytes = 16;

    private static readonly ConditionalWeakTable<object, string> Unrecorded = [];

    /// <summary>
    /// The request as it is sent, and the id it carries; null where it is no write. The caller's own object is left as it is.
    /// </summary>
    public static (TRequest Request, string? Id) Sent<TRequest>(TRequest request)
    {
        if (request is not (IMessage message and IDeepCloneable<TRequest> original)) return (request, null);
        var field = message.Descriptor.FindFieldByName(FieldName);
        if (field is null) return (request, null);
        if (field.Accessor.GetValue(message) is string { Length: > 0 } own) return (request, own);
        var id = Unrecorded.GetValue(request, _ => Convert.ToHexString(RandomNumberGenerator.GetBytes(IdBytes)));
        var sent = original.Clone();
        field.Accessor.SetValue((IMessage)sent!, id);
        return (sent, id);
    }

    /// <summary>The write was answered: the next one with this object is another.</summary>
    public static void Recorded(object request) => Unrecorded.Remove(request);
}
