using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace DiplomacyApi.PowerShell;

/// <summary>Takes a connection, or the name under which the session keeps one.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConnectionAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Choice.Bare(inputData) is string name ? Find(name) ?? throw new ArgumentTransformationMetadataException(Unknown(name)) : inputData;

    /// <summary>What is meant by a connection or a name; null where there is none.</summary>
    internal static DiplomacyConnection? Of(object? given) => Choice.Bare(given) switch
    {
        DiplomacyConnection connection => connection,
        string name => Find(name),
        _ => null,
    };

    /// <summary>That no connection has this name, and which names there are.</summary>
    internal static string Unknown(string name)
    {
        var names = string.Join(", ", RunspaceConnections.Of(Runspace.DefaultRunspace).Named.Select(connection => connection.Name));
        return $"Unknown connection '{name}'. {(names.Length > 0 ? $"This session has {names}" : "This session has none with a name")}; connect one with Connect-DiplomacyApi -Name {name} -Address http://127.0.0.1:5080.";
    }

    private static DiplomacyConnection? Find(string name) => RunspaceConnections.Of(Runspace.DefaultRunspace).Find(name.Trim());
}
