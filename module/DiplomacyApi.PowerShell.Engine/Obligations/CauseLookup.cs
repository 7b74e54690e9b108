using System.Collections.Concurrent;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Obligations;

/// <summary>When what made a change was said and recorded, and by whom it was recorded.</summary>
internal sealed record Cause(string Said, DateTimeOffset? RecordTime, string Recorder);

/// <summary>Looks up what made changes; many changes have one cause, and come together.</summary>
internal sealed class CauseLookup(DiplomacyClient client)
{
    private const int KeptMax = 1_024;

    private static readonly Cause Unknown = new("", null, "");

    private readonly ConcurrentDictionary<string, Cause> _known = new(StringComparer.Ordinal);

    /// <summary>Takes a statement at hand. One that would be recorded has no record time yet.</summary>
    public void Learn(Diplomacy.V1.Statement statement) =>
        Keep(statement.Name, new Cause(statement.Said.Text(), statement.RecordTime?.ToDateTimeOffset(), statement.Recorder));

    public async Task<Cause> FindAsync(string name, CancellationToken token)
    {
        if (_known.TryGetValue(name, out var known)) return known;
        try
        {
            if (name.StartsWith("statements/", StringComparison.Ordinal))
                Learn(
                    (await client.Statements.GetStatementAsync(
                        new GetStatementRequest { Name = name }, cancellationToken: token).ConfigureAwait(false)).Statement);
            else if (name.StartsWith("corrections/", StringComparison.Ordinal))
            {
                var correction = (await client.Statements.GetCorrectionAsync(
                    new GetCorrectionRequest { Name = name }, cancellationToken: token).ConfigureAwait(false)).Correction;
                Keep(name,
                    new Cause(correction.Replacement?.Said.Text() ?? "", correction.RecordTime?.ToDateTimeOffset(), correction.Recorder));
            }
        }
        // A watch shows what it has, also while the server is away.
        catch (DiplomacyException unread) when (unread.IsTransient || unread.Status == Grpc.Core.StatusCode.NotFound)
        {
            return Unknown;
        }
        return _known.GetValueOrDefault(name, Unknown);
    }

    private void Keep(string name, Cause cause)
    {
        if (_known.Count >= KeptMax) _known.Clear();
        _known[name] = cause;
    }
}
