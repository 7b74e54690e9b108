using DiplomacyApi.PowerShell.Engine.Actors;
using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Obligations;

namespace DiplomacyApi.PowerShell.Engine.Negotiations;

/// <summary>Turns the entries of a timeline into rows.</summary>
internal sealed class TimelineRows(ActorDisplayNames actors, SentenceFormatter sentences)
{
    public async Task<TimelineEntry> ToRowAsync(Diplomacy.V1.TimelineEntry entry, CancellationToken token) => new()
    {
        Said = entry.Statement.Said.Text(),
        Seen = entry.SeenTime.ToDateTimeOffset(),
        Speaker = await actors.NameAsync(entry.Statement.Speaker, token).ConfigureAwait(false),
        SpeakerId = ResourceNames.IdOf(entry.Statement.Speaker),
        Act = entry.Statement.ActKind.ToString(),
        Summary = entry.Statement.Summaries.First(),
        Attribution = entry.Statement.Attribution.To<Attribution>(),
        Effects = await sentences.EffectsAsync(entry.Effects, token).ConfigureAwait(false),
        WithoutEffect = SentenceFormatter.WithoutEffect(entry.WithoutEffect),
        Denied = entry.Denied,
        Confirmed = entry.Confirmed,
        StatementId = ResourceNames.IdOf(entry.Statement.Name),
        NegotiationId = ResourceNames.IdOf(entry.Statement.Negotiation),
        Sources = MessageExtensions.Sources(entry.Statement.Reports),
        Marking = entry.Statement.Marking,
    };
}
