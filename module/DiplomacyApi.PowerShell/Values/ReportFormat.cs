namespace DiplomacyApi.PowerShell;

/// <summary>How a report is written. Auto: HTML where the file's name ends in .html or .htm, else Markdown.</summary>
public enum ReportFormat : long { Auto, Markdown, Html }
