using System.Management.Automation;
using System.Management.Automation.Runspaces;
using DiplomacyApi.Shell.Terminal;

namespace DiplomacyApi.Shell.Running;

/// <summary>A runspace with the module imported, whose output goes to the console through the module's views.</summary>
internal sealed class Session : IDisposable
{
    private const int Failed = 1;

    private readonly ConsoleHost _host;
    private readonly Runspace _runspace;

    private Session(ConsoleHost host, Runspace runspace) => (_host, _runspace) = (host, runspace);

    /// <summary>Whether the script asked to leave, by exit.</summary>
    public bool HasExited => _host.ExitCode is not null;

    /// <summary>What the script gave to exit; 0 until then.</summary>
    public int ExitCode => _host.ExitCode ?? 0;

    /// <summary>Opens a runspace and imports the module that lies beside the executable.</summary>
    public static Session Open()
    {
        var host = new ConsoleHost();
        // CreateDefault would look for snap-ins that a bare engine does not have.
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        // The engine's own function of that name needs cmdlets that a bare engine does not have.
        state.Commands.Add(new SessionStateAliasEntry("help", "Get-Help"));
        state.ImportPSModule(Path.Combine(AppContext.BaseDirectory, "module", "DiplomacyApi", "DiplomacyApi.psd1"));
        var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        var session = new Session(host, runspace);
        if (Console.IsOutputRedirected || Console.IsErrorRedirected) session.Run("$PSStyle.OutputRendering = 'PlainText'");
        return session;
    }

    /// <summary>Runs a command in the session's own scope; returns 0, or 1 if it wrote an error.</summary>
    public int Run(string script) => Run(shell => shell.AddScript(script, useLocalScope: false));

    /// <summary>Runs a script file with its arguments; returns as for a command.</summary>
    public int RunFile(string path, IEnumerable<string> arguments) => Run(shell =>
    {
        shell.AddCommand(path);
        foreach (var argument in arguments) shell.AddArgument(argument);
    });

    /// <summary>Closes the runspace.</summary>
    public void Dispose() => _runspace.Dispose();

    /// <summary>Runs what is added, errors in their place among the output. Ctrl-C stops the run and not the Shell.</summary>
    private int Run(Action<System.Management.Automation.PowerShell> add)
    {
        using var shell = System.Management.Automation.PowerShell.Create();
        shell.Runspace = _runspace;
        add(shell);
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        ConsoleCancelEventHandler stop = (_, pressed) =>
        {
            pressed.Cancel = true;
            shell.BeginStop(null, null);
        };
        Console.CancelKeyPress += stop;
        try
        {
            shell.Invoke();
            return HasExited ? ExitCode : shell.HadErrors || _host.HasWrittenErrors() ? Failed : 0;
        }
        catch (PipelineStoppedException)
        {
            return Failed;
        }
        catch (RuntimeException problem)
        {
            _host.UI.WriteErrorLine(problem.ErrorRecord.ToString());
            return Failed;
        }
        finally
        {
            Console.CancelKeyPress -= stop;
        }
    }
}
