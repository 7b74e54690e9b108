namespace DiplomacyApi.PowerShell;

/// <summary>A file of a site: its name within the folder, and all that stands in it.</summary>
public sealed record ReportFile(string Name, string Text);
