namespace DiplomacyApi.PowerShell;

/// <summary>What a watch tells: rows, up to where all that matches has been told, and what happened to the watch itself.</summary>
public sealed record WatchMessage<T>(IReadOnlyList<T> Rows, WatchPosition? Through, string Note = "");
