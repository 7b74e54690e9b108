using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.PowerShell.Engine.Export;

/// <summary>
/// Statements, as they stand, in an order in which they can be recorded again: one that was corrected may name what was recorded after it,
/// and then comes after that, and with it what names it.
/// </summary>
internal sealed class DependencyOrder
{
    private static readonly string[] Collections = ["statements/", "demands/", "meetings/"];

    private readonly HashSet<string> _namedByReplacements = new(StringComparer.Ordinal);
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly HashSet<string> _heldNames = new(StringComparer.Ordinal);
    private readonly List<(Diplomacy.V1.Statement Statement, IReadOnlyList<string> WaitsFor)> _held = [];

    /// <summary>Notes what a correction made of a statement. All replacements come before the first statement.</summary>
    public void NoteReplacement(Diplomacy.V1.Statement replacement) => _namedByReplacements.UnionWith(NamesIn(replacement));

    /// <summary>The statements to write now: none, or this one and those that waited for it.</summary>
    public IEnumerable<Diplomacy.V1.Statement> Take(Diplomacy.V1.Statement statement)
    {
        var made = Made(statement).ToList();
        var waitsFor = NamesIn(statement).Except(made, StringComparer.Ordinal)
            .Where(name => _heldNames.Contains(name)
                || (statement.CorrectedBy.Length > 0 && _namedByReplacements.Contains(name) && !_written.Contains(name))).ToList();
        if (waitsFor.Count > 0)
        {
            _held.Add((statement, waitsFor));
            _heldNames.UnionWith(made);
            yield break;
        }
        yield return statement;
        _written.UnionWith(made.Where(name => _namedByReplacements.Contains(name) || _heldNames.Remove(name)));
        while (_held.FindIndex(one => one.WaitsFor.All(_written.Contains)) is var next and >= 0)
        {
            var freed = _held[next].Statement;
            _held.RemoveAt(next);
            _written.UnionWith(Made(freed));
            _heldNames.ExceptWith(Made(freed));
            yield return freed;
        }
    }

    /// <summary>Those that wait for what is not among them, or for each other.</summary>
    public IEnumerable<Diplomacy.V1.Statement> Rest() => _held.Select(one => one.Statement);

    private static IEnumerable<string> Made(Diplomacy.V1.Statement statement)
    {
        yield return statement.Name;
        if (statement.Demand is { Restates.Length: 0 } demand) yield return demand.Demand;
        if (statement.Meeting is { } meeting) yield return meeting.Meeting;
    }

    private static IEnumerable<string> NamesIn(IMessage message) => message.Descriptor.Fields.InDeclarationOrder()
        .SelectMany(field => field.FieldType switch
    {
        FieldType.String =>
            Values(message, field).Cast<string>()
                .Where(text => Collections.Any(collection => text.StartsWith(collection, StringComparison.Ordinal))),
        FieldType.Message => Values(message, field).OfType<IMessage>().SelectMany(NamesIn),
        _ => [],
    });

    private static IEnumerable<object?> Values(IMessage message, FieldDescriptor field) =>
        field.IsMap
            ? []
            : field.IsRepeated ? ((IList)field.Accessor.GetValue(message)).Cast<object?>() : [field.Accessor.GetValue(message)];
}
