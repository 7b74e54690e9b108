using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Statements;
using DiplomacyApi.Storage.Statements;

namespace DiplomacyApi.Storage.Writing;

/// <summary>Requests with an id that was used before: a repeat is answered as the first one was, another request is refused.</summary>
internal static class RepeatedRequests
{
    /// <summary>The first answer to a request id, with the hash of its request, if that was not erased; null where the id is new.</summary>
    public static (byte[]? Hash, Written Written)? Find(
        DecisionRows rows, string logId, string recorder, string requestId, CancellationToken ct)
    {
        if (rows.Answered(logId, recorder, requestId, ct) is not { } first) return null;
        foreach (var entry in first.Entries)
            if (entry.Message is Correction correction)
                entry.Standing = StandingAt(rows, correction, ct);
        return (first.Hash, new Written(first.Entries, first.Entries[^1].Revision, Replayed: true));
    }

    /// <summary>
    /// Refuses a request with the id of another one. Whose words were erased can no longer be told from others of its kind.
    /// </summary>
    public static void RefuseOther(string requestId, byte[] hash, byte[]? first, bool isOfKind)
    {
        if (first is null ? !isOfKind : !first.AsSpan().SequenceEqual(hash))
            throw new RefusedException(ErrorReason.RequestIdReused, $"The request id {requestId} was used for another request.",
                "request_id");
    }

    /// <summary>The statement as a correction left it.</summary>
    private static Statement? StandingAt(DecisionRows rows, Correction correction, CancellationToken ct)
    {
        var loader = new StatementLoader(rows.Statements, correction.Revision);
        if (loader.StatementOf(correction.Name, ct) is not { } name) return null;
        loader.Load([name], ct);
        var standing = CorrectedStatement.Of(loader.Graph.Statements[name], loader.Graph.Corrections[name]);
        return standing.Content is null
            ? null
            : StatementVersion.Served(loader.Graph.Statements[name], standing, loader.Graph.Attachments.GetValueOrDefault(name, []));
    }
}
