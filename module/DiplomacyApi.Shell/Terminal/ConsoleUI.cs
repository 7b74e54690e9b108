using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace DiplomacyApi.Shell.Terminal;

/// <summary>
/// Writes to the console, errors and notes to its error side. Text passes GetOutputString, which takes colours out where they do not
/// belong.
/// </summary>
internal sealed class ConsoleUI : PSHostUserInterface
{
    private readonly PlainRawUI _raw = new();

    public bool HasWrittenErrors { get; set; }

    public override PSHostRawUserInterface RawUI => _raw;

    public override bool SupportsVirtualTerminal => !Console.IsOutputRedirected;

    public override void Write(string value) => Console.Out.Write(GetOutputString(value, SupportsVirtualTerminal));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Console.Out.WriteLine(GetOutputString(value, SupportsVirtualTerminal));

    public override void WriteErrorLine(string value)
    {
        HasWrittenErrors = true;
        Console.Error.WriteLine(GetOutputString(value, !Console.IsErrorRedirected));
    }

    public override void WriteWarningLine(string message) => Console.Error.WriteLine($"WARNING: {message}");

    public override void WriteVerboseLine(string message) => Console.Error.WriteLine($"VERBOSE: {message}");

    public override void WriteDebugLine(string message) => Console.Error.WriteLine($"DEBUG: {message}");

    public override void WriteProgress(long sourceId, ProgressRecord record) { }

    public override string ReadLine() => Console.In.ReadLine() ?? "";

    public override SecureString ReadLineAsSecureString()
    {
        var secret = new SecureString();
        foreach (var character in ReadLine()) secret.AppendChar(character);
        secret.MakeReadOnly();
        return secret;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        var answers = new Dictionary<string, PSObject>(StringComparer.OrdinalIgnoreCase);
        foreach (var description in descriptions)
        {
            Console.Error.Write($"{description.Name}: ");
            answers[description.Name] = PSObject.AsPSObject(ReadLine());
        }
        return answers;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Console.Error.WriteLine(message);
        Console.Error.Write(string.Join("  ", choices.Select(choice => choice.Label.Replace("&", "", StringComparison.Ordinal))) + ": ");
        var typed = ReadLine();
        var chosen = choices.Select((choice, index) => (Label: choice.Label.Replace("&", "", StringComparison.Ordinal), index))
            .Where(choice => typed.Length > 0 && choice.Label.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).ToList();
        return chosen.Count > 0 ? chosen[0].index : defaultChoice;
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException("This host asks for no credentials; give them as parameters.");

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) =>
        PromptForCredential(caption, message, userName, targetName);
}
