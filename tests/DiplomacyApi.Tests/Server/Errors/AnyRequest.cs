using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Tests.Server.Errors;

/// <summary>
/// Makes requests of any kind: mostly of what the founding case has, so that they come far, and now and then of what nobody should send.
/// </summary>
internal sealed class AnyRequest(Random random)
{
    private const int DepthMax = 5;

    private static readonly string[] Odd =
    [
        "", " ", "x", "*", "\"", "a\0b", "\u001b[31m", "abc\u202Edef", "a\uFFFEb", "\uFFFF", "\U0010FFFF", "e\u0301", "..", "../..",
        "2022-02-30", "9999-12-31", "0001",
        "2022-01-18T23:59:60Z", "actors/", "actors/nobody", "demands/nothing", "statements/nothing", "meetings/none", "negotiations/none",
        "corrections/none",
        "-1", "NEAR(\"a\" \"b\")", "NOT", "'; DROP TABLE journal; --", "%", new('x', 3_000), new('字', 3_000),
    ];

    private static readonly string[] Actors =
        ["actors/nato", "actors/russia", "actors/united-states", "actors/sergei-lavrov", "actors/ukraine"];
    private static readonly string[] Demands = [Requests.Proposals, "demands/no-speculation-2022-01"];
    private static readonly string[] Statements =
        ["statements/lavrov-waits-for-answers", "statements/nato-promise-of-written-answer", "statements/lavrov-warns-of-reaction"];
    private static readonly string[] Meetings = ["meetings/geneva-2022-01-21", "meetings/nato-russia-council-2022"];
    private static readonly string[] Negotiations = [Requests.Talks];
    private static readonly string[] Dates =
        ["2022-01-18", "2022-01", "2022-01-17/2022-01-23", "2022-01-20/..", "../2022-02", "2022-01-18T14:30+03:00", "2021~"];

    public IMessage Of(MessageDescriptor descriptor) => Filled(descriptor, 0);

    private IMessage Filled(MessageDescriptor descriptor, int depth)
    {
        var message = descriptor.Parser.ParseFrom(ByteString.Empty);
        var chosen = descriptor.Oneofs.Select(oneof => oneof.Fields[random.Next(oneof.Fields.Count)]).ToHashSet();
        foreach (var field in descriptor.Fields.InDeclarationOrder())
        {
            if (field.ContainingOneof is not null ? !chosen.Contains(field) || random.Next(8) == 0 : random.Next(5) < 2) continue;
            if (field.FieldType == FieldType.Message && depth == DepthMax) continue;
            if (field.IsRepeated)
            {
                var list = (IList)field.Accessor.GetValue(message);
                for (var count = random.Next(3); count > 0; count--) list.Add(Value(field, depth));
            }
            else
            {
                field.Accessor.SetValue(message, Value(field, depth));
            }
        }
        return message;
    }

    private object Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.String => Text(field),
        FieldType.Bool => random.Next(2) == 0,
        FieldType.Int32 => One(0, 1, 2, 50, -1, 1_001, int.MaxValue, int.MinValue),
        FieldType.Int64 => One(0L, 1L, 5L, 20L, -1L, long.MaxValue, long.MinValue),
        FieldType.Bytes => ByteString.CopyFrom(new byte[random.Next(40)]),
        FieldType.Enum =>
            System.Enum.ToObject(field.EnumType.ClrType,
                random.Next(8) == 0 ? One(99, -1, int.MinValue) : One([.. field.EnumType.Values.Select(value => value.Number)])),
        FieldType.Message when field.MessageType == Timestamp.Descriptor => new Timestamp
        {
            Seconds = One(0, 1_642_500_000, 1_642_500_000, -62_135_596_800, -62_135_596_801, 253_402_300_799, 253_402_300_800,
                long.MaxValue, long.MinValue),
            Nanos = One(0, 1, 999_999_999, -1, 1_000_000_000, int.MinValue),
        },
        FieldType.Message when field.MessageType == Duration.Descriptor => new Duration
        {
            Seconds = One(0, 1, 15, 301, -1, long.MaxValue, long.MinValue),
            Nanos = One(0, 1, -1, 1_000_000_000, int.MinValue),
        },
        FieldType.Message when field.MessageType == FieldMask.Descriptor =>
            new FieldMask { Paths = { One("*", "aliases", "type", "etag", "\u001b", "display_names.text") } },
        FieldType.Message => Filled(field.MessageType, depth + 1),
        _ => throw new InvalidOperationException($"{field.FullName} is of a type that no request had before."),
    };

    private string Text(FieldDescriptor field) => random.Next(12) == 0 ? One(Odd) : field.Name switch
    {
        "speaker" or "on_behalf_of" or "addressees" or "addressee" or "told_by" or "targets" or "debtor" or "debtors" or "creditor"
            or "principal" or "invitees"
            or "participants" or "body" or "replaced_by" or "party" or "parties" or "affiliated_with" => One(Actors),
        "demand" or "demands" or "restates" or "replaces" => One(Demands),
        "negotiation" => One(Negotiations),
        "meeting" => One(Meetings),
        "statement" or "promise" or "in_reply_to" or "duplicate_of" => One(Statements),
        "said" or "as_of" or "due_by" or "since" or "published_by" => One(Dates),
        "text" when field.ContainingType.Name == "PartialDate" => One(Dates),
        "name" or "names" or "subject" => One([.. Actors, .. Demands, .. Statements, .. Meetings, .. Negotiations]),
        "item" or "items" => One("nato-enlargement", "eastern-deployments"),
        "page_token" or "etag" or "log_id" => random.Next(4) > 0 ? "" : One(Odd),
        "url" => "https://example.org/report",
        "content_hash" => new string('a', 64),
        "reliability" => "B",
        "id" or "actor_id" or "statement_id" or "correction_id" or "negotiation_id" => $"given-{random.Next(1_000)}",
        _ => One("words", "слова", "字"),
    };

    private T One<T>(params T[] values) => values[random.Next(values.Length)];
}
