using System.Globalization;
using System.Management.Automation.Host;

namespace DiplomacyApi.Shell.Terminal;

/// <summary>The console, as the engine sees it.</summary>
internal sealed class ConsoleHost : PSHost
{
    private readonly ConsoleUI _ui = new();

    /// <summary>What exit was called with; null while it was not.</summary>
    public int? ExitCode { get; private set; }

    public override Guid InstanceId { get; } = new("8f3d7c52-91a4-4a1b-a6de-0b7f6b3f5b21");
    public override string Name => "DiplomacyApi.Shell";
    public override Version Version => typeof(ConsoleHost).Assembly.GetName().Version!;
    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;
    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;
    public override PSHostUserInterface UI => _ui;

    /// <summary>Whether errors were shown since it was last asked.</summary>
    public bool HasWrittenErrors()
    {
        var had = _ui.HasWrittenErrors;
        _ui.HasWrittenErrors = false;
        return had;
    }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("This host has no nested prompts.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This host has no nested prompts.");

    public override void NotifyBeginApplication() { }

    public override void NotifyEndApplication() { }
}
