using System.Management.Automation;
using System.Reflection;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// Rows as drafts: a row's keys are the parameter names of the act's own cmdlet, so that a table, an import and a typed command say the
/// same thing in the same words.
/// </summary>
internal static class ActBinder
{
    /// <summary>The key that says which cmdlet a row would be typed as.</summary>
    public const string ActKey = "Act";

    private static readonly Dictionary<string, Func<RecordingCmdlet>> Cmdlets = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Demand"] = () => new AddDemand(),
        ["Promise"] = () => new AddPromise(),
        ["Response"] = () => new AddResponse(),
        ["Assessment"] = () => new AddAssessment(),
        ["Fulfillment"] = () => new AddFulfillment(),
        ["Withdrawal"] = () => new AddWithdrawal(),
        ["Condition"] = () => new AddCondition(),
        ["Warning"] = () => new AddWarning(),
        ["Meeting"] = () => new AddMeeting(),
        ["NegotiationStep"] = () => new AddNegotiationStep(),
        ["Remark"] = () => new AddRemark(),
    };

    // Parameters of the command, not of the statement.
    private static readonly string[] NotOfRows =
        [nameof(DiplomacyCmdlet.Connection), nameof(WritingCmdlet.RequestId), nameof(RecordingCmdlet.PassThru)];

    private static readonly Lazy<HashSet<string>> ColumnNames =
        new(() => NamesOf(_ => true).Append(ActKey).ToHashSet(StringComparer.OrdinalIgnoreCase));
    private static readonly Lazy<HashSet<string>> DateNames =
        new(() => NamesOf(ParameterBinder.IsDate).ToHashSet(StringComparer.OrdinalIgnoreCase));

    /// <summary>The acts, by their names.</summary>
    public static IEnumerable<string> Acts => Cmdlets.Keys;

    /// <summary>The columns that a row of an act may have: its own first, then those of any statement.</summary>
    public static IReadOnlyList<PropertyInfo> Columns(string act) => [.. Properties(Cmdlets[act]().GetType())
        .OrderBy(property => property.DeclaringType!.IsAbstract ? 1 : 0)];

    /// <summary>Whether a row of some act may have this column.</summary>
    public static bool IsColumn(string name) => ColumnNames.Value.Contains(name);

    /// <summary>Whether a column of this name holds dates.</summary>
    public static bool IsDate(string name) => DateNames.Value.Contains(name);

    /// <summary>A cmdlet that stands as if its parameters had been typed.</summary>
    public static RecordingCmdlet Bind(IReadOnlyCollection<(string Key, object? Value)> pairs)
    {
        var act = pairs.FirstOrDefault(pair => pair.Key.Equals(ActKey, StringComparison.OrdinalIgnoreCase)).Value?.ToString();
        return Bind(act, pairs.Where(pair => !pair.Key.Equals(ActKey, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>The same, of an act that is known.</summary>
    public static RecordingCmdlet Bind(string? act, IEnumerable<(string Key, object? Value)> pairs)
    {
        if (string.IsNullOrWhiteSpace(act)) throw Invalid($"Say which act it is: Act is one of {string.Join(", ", Acts)}.");
        if (!Cmdlets.TryGetValue(act.Trim(), out var create))
            throw Invalid($"'{act}' is not an act; use one of {string.Join(", ", Acts)}.");
        var cmdlet = create();
        ParameterBinder.Set(cmdlet, $"{act} row", pairs, NotOfRows);
        return cmdlet;
    }

    private static IEnumerable<PropertyInfo> Properties(Type cmdlet) =>
        ParameterBinder.Parameters(cmdlet).Where(property => !NotOfRows.Contains(property.Name));

    private static IEnumerable<string> NamesOf(Func<PropertyInfo, bool> isWanted) =>
        Acts.SelectMany(Columns).Where(isWanted).SelectMany(ParameterBinder.NamesOf);

    private static DiplomacyApiException Invalid(string message) => new(message, "InvalidValue", ErrorCategory.InvalidArgument);
}
