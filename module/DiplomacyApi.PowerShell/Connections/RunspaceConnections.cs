using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace DiplomacyApi.PowerShell;

/// <summary>
/// The connections of one runspace: its own, which cmdlets use where none is given, and all that were made in it, which end with it. Each
/// runspace has others, so that ForEach-Object -Parallel does not share one by accident.
/// </summary>
internal sealed class RunspaceConnections
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceConnections> All = [];

    private readonly List<WeakReference<DiplomacyConnection>> _made = [];
    private DiplomacyConnection? _default;

    private RunspaceConnections(Runspace runspace) => runspace.StateChanged += (_, change) =>
    {
        if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken) Close();
    };

    /// <summary>The runspace's own. The one that was it before is closed, unless a script may hold it.</summary>
    public DiplomacyConnection? Default
    {
        get => _default;
        set
        {
            var before = _default;
            _default = value;
            if (before is { IsHandedOut: false } && before != value) before.Dispose();
        }
    }

    public static RunspaceConnections Of(Runspace runspace) => All.GetValue(runspace, of => new RunspaceConnections(of));

    public void Add(DiplomacyConnection connection)
    {
        lock (_made)
        {
            _made.RemoveAll(made => !made.TryGetTarget(out _));
            _made.Add(new WeakReference<DiplomacyConnection>(connection));
        }
    }

    /// <summary>Closes all that were made here.</summary>
    public void Close()
    {
        _default = null;
        lock (_made)
        {
            foreach (var made in _made)
                if (made.TryGetTarget(out var connection)) connection.Dispose();
            _made.Clear();
        }
    }
}
