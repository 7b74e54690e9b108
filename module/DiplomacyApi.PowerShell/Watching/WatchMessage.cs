namespace DiplomacyApi.PowerShell;

/// <summary>A message of a watch: rows, the position up to which all matching rows were sent, and a note on the watch itself.</summary>
public sealed record WatchMessage<T>(IReadOnlyList<T> Rows, WatchPosition? Through, string Note = "");
