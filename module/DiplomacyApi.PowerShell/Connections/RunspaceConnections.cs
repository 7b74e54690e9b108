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
    private readonly SortedDictionary<string, DiplomacyConnection> _named = new(StringComparer.OrdinalIgnoreCase);
    private DiplomacyConnection? _default;

    private RunspaceConnections(Runspace runspace) => runspace.StateChanged += (_, change) =>
    {
        if (change.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken) Close();
    };

    /// <summary>The runspace's own. The one that was it before is closed, unless it has a name or a script may hold it.</summary>
    public DiplomacyConnection? Default
    {
        get => _default;
        set
        {
            var before = _default;
            _default = value;
            if (before is { IsHandedOut: false } && before != value && !IsNamed(before)) before.Dispose();
        }
    }

    /// <summary>Those that have a name, in the order of their names.</summary>
    public IReadOnlyCollection<DiplomacyConnection> Named => _named.Values;

    public static RunspaceConnections Of(Runspace runspace) => All.GetValue(runspace, of => new RunspaceConnections(of));

    public void Add(DiplomacyConnection connection)
    {
        lock (_made)
        {
            _made.RemoveAll(made => !made.TryGetTarget(out _));
            _made.Add(new WeakReference<DiplomacyConnection>(connection));
        }
    }

    public DiplomacyConnection? Find(string name) => _named.GetValueOrDefault(name);

    /// <summary>Keeps a connection under its name. The one that had the name is closed, unless a script may hold it.</summary>
    public void Keep(DiplomacyConnection connection)
    {
        var before = Find(connection.Name);
        _named[connection.Name] = connection;
        if (before is { IsHandedOut: false } && before != connection) before.Dispose();
    }

    /// <summary>Closes a connection, and gives its name back.</summary>
    public void Close(DiplomacyConnection connection)
    {
        if (IsNamed(connection)) _named.Remove(connection.Name);
        if (_default == connection) _default = null;
        connection.Dispose();
    }

    /// <summary>Closes all that were made here.</summary>
    public void Close()
    {
        _default = null;
        _named.Clear();
        lock (_made)
        {
            foreach (var made in _made)
                if (made.TryGetTarget(out var connection)) connection.Dispose();
            _made.Clear();
        }
    }

    private bool IsNamed(DiplomacyConnection connection) => Find(connection.Name) == connection;
}
