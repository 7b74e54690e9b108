using Diplomacy.V1;
using Google.Api;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Tests.Docs;

/// <summary>What a comment of the contract says of a field, its annotations say to generators and gateways.</summary>
public sealed class AnnotationTests
{
    private static readonly FileDescriptor[] Services =
        [ActorServiceReflection.Descriptor, StatementServiceReflection.Descriptor, NegotiationStatusServiceReflection.Descriptor,
            JournalServiceReflection.Descriptor];

    private static readonly IReadOnlyDictionary<string, (FieldDescriptor Field, string Comment)> Fields = Contract()
        .SelectMany(file => ProtoComments.Fields(Path.GetFileNameWithoutExtension(file.Name))
            .Select(field => (field.Comment, Field: file.MessageTypes
            .Single(message => message.Name == field.Message).FindFieldByName(field.Name))))
        .ToDictionary(one => one.Field.FullName, one => (one.Field, one.Comment));

    [Fact]
    public void The_comments_of_all_fields_are_read() =>
        Assert.Equal(
            Contract().SelectMany(file => file.MessageTypes).SelectMany(message => message.Fields.InDeclarationOrder())
                .Select(field => field.FullName).Order(),
            Fields.Keys.Order());

    [Fact]
    public void A_field_is_annotated_as_output_only_where_its_comment_says_so() =>
        Assert.Equal(Named(one => one.Comment.StartsWith("Output only.", StringComparison.Ordinal)),
            Named(one => Behaves(one.Field, FieldBehavior.OutputOnly)));

    [Fact]
    public void A_field_is_annotated_as_required_where_its_comment_says_so() => Assert.Equal(
        Named(one => one.Comment.StartsWith("Required.", StringComparison.Ordinal)
            || one.Comment.Contains(". Required.", StringComparison.Ordinal)),
        Named(one => Behaves(one.Field, FieldBehavior.Required)));

    [Fact]
    public void A_field_that_names_a_resource_refers_to_its_type() => Assert.Equal(
        Named(one => one.Field.FieldType == FieldType.String && StartsWithName(one.Comment)),
        Named(one => one.Field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference) is not null
            || Behaves(one.Field, FieldBehavior.Identifier)));

    [Fact]
    public void Each_resource_has_its_pattern() => Assert.Equal(
        ["actors/{actor}", "corrections/{correction}", "demands/{demand}", "meetings/{meeting}", "negotiations/{negotiation}",
            "statements/{statement}"],
        Contract().SelectMany(file => file.MessageTypes).Select(message => message.GetOptions()?.GetExtension(ResourceExtensions.Resource))
            .OfType<ResourceDescriptor>()
            .SelectMany(resource => resource.Pattern).Order());

    private static bool StartsWithName(string comment) =>
        Names.Any(name => comment.StartsWith(name, StringComparison.Ordinal)
            || comment.StartsWith("Output only. " + name, StringComparison.Ordinal));

    private static readonly string[] Names =
        ["`actors/{id}`", "`statements/{id}`", "`demands/{id}`", "`negotiations/{id}`", "`meetings/{id}`", "`corrections/{id}`"];

    private static bool Behaves(FieldDescriptor field, FieldBehavior behavior) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(behavior) ?? false;

    private static List<string> Named(Func<(FieldDescriptor Field, string Comment), bool> fits) =>
        [.. Fields.Where(one => fits(one.Value)).Select(one => one.Key).Order()];

    private static IEnumerable<FileDescriptor> Contract()
    {
        var found = new Dictionary<string, FileDescriptor>(StringComparer.Ordinal);
        foreach (var file in Services) Add(file);
        return found.Values;

        void Add(FileDescriptor file)
        {
            if (file.Package != "diplomacy.v1" || !found.TryAdd(file.Name, file)) return;
            foreach (var imported in file.Dependencies) Add(imported);
        }
    }
}
