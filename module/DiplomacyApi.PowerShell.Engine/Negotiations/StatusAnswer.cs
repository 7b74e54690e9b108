using Diplomacy.V1;

namespace DiplomacyApi.PowerShell.Engine.Negotiations;

/// <summary>
/// A negotiation's status as the server returned it, with what is owed or contested in it, and the point at which it was read.
/// </summary>
internal sealed record StatusAnswer(
    Diplomacy.V1.NegotiationStatus Status, IReadOnlyList<Diplomacy.V1.Obligation> Obligations, string AsOf, LogPosition Position);
