using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Lifetime;
using DiplomacyApi.Server.Validation;
using DiplomacyApi.Storage.Journal;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Server.Paging;

/// <summary>Fixes both clocks of a list on its first page, and keeps them on the others.</summary>
internal sealed class Pager(Readiness readiness)
{
    private readonly Storage.JournalStore _journal = readiness.Journal;

    /// <summary>Opens a page of a list request, which has page_size, page_token and at. What its filter names must exist.</summary>
    public PageRequest Open(IMessage request, ReadAt? at, int pageSize, string pageToken, CancellationToken cancellationToken)
    {
        var size = pageSize == 0 ? Limits.PageItemsDefault : pageSize;
        var hash = HashOf(request);
        if (pageToken.Length == 0)
        {
            var point = _journal.Queries.Points.Of(at);
            FilterNames.Check(request, _journal.Queries, cancellationToken);
            return new PageRequest(point, size, null, hash);
        }

        var token = PageToken.Decode(pageToken);
        if (token is null || !_journal.Epochs.Holds(token.LogId, token.Revision) || token.Revision > _journal.Head.Revision
                || !token.QueryHash.AsSpan().SequenceEqual(hash))
            throw new RefusedException(ErrorReason.PageTokenMismatch,
                "The page token is damaged, or belongs to another log or query; send it with the same fields, or start from the first page.",
                "page_token")
            { Ahead = token?.Revision > _journal.Head.Revision ? token.Revision : 0 };
        return new PageRequest(new ReadPoint(_journal.Head.LogId, token.Revision, token.AsOf), size, token.LastKey, hash);
    }

    /// <summary>The fields that may differ from page to page.</summary>
    private static readonly string[] OfThePage = ["page_token", "page_size", "include_total"];

    /// <summary>By request, the name that begins its hash and the numbers of the fields that are left out: looked up once.</summary>
    private static readonly ConcurrentDictionary<MessageDescriptor, (byte[] Name, int[] Skipped)> Kinds = new();

    /// <summary>The hash of a query: of the serialised request without the fields of the page.</summary>
    private static byte[] HashOf(IMessage request)
    {
        var (name, skipped) = Kinds.GetOrAdd(request.Descriptor, kind =>
            (Encoding.UTF8.GetBytes(kind.FullName),
                [.. OfThePage.Select(kind.FindFieldByName).OfType<FieldDescriptor>().Select(field => field.FieldNumber)]));
        var bytes = request.ToByteArray();
        var (hashed, length) = (new byte[name.Length + bytes.Length], name.Length);
        name.CopyTo(hashed, 0);
        var fields = new CodedInputStream(bytes);
        for (var start = 0; fields.ReadTag() is var tag and not 0; start = (int)fields.Position)
        {
            fields.SkipLastField();
            if (skipped.Contains(WireFormat.GetTagFieldNumber(tag))) continue;
            var field = bytes.AsSpan(start, (int)fields.Position - start);
            field.CopyTo(hashed.AsSpan(length));
            length += field.Length;
        }
        return SHA256.HashData(hashed.AsSpan(0, length))[..PageToken.QueryHashBytes];
    }
}
