using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace DiplomacyApi.Tests.Module.Hosts;

/// <summary>A host that keeps what it is warned of and asked; its answer is no.</summary>
internal sealed class HeardHost : PSHost
{
    private readonly HeardUI _ui = new();

    public IReadOnlyList<string> Warnings => _ui.Warnings;
    public IReadOnlyList<string> Questions => _ui.Questions;

    public override Guid InstanceId { get; } = new("2a0f4b6e-3f52-4f0c-8d55-6c1c0f5ad0e7");
    public override string Name => "Heard";
    public override Version Version { get; } = new(1, 0);
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;
    public override PSHostUserInterface UI => _ui;

    public override void SetShouldExit(int exitCode) { }
    public override void EnterNestedPrompt() { }
    public override void ExitNestedPrompt() { }
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
}

internal sealed class HeardUI : PSHostUserInterface
{
    public List<string> Warnings { get; } = [];
    public List<string> Questions { get; } = [];

    public override PSHostRawUserInterface RawUI => null!;

    public override void WriteWarningLine(string message) => Warnings.Add(message);

    public override void Write(string value) { }
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) { }
    public override void WriteLine(string value) { }
    public override void WriteErrorLine(string value) { }
    public override void WriteDebugLine(string message) { }
    public override void WriteVerboseLine(string message) { }
    public override void WriteProgress(long sourceId, ProgressRecord record) { }
    public override string ReadLine() => throw new NotSupportedException();
    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw new NotSupportedException();
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Questions.Add(message);
        return choices.IndexOf(choices.Single(choice => choice.Label == "&No"));
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException();
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName,
        PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw new NotSupportedException();
}
