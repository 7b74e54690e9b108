using System.Globalization;

namespace DiplomacyApi.Storage.Reading;

/// <summary>Conditions and their values, in the order in which they are numbered.</summary>
internal sealed class SqlText
{
    private readonly List<object> _values;
    private readonly List<string> _conditions = [];

    public SqlText() => _values = [];

    private SqlText(List<object> values) => _values = values;

    public string Conditions => string.Join(" AND ", _conditions);

    public object[] Values => [.. _values];

    public void And(string condition) => _conditions.Add(condition);

    public string Value(object value)
    {
        _values.Add(value);
        return $"?{_values.Count}";
    }

    /// <summary>Conditions of their own, over the same values.</summary>
    public SqlText Nested() => new(_values);

    /// <summary>The numbers of some values, in order, so that the same set always makes the same text.</summary>
    public static string Numbers<T>(IEnumerable<T> values)
        where T : Enum =>
        string.Join(", ", values.Select(value => Convert.ToInt32(value, CultureInfo.InvariantCulture)).Distinct().Order());
}
