namespace DiplomacyApi.PowerShell;

/// <summary>How a report is written. Auto: as the extension of the file's name says, Markdown where there is none.</summary>
public enum ReportFormat : long
{
    /// <summary>As the extension of the file name says.</summary>
    Auto,

    /// <summary>Markdown.</summary>
    Markdown,

    /// <summary>One HTML page with nothing loaded from elsewhere.</summary>
    Html,

    /// <summary>Dues and meetings as a calendar (RFC 5545).</summary>
    ICalendar,
}
