using System.Collections;
using System.Management.Automation;

namespace DiplomacyApi.PowerShell;

/// <summary>
/// Takes a value of an enum by its name, or by a beginning that no other name has. PowerShell itself would also take a number, and would
/// make one value of several: 'Accepted, Rejected' would be recorded as Countered.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ChoiceAttribute<T> : ArgumentTransformationAttribute
    where T : struct, Enum
{
    /// <summary>Whether the parameter is a list.</summary>
    public bool Several { get; set; }

    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Choice.Bare(inputData) switch
    {
        null => null,
        T value => value,
        IEnumerable list and not string => Listed([.. list.Cast<object?>().Select(one => Read(Choice.Bare(one)))]),
        var one => Read(one),
    };

    private object Listed(T[] values) => Several ? values : values.Length == 1 ? values[0]
        : throw new ArgumentTransformationMetadataException(
            $"One value is needed, and {values.Length} were given; give one of {Choice.Names<T>()}.");

    private T Read(object? given)
    {
        if (given is T value) return value;
        if (given is string text && Choice.Of<T>(text) is { } named) return named;
        var advice = given is string several && several.Contains(',', StringComparison.Ordinal)
            ? Several ? " Write the values without quotes around all of them: a, b." : " Give one value."
            : "";
        throw new ArgumentTransformationMetadataException($"'{given}' is not one of {Choice.Names<T>()}.{advice}");
    }
}

/// <summary>Values of enums by their names.</summary>
internal static class Choice
{
    // What stands where nothing is given, and what only a roll-up of several answers can be.
    private static readonly string[] NotTyped = ["None", "Mixed"];

    /// <summary>The value of this name, or of the only name that begins so; null where there is none, or several.</summary>
    public static T? Of<T>(string text)
        where T : struct, Enum
    {
        var typed = text.Trim();
        var names = Typed<T>().Where(name => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).ToList();
        var meant = typed.Length == 0
            ? null
            : names.Find(name => name.Equals(typed, StringComparison.OrdinalIgnoreCase)) ?? (names.Count == 1 ? names[0] : null);
        return meant is null ? null : Enum.Parse<T>(meant);
    }

    /// <summary>The names that can be typed, for people.</summary>
    public static string Names<T>()
        where T : struct, Enum => string.Join(", ", Typed<T>());

    /// <summary>The value without PowerShell's wrapping.</summary>
    public static object? Bare(object? given) => given is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : given;

    private static IEnumerable<string> Typed<T>()
        where T : struct, Enum => Enum.GetNames<T>().Except(NotTyped);
}
