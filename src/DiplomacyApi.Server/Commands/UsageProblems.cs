using System.CommandLine;
using System.CommandLine.Parsing;
using DiplomacyApi.Domain.Names;

namespace DiplomacyApi.Server.Commands;

/// <summary>
/// Describes what is wrong with a command line by positions and names of switches, never by values: people paste secrets into the wrong
/// place, and this output ends up in logs.
/// </summary>
internal static class UsageProblems
{
    public static IReadOnlyList<string> Of(ParseResult parsed, string[] args)
    {
        var command = parsed.CommandResult.Command;
        var problems = Switches(parsed).ToList();
        if (problems.Count == 0 && command.Subcommands.Count > 0 && command is not RootCommand
                && (parsed.UnmatchedTokens.Count == 0 || IsSwitch(parsed.UnmatchedTokens[0])))
            problems.Add($"A command is missing. Commands: {Names(command.Subcommands.Select(sub => sub.Name))}.");
        if (problems.Count == 0) problems.AddRange(Unmatched(parsed, args));
        if (problems.Count == 0) problems.AddRange(Missing(parsed));
        if (problems.Count == 0) problems.Add("The command line could not be read.");
        problems.Add($"See {string.Concat(PathOf(parsed.CommandResult).Select(name => name + " "))}--help.");
        return problems;
    }

    /// <summary>Whether a switch that needs a value stands alone, or another switch stands where its value should be.</summary>
    public static bool HasNoValue(OptionResult given) =>
        given.Tokens.Count < given.Option.Arity.MinimumNumberOfValues || given.Tokens.Any(token => IsSwitch(token.Value));

    private static IEnumerable<string> Switches(ParseResult parsed)
    {
        foreach (var given in parsed.CommandResult.Children.OfType<OptionResult>().Where(given => !given.Implicit))
        {
            if (HasNoValue(given)) yield return $"{given.Option.Name} needs a value: {given.Option.Name} {given.Option.HelpName}.";
            else if (given.Tokens.Count > given.Option.Arity.MaximumNumberOfValues)
                yield return $"{given.Option.Name} was given more than once; give it once.";
        }
    }

    private static IEnumerable<string> Unmatched(ParseResult parsed, string[] args)
    {
        var followsUnknownSwitch = false;
        foreach (var token in parsed.UnmatchedTokens)
        {
            var name = token.Split('=')[0];
            if (IsSwitch(token)) yield return $"Unknown switch {name}.{Nearest(name, parsed.CommandResult.Command)}";
            else if (!followsUnknownSwitch) yield return $"Word {Array.IndexOf(args, token) + 1} is not a command or switch.";
            followsUnknownSwitch = IsSwitch(token) && !token.Contains('=', StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Missing(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.Where(option => option.Required && parsed.GetResult(option) is null or { Implicit: true })
            .Select(option => $"{option.Name} is missing: {option.Name} {option.HelpName}.")
            .Concat(parsed.CommandResult.Command.Arguments.Where(argument => parsed.GetResult(argument) is null or { Tokens.Count: 0 })
                .Select(argument => $"{argument.Name} is missing."));

    private static bool IsSwitch(string token) => token.StartsWith("--", StringComparison.Ordinal);

    private static string Nearest(string given, Command command)
    {
        var near = command.Options.Select(option => option.Name)
            .Where(name => name.StartsWith(given, StringComparison.Ordinal) || given.StartsWith(name, StringComparison.Ordinal)
            || name[2..].Split('-').Contains(given[2..])
            || NearSpelling.Slips([.. given.EnumerateRunes()], [.. name.EnumerateRunes()], NearSpelling.SlipsMax(name.Length)) is not null)
                .ToList();
        return near.Count > 0 ? $" Did you mean {Names(near)}?" : "";
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);

    private static IEnumerable<string> PathOf(SymbolResult? result) =>
        result is CommandResult { Command: not RootCommand } command ? PathOf(command.Parent).Append(command.Command.Name) : [];
}
