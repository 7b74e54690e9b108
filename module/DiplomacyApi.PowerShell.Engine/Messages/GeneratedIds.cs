using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Diplomacy.V1;
using DiplomacyApi.Client;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace DiplomacyApi.PowerShell.Engine.Messages;

/// <summary>
/// Readable ids for what is typed without one. That of a demand, a meeting or a negotiation is made of its title; that of a statement of
/// its speaker, act and day, and of none of its words, as an erasure could not reach them in an id. They follow from the request alone, so
/// that a dry run shows those that are recorded, and a repetition under the same request id is the same request.
/// </summary>
internal sealed partial class GeneratedIds(DiplomacyClient client, WriteOptions options)
{
    private const int CharactersMax = 48;
    private const int SuffixDigits = 4;
    private const int AttemptsMax = 4;

    /// <summary>Records statements under the ids that were typed, and under readable ones where none was.</summary>
    public async Task<T> RecordAsync<T>(
        IReadOnlyList<RecordStatementRequest> typed, Func<IReadOnlyList<RecordStatementRequest>, Task<T>> send, CancellationToken token) =>
        await SendAsync(typed.Any(IsMade), Taken(typed), async attempt =>
        {
            var (requests, used) = (new List<RecordStatementRequest>(), new HashSet<string>(StringComparer.Ordinal));
            foreach (var request in typed)
                requests.Add(attempt < AttemptsMax ? await WithIdsAsync(request, attempt, used, token).ConfigureAwait(false) : request);
            return await send(requests).ConfigureAwait(false);
        }).ConfigureAwait(false);

    /// <summary>Creates a negotiation under a readable id.</summary>
    public Task<T> CreateAsync<T>(
        CreateNegotiationRequest typed,
        Func<CreateNegotiationRequest, Task<T>> send) => SendAsync(typed.NegotiationId.Length == 0,
            [ErrorReason.NegotiationExists], attempt =>
    {
        var request = typed.Clone();
        if (request.NegotiationId.Length == 0 && attempt < AttemptsMax)
            request.NegotiationId = Suffixed(OfTitles(typed.Negotiation.Titles, CharactersMax), typed, attempt);
        return send(request);
    });

    /// <summary>Sends under other ids while those that were made are taken; in the end the server gives some.</summary>
    /// <param name="isMade">Whether an id is made here.</param>
    /// <param name="taken">The reasons that say that such an id is taken.</param>
    /// <param name="send">Sends what it makes for the attempt, of which the first is 0.</param>
    private async Task<T> SendAsync<T>(bool isMade, IReadOnlyList<ErrorReason> taken, Func<int, Task<T>> send)
    {
        for (var attempt = isMade ? 0 : AttemptsMax; ; attempt++)
        {
            try
            {
                return await send(attempt).ConfigureAwait(false);
            }
            // A request id that is used may be that of the same write, which found the id taken and was made under another.
            catch (DiplomacyException refused)
                when (attempt < AttemptsMax
                    && (taken.Contains(refused.Reason) || (refused.Reason == ErrorReason.RequestIdReused && HasRequestId)))
            {
            }
        }
    }

    private bool HasRequestId => !string.IsNullOrEmpty(options.RequestId);

    private static bool IsMade(RecordStatementRequest request) =>
        request.StatementId.Length == 0 || MakesDemand(request.Statement) || MakesMeeting(request.Statement);

    /// <summary>
    /// If an id was typed, no other is tried. For a meeting the server is asked first, since a further phase of one that exists is not an
    /// error.
    /// </summary>
    private static List<ErrorReason> Taken(IReadOnlyList<RecordStatementRequest> typed)
    {
        var taken = new List<ErrorReason>();
        if (typed.Any(request => request.StatementId.Length == 0)) taken.Add(ErrorReason.StatementExists);
        if (typed.Any(request => MakesDemand(request.Statement))) taken.Add(ErrorReason.DemandExists);
        return taken;
    }

    private static bool MakesDemand(Diplomacy.V1.Statement statement) =>
        statement.Demand is { Demand.Length: 0, Restates.Length: 0, Joins.Length: 0 };

    private static bool MakesMeeting(Diplomacy.V1.Statement statement) => statement.Meeting is { Meeting.Length: 0 };

    private async Task<RecordStatementRequest> WithIdsAsync(
        RecordStatementRequest typed, int attempt, HashSet<string> used, CancellationToken token)
    {
        var request = typed.Clone();
        if (request.StatementId.Length == 0) request.StatementId = Unused(Suffixed(OfStatement(typed.Statement), typed, attempt), used);
        if (MakesDemand(typed.Statement)
                && Suffixed(OfTitles(typed.Statement.Demand.Titles, CharactersMax), typed, attempt) is { Length: > 0 } demand)
            request.Statement.Demand.Demand = $"demands/{demand}";
        if (MakesMeeting(typed.Statement) && await OfMeetingAsync(typed, token).ConfigureAwait(false) is { Length: > 0 } meeting)
            request.Statement.Meeting.Meeting = $"meetings/{meeting}";
        return request;
    }

    /// <summary>An id as it is first tried, or as it is tried again where it was taken.</summary>
    private static string Suffixed(string id, IMessage typed, int attempt) =>
        id.Length == 0 || attempt == 0 ? id : $"{id}-{Suffix(Hex.Of(SHA256.HashData(typed.ToByteArray())) + attempt)}";

    private static string Suffix(string of) => Hex.Of(SHA256.HashData(Encoding.UTF8.GetBytes(of)))[..SuffixDigits];

    private static string Unused(string id, HashSet<string> used)
    {
        var unused = id;
        for (var next = 2; unused.Length > 0 && !used.Add(unused); next++) unused = $"{id}-{next}";
        return unused;
    }

    private static string OfStatement(Diplomacy.V1.Statement statement)
    {
        var act = statement.ActCase == Diplomacy.V1.Statement.ActOneofCase.NegotiationStep
            ? "step"
            : statement.ActCase.ToString().ToLowerInvariant();
        var end = $"{act}{(Day().Match(statement.Said.Text()) is { Success: true } day ? $"-{day.Value}" : "")}";
        return $"{Slug.Cut(ResourceNames.IdOf(statement.Speaker), CharactersMax - end.Length)}-{end}".TrimStart('-');
    }

    private static string OfTitles(RepeatedField<LocalizedText> titles, int charactersMax) =>
        titles.Select(title => Slug.Cut(Slug.Of(title.Text), charactersMax)).FirstOrDefault(id => id.Length > 0) ?? "";

    /// <summary>
    /// Meetings are known by title and day. One that exists must not get another phase by accident, which the server would not refuse; what
    /// is repeated under a request id finds its own, and so gets an id of that.
    /// </summary>
    private async Task<string> OfMeetingAsync(RecordStatementRequest typed, CancellationToken token)
    {
        var day = typed.Statement.Meeting.Date is { } date && Day().Match(date.Text) is { Success: true } match ? $"-{match.Value}" : "";
        var id = OfTitles(typed.Statement.Meeting.Titles, CharactersMax - day.Length);
        if (id.Length == 0) return "";
        if (!id.EndsWith(day, StringComparison.Ordinal)) id += day;
        if (HasRequestId) return $"{id}-{Suffix(options.RequestId!)}";
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
            if (Suffixed(id, typed, attempt) is var tried && !await ExistsAsync($"meetings/{tried}", token).ConfigureAwait(false))
                return tried;
        return "";
    }

    private async Task<bool> ExistsAsync(string meeting, CancellationToken token)
    {
        try
        {
            await client.Negotiations.GetMeetingAsync(
                new GetMeetingRequest { Name = meeting }, cancellationToken: token).ConfigureAwait(false);
            return true;
        }
        catch (DiplomacyException unknown) when (unknown.Reason == ErrorReason.UnknownMeeting)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^\d{4}(-\d\d){0,2}")]
    private static partial Regex Day();
}
