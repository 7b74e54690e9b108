using System.Management.Automation.Language;
using System.Text;

namespace DiplomacyApi.Shell.Running;

/// <summary>Reads and runs, line by line; a statement that is not complete goes on in the next line.</summary>
internal sealed class Prompt(Session session, TextReader input)
{
    /// <summary>Runs what is typed until the input ends or a script exits; returns the exit code.</summary>
    public int Run()
    {
        var typed = new StringBuilder();
        while (!session.HasExited)
        {
            if (!Console.IsInputRedirected) Console.Error.Write(typed.Length == 0 ? "DiplomacyApi> " : ">> ");
            if (input.ReadLine() is not { } line) break;
            if (typed.Length > 0) typed.Append('\n');
            typed.Append(line);
            // An empty line ends what would otherwise go on for ever.
            if (line.Length > 0 && IsIncomplete(typed.ToString())) continue;
            session.Run(typed.ToString());
            typed.Clear();
        }
        return session.ExitCode;
    }

    private static bool IsIncomplete(string script)
    {
        Parser.ParseInput(script, out _, out var errors);
        return errors.Any(error => error.IncompleteInput);
    }
}
