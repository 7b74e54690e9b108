using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace DiplomacyApi.PowerShell;

/// <summary>
/// Completes ids from the server. It must never be in the way of who types: what is not there within a short time is not offered, and
/// errors are ignored.
/// </summary>
public abstract class ServerCompleter : IArgumentCompleter
{
    private const int DeadlineMs = 400;
    private const int OfferedMax = 40;
    private const int IdCharactersMax = 63;

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var typed = (wordToComplete ?? "").Trim('\'', '"');
        var quote = wordToComplete is ['\'' or '"', ..] ? wordToComplete[..1] : "";
        try
        {
            if (DiplomacyConnection.Current(ConnectionAttribute.Of(fakeBoundParameters?["Connection"])) is not { } connection) return [];
            var engine = connection.Engine;
            using var deadline = new CancellationTokenSource(DeadlineMs);
            var call = OffersAsync(engine, typed, fakeBoundParameters ?? new Hashtable(), deadline.Token);
            // The call may take longer to end than to be cancelled.
            if (!call.Wait(DeadlineMs)) return [];
            return [.. call.Result.Where(offer => IsId(offer.Id)).Take(OfferedMax)
                .Select(offer =>
                    new CompletionResult(quote + offer.Id + quote, offer.Id, CompletionResultType.ParameterValue, Tip(offer)))];
        }
        catch (Exception)
        {
            return [];
        }
    }

    private protected abstract Task<IReadOnlyList<CompletionCandidate>> OffersAsync(
        IEngine engine, string typed, IDictionary bound, CancellationToken cancellationToken);

    /// <summary>What a server calls an id is put into the command line as it is: nothing else may be in it.</summary>
    private static bool IsId(string offered) =>
        offered.Length is > 0 and <= IdCharactersMax && offered.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    private static string Tip(CompletionCandidate offer) => string.IsNullOrWhiteSpace(offer.Tip) ? offer.Id : offer.Tip;
}

/// <summary>Completes ids of actors, by id, name or alias.</summary>
public sealed class ActorCompleter : ServerCompleter
{
    private protected override Task<IReadOnlyList<CompletionCandidate>> OffersAsync(
        IEngine engine, string typed, IDictionary bound, CancellationToken cancellationToken) =>
        engine.Completions.CompleteActorAsync(typed, ActorType.None, cancellationToken);
}

/// <summary>Completes ids of outlets, by id, name or alias.</summary>
public sealed class OutletCompleter : ServerCompleter
{
    private protected override Task<IReadOnlyList<CompletionCandidate>> OffersAsync(
        IEngine engine, string typed, IDictionary bound, CancellationToken cancellationToken) =>
        engine.Completions.CompleteActorAsync(typed, ActorType.Media, cancellationToken);
}

/// <summary>Completes ids of demands, by id or title.</summary>
public sealed class DemandCompleter : ServerCompleter
{
    private protected override Task<IReadOnlyList<CompletionCandidate>> OffersAsync(
        IEngine engine, string typed, IDictionary bound, CancellationToken cancellationToken) =>
        engine.Completions.CompleteDemandAsync(typed, cancellationToken);
}

/// <summary>Completes ids of negotiations, by id or title.</summary>
public sealed class NegotiationCompleter : ServerCompleter
{
    private protected override Task<IReadOnlyList<CompletionCandidate>> OffersAsync(
        IEngine engine, string typed, IDictionary bound, CancellationToken cancellationToken) =>
        engine.Completions.CompleteNegotiationAsync(typed, cancellationToken);
}

/// <summary>Completes ids of the last statements, by id or summary.</summary>
public sealed class StatementCompleter : ServerCompleter
{
    private protected override Task<IReadOnlyList<CompletionCandidate>> OffersAsync(
        IEngine engine, string typed, IDictionary bound, CancellationToken cancellationToken) =>
        engine.Completions.CompleteStatementAsync(typed, cancellationToken);
}

/// <summary>Completes ids of meetings, by id or title.</summary>
public sealed class MeetingCompleter : ServerCompleter
{
    private protected override Task<IReadOnlyList<CompletionCandidate>> OffersAsync(
        IEngine engine, string typed, IDictionary bound, CancellationToken cancellationToken) =>
        engine.Completions.CompleteMeetingAsync(typed, cancellationToken);
}

/// <summary>Completes the items of the demand that is typed already.</summary>
public sealed class ItemCompleter : ServerCompleter
{
    private static readonly string[] Naming = ["Demand", "DemandId", "Id", "Subject"];

    private protected override Task<IReadOnlyList<CompletionCandidate>> OffersAsync(
        IEngine engine, string typed, IDictionary bound, CancellationToken cancellationToken)
    {
        // Of several demands the first is looked at.
        var demand = Naming.Select(name => bound[name]).Select(value => value is object[] several ? several.FirstOrDefault() : value)
            .FirstOrDefault(value => value is not null);
        return demand?.ToString() is { Length: > 0 } id
            ? engine.Completions.CompleteItemAsync(id, typed, cancellationToken)
            : Task.FromResult<IReadOnlyList<CompletionCandidate>>([]);
    }
}
