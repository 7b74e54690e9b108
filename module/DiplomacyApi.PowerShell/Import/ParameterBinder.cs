using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace DiplomacyApi.PowerShell;

/// <summary>Sets a cmdlet's parameters from a row, by the names, aliases and conversions that PowerShell would go by.</summary>
internal static class ParameterBinder
{
    /// <summary>A cmdlet's parameters.</summary>
    public static IEnumerable<PropertyInfo> Parameters(Type cmdlet) =>
        cmdlet.GetProperties().Where(property => property.IsDefined(typeof(ParameterAttribute), inherit: true));

    /// <summary>Sets what the row gives. Empty cells give nothing; an unknown name is refused with those that are known.</summary>
    public static void Set(Cmdlet cmdlet, string what, IEnumerable<(string Key, object? Value)> pairs, IReadOnlyCollection<string> except)
    {
        var known = Parameters(cmdlet.GetType()).Where(property => !except.Contains(property.Name)).ToList();
        foreach (var (key, given) in pairs)
        {
            var value = given is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : given;
            if (value is null) continue;
            var property = known.Find(one => IsNamed(one, key.Trim()))
                ?? throw Invalid(
                    $"A {what} has no '{key}'; it has {string.Join(", ", known.Select(one => one.Name).Order(StringComparer.Ordinal))}.");
            property.SetValue(cmdlet, Converted(property, value));
        }
    }

    /// <summary>Whether a parameter goes by this name.</summary>
    public static bool IsNamed(PropertyInfo property, string name) => NamesOf(property).Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>A parameter's name and its aliases.</summary>
    public static IEnumerable<string> NamesOf(PropertyInfo property) =>
        [property.Name, .. property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []];

    /// <summary>Whether a parameter takes a date.</summary>
    public static bool IsDate(PropertyInfo property) => property.IsDefined(typeof(PartialDateAttribute));

    private static object? Converted(PropertyInfo property, object value)
    {
        try
        {
            foreach (var transformation in property.GetCustomAttributes<ArgumentTransformationAttribute>())
                value = transformation is PartialDateAttribute
                    ? PartialDateAttribute.OfRow(value)!
                    : transformation.Transform(null!, value)!;
            if (property.PropertyType == typeof(SwitchParameter)) return new SwitchParameter(IsTrue(value));
            if (value is string cell)
            {
                // A list in a cell: "NATO; United States".
                if (property.PropertyType == typeof(string[]))
                    value = CellText.Read(cell) is string list ? CellText.List(list) : CellText.Read(cell);
                else if (property.PropertyType == typeof(object[]))
                    value = CellText.Read(cell) is string texts ? CellText.List(texts) : CellText.Read(cell);
                else if (property.PropertyType == typeof(object) || property.PropertyType == typeof(IDictionary))
                    value = CellText.Read(cell) is string pairs ? CellText.PairsOrList(pairs) : CellText.Read(cell);
                else if (property.PropertyType == typeof(Words)) value = CellText.Read(cell);
            }
            return LanguagePrimitives.ConvertTo(value, property.PropertyType, System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception problem)
            when (problem is PSInvalidCastException or ArgumentTransformationMetadataException or ExtendedTypeSystemException)
        {
            var message = (problem.InnerException ?? problem).Message;
            throw new DiplomacyApiException($"{property.Name}: {message}", IsDate(property) ? "InvalidDate" : "InvalidValue",
                ErrorCategory.InvalidArgument)
            { Fields = [new FieldProblem(property.Name, message)] };
        }
    }

    private static bool IsTrue(object value) => value is string text
        ? text.Trim().ToUpperInvariant() switch
        {
            "TRUE" or "YES" or "1" or "X" => true,
            "" or "FALSE" or "NO" or "0" => false,
            _ => throw new PSInvalidCastException($"'{text}' is neither true nor false."),
        }
        : LanguagePrimitives.IsTrue(value);

    private static DiplomacyApiException Invalid(string message) => new(message, "InvalidValue", ErrorCategory.InvalidArgument);
}
