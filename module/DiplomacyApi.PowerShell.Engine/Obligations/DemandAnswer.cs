using Diplomacy.V1;

namespace DiplomacyApi.PowerShell.Engine.Obligations;

/// <summary>A demand as the server returned it, with the point at which it was read.</summary>
internal sealed record DemandAnswer(Diplomacy.V1.Demand Demand, string AsOf, LogPosition Position);
