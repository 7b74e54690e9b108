namespace DiplomacyApi.PowerShell;

/// <summary>How a report is written. Auto: as the extension of the file's name says, Markdown where there is none.</summary>
public enum ReportFormat : long { Auto, Markdown, Html, ICalendar }
