using System.CommandLine;
using DiplomacyApi.Server.Configuration;

namespace DiplomacyApi.Server.Commands;

/// <summary>What every command uses: the clock, the output for results, and the output for notes and errors.</summary>
internal sealed record CommandContext(TimeProvider Time, TextWriter Output, TextWriter Notes)
{
    /// <summary>A switch for a setting of the server.</summary>
    public static Option<string> SwitchOf(Setting setting)
    {
        var option = Switch(setting.Switch, setting.IsFlag ? "true|false" : setting.Value,
            $"{setting.Description} [default: {setting.Default}]");
        option.Arity = setting.IsFlag ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne;
        return option;
    }

    /// <summary>A switch of one command.</summary>
    public static Option<string> Switch(string name, string value, string description, bool isRequired = false)
    {
        var option = new Option<string>(name) { Description = description, HelpName = value, Required = isRequired };
        // Otherwise the next switch would become the value of one that has none.
        option.Validators.Add(result =>
        {
            if (UsageProblems.HasNoValue(result)) result.AddError($"{name} has no value");
        });
        return option;
    }

    /// <summary>Names a configuration file. Each command has it.</summary>
    public static readonly Option<string> Config = Switch(
        "--" + OptionsReader.ConfigKey, "FILE", "A configuration file (JSON) to use instead of appsettings.json beside the executable.");

    /// <summary>The options that a command was given. Throws <see cref="UsageException"/> with all that is wrong.</summary>
    public static ServerOptions OptionsOf(ParseResult parsed, IEnumerable<(Setting Setting, Option<string> Switch)> switches)
    {
        var problems = new List<string>();
        var given = switches.Where(one => parsed.GetResult(one.Switch) is not null)
            .Select(one => (one.Setting.Key, parsed.GetValue(one.Switch) ?? "true"));
        var options = OptionsReader.Read(parsed.GetValue(Config), given, problems);
        return problems.Count == 0 ? options : throw new UsageException(problems);
    }

    /// <summary>Where the journal is, or its credentials are, by what a command was given.</summary>
    public static ServerOptions JournalOf(ParseResult parsed, params IEnumerable<(Setting Setting, Option<string> Switch)> switches)
    {
        var options = OptionsOf(parsed, switches);
        if (options.DataProblem is { } problem) throw new UsageException([problem]);
        options.MakeDefaultFolder();
        return options;
    }
}
