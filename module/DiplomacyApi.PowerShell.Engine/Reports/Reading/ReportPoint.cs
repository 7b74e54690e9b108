using Diplomacy.V1;

namespace DiplomacyApi.PowerShell.Engine.Reports.Reading;

/// <summary>The point at which a whole report is read: every call is made with the same two clocks, so that it is one answer.</summary>
/// <param name="Position">The log, and K.</param>
/// <param name="Recorded">When the entry at K was recorded; null where nothing was.</param>
/// <param name="AsOf">T, as the reader gave it; the server's now where none was given.</param>
/// <param name="Clocks">Both, and through which statements.</param>
/// <param name="Since">Since when changes are shown; null if that was not asked for.</param>
internal sealed record ReportPoint(LogPosition Position, DateTimeOffset? Recorded, string AsOf, Clocks Clocks, ReportSince? Since);

/// <summary>Since when changes are shown, at the same K.</summary>
/// <param name="Date">As the reader gave it.</param>
/// <param name="End">Its end: what is seen after it is new.</param>
/// <param name="Clocks">The two clocks there.</param>
internal sealed record ReportSince(string Date, DateTimeOffset End, Clocks Clocks);
