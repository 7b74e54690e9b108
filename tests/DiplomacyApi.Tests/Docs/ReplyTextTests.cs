using Diplomacy.V1;
using Google.Api;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Tests.Docs;

/// <summary>Replies hold codes, names and what users wrote: apart from errors, the server words no sentence.</summary>
public sealed class ReplyTextTests
{
    private static readonly ServiceDescriptor[] Services =
        [ActorServiceReflection.Descriptor.Services[0], StatementServiceReflection.Descriptor.Services[0],
            NegotiationStatusServiceReflection.Descriptor.Services[0], JournalServiceReflection.Descriptor.Services[0]];

    /// <summary>Strings by the last part of their name: names and ids, tokens, hashes and versions, dates, and what users wrote.</summary>
    private static readonly HashSet<string> Known =
    [
        "name", "id", "actor_id", "negotiation_id", "statement_id", "correction_id", "request_id", "log_id", "parent_log_id", "item",
        "items", "principals", "duplicate_of", "recorder", "scheme", "value",
        "page_token", "next_page_token", "etag", "head_hash", "hash_at", "verified_hash", "content_hash", "sha256", "server_version",
        "as_of", "published_by",
        "text", "language_code", "translated_from", "url", "title", "reliability", "note", "source", "marking", "matched",
    ];

    /// <summary>What is wrong, in a sentence: errors.</summary>
    private static readonly HashSet<string> Errors =
        ["diplomacy.v1.ImportProblem.message", "diplomacy.v1.ImportFieldProblem.field", "diplomacy.v1.ImportFieldProblem.message",
            "diplomacy.v1.JournalFlaw.message"];

    [Fact]
    public void No_string_of_a_reply_is_worded_by_the_server() => Assert.Empty(Strings()
        .Where(field => field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference) is null && !Known.Contains(field.Name)
            && !Errors.Contains(field.FullName))
        .Select(field => field.FullName).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_error_of_the_list_is_there() => Assert.Subset(Strings().Select(field => field.FullName).ToHashSet(), Errors);

    private static IEnumerable<FieldDescriptor> Strings()
    {
        var (found, waiting) = (new HashSet<MessageDescriptor>(),
            new Queue<MessageDescriptor>(Services.SelectMany(service => service.Methods).Select(method => method.OutputType)));
        while (waiting.TryDequeue(out var message))
        {
            if (!found.Add(message) || !message.FullName.StartsWith("diplomacy.v1.", StringComparison.Ordinal)) continue;
            foreach (var field in message.Fields.InFieldNumberOrder())
            {
                if (field.FieldType == FieldType.String) yield return field;
                else if (field.FieldType == FieldType.Message && !field.IsMap) waiting.Enqueue(field.MessageType);
            }
        }
    }
}
