using System.Management.Automation;

namespace DiplomacyApi.Tests.Docs.Cmdlets;

/// <summary>
/// Everything that help shows of a cmdlet: its page in the module's Help folder, its comments, and what PowerShell sees of it.
/// </summary>
internal sealed record CmdletHelp(string Name, CmdletComment Comment, HelpPage Page, IReadOnlyList<HelpParameterSet> Sets,
    IReadOnlyList<HelpParameter> Parameters, IReadOnlyList<string> Outputs)
{
    public string Synopsis => Comment.Synopsis;

    public IReadOnlyList<string> Description => [.. Comment.More.Length > 0 ? new[] { Comment.More } : [], .. Page.Description];

    public IEnumerable<string> Inputs =>
        Parameters.Where(parameter => parameter.Pipeline.Contains("ByValue", StringComparison.Ordinal)).Select(parameter => parameter.Type);
}

/// <summary>A way to call a cmdlet, with its parameters in their order.</summary>
internal sealed record HelpParameterSet(string Name, bool IsDefault, string Syntax, IReadOnlyList<HelpParameter> Parameters);

/// <summary>A parameter, in one set or over all.</summary>
internal sealed record HelpParameter(string Name, Type ClrType, string Text, bool IsMandatory, int? Position, string Pipeline,
    IReadOnlyList<string> Aliases, string Default, bool TakesWildcards)
{
    /// <summary>The type as one writes it.</summary>
    public string Type => Shown(ClrType);

    public bool IsSwitch => ClrType == typeof(SwitchParameter);

    /// <summary>The words that an enumeration takes; None is what stands where nothing is given.</summary>
    public IReadOnlyList<string> Words =>
        (ClrType.IsArray ? ClrType.GetElementType()! : ClrType) is { IsEnum: true } type ? [.. Enum.GetNames(type).Except(["None"])] : [];

    private static string Shown(Type type) => Nullable.GetUnderlyingType(type) is { } given ? Shown(given) : type.Name;
}

/// <summary>What a cmdlet's comment says: its first sentence, and the rest.</summary>
internal sealed record CmdletComment(string Synopsis, string More);

/// <summary>An example as a page has it.</summary>
internal sealed record HelpExample(string Title, string Code, string Remark);
