using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell;

/// <summary>Reads what is typed for -Item: ids, @{ id = '…' }, or tables with more than one thing to say on an item.</summary>
internal static class ItemInput
{
    /// <summary>
    /// The articles of a demand: 'a', 'b', or @{ a = 'No enlargement' }, or @{ Id = 'a'; Title = @{ en = '…'; ru = '…' } }.
    /// </summary>
    public static IReadOnlyList<ItemDraft>? OfDemand(object? given) => Each(given) is not { } items
        ? null
        : [.. items.SelectMany(item => item switch
    {
        IDictionary table when Value(table, "Id") is { } id => [new ItemDraft(Text(id), WordsOf(Value(table, "Title")))],
        IDictionary titled => Sorted(titled).Select(entry => new ItemDraft(Text(entry.Key), WordsOf(entry.Value))),
        _ => (IEnumerable<ItemDraft>)[new ItemDraft(Text(item), null)],
    })];

    /// <summary>
    /// The positions on items: @{ a = 'Rejected' }, @{ 'some-demand/a' = 'Rejected' }, @{ a = @{ Position = 'Rejected'; Text = '…' } }.
    /// </summary>
    public static IReadOnlyList<PositionDraft>? OfResponse(object? given) => Each(given) is not { } items
        ? null
        : [.. items.SelectMany(item => item switch
    {
        IDictionary table when Value(table, "Item") is { } id => [Position(Text(id), table)],
        IDictionary positions => Sorted(positions).Select(entry => Position(Text(entry.Key), entry.Value)),
        _ => throw Invalid($"'{Text(item)}' gives no position on the item; write -Item @{{ {Text(item)} = 'Rejected' }}."),
    })];

    private static PositionDraft Position(string key, object? value)
    {
        var slash = key.LastIndexOf('/');
        var (demand, item) = slash < 0 ? (null, key) : (key[..slash], key[(slash + 1)..]);
        return Bare(value) is IDictionary table
            ? new PositionDraft(Value(table, "Demand") is { } named ? Text(named) : demand, item,
                DispositionOf(item, Value(table, "Position")), WordsOf(Value(table, "Text")))
            : new PositionDraft(demand, item, DispositionOf(item, value), null);
    }

    /// <summary>None takes a position back.</summary>
    private static Disposition DispositionOf(string item, object? value) => Bare(value) switch
    {
        Disposition position and not Disposition.Mixed => position,
        string text when Choice.Of<Disposition>(text) is { } named => named,
        string text when text.Equals(nameof(Disposition.None), StringComparison.OrdinalIgnoreCase) => Disposition.None,
        _ => throw Invalid($"'{value}' is not a position on {item}; give one of {Choice.Names<Disposition>()}."),
    };

    private static List<object>? Each(object? given) => Bare(given) switch
    {
        null => null,
        string one => one.Length == 0 ? [] : [one],
        IDictionary table => [table],
        IEnumerable several => [.. several.Cast<object?>().Select(Bare).OfType<object>()],
        var other => [other],
    };

    private static IEnumerable<DictionaryEntry> Sorted(IDictionary table) => table is IOrderedDictionary
        ? table.Cast<DictionaryEntry>()
        : table.Cast<DictionaryEntry>().OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal);

    private static Words? WordsOf(object? value) => Bare(value) switch
    {
        null => null,
        IDictionary byLanguage => new Words(byLanguage),
        var text => text.ToString() is { Length: > 0 } some ? new Words(some) : null,
    };

    private static object? Value(IDictionary table, string key) =>
        table.Cast<DictionaryEntry>().Where(entry => key.Equals(entry.Key.ToString(), StringComparison.OrdinalIgnoreCase))
            .Select(entry => Bare(entry.Value)).FirstOrDefault();

    private static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject
        : value is PSObject custom
            ? custom.Properties.Aggregate(new OrderedDictionary(),
                (table, property) => { table[property.Name] = property.Value; return table; })
        : value;

    private static string Text(object value) => value.ToString()!;

    private static DiplomacyApiException Invalid(string message) => new(message, "InvalidValue", ErrorCategory.InvalidArgument);
}
