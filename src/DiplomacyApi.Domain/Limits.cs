namespace DiplomacyApi.Domain;

/// <summary>Every bound on what is taken in or given out, with its unit last.</summary>
public static class Limits
{
    /// <summary>An id: `[a-z0-9-]`.</summary>
    public const int IdCharactersMax = 63;

    /// <summary>A text where nothing else is said.</summary>
    public const int TextCharactersMax = 10_000;

    /// <summary>A plain string where nothing else is said.</summary>
    public const int StringCharactersMax = 2_048;

    /// <summary>A quotation is short.</summary>
    public const int QuotationCharactersMax = 500;

    /// <summary>A handling marking.</summary>
    public const int MarkingCharactersMax = 64;

    /// <summary>A request id.</summary>
    public const int RequestIdCharactersMax = 64;

    /// <summary>A name to resolve.</summary>
    public const int QueryCharactersMax = 200;

    /// <summary>One statement, as it is sent.</summary>
    public const int StatementBytesMax = 1 << 20;

    /// <summary>One request, as it is sent. Larger ones are cut off by the transport.</summary>
    public const int RequestBytesMax = 16 << 20;

    /// <summary>A list where nothing else is said.</summary>
    public const int ListItemsMax = 256;

    /// <summary>The obligations one demand may open: items × targets.</summary>
    public const int ObligationsPerDemandMax = 1_024;

    /// <summary>The statements of one batch.</summary>
    public const int BatchStatementsMax = 1_000;

    /// <summary>The items of a page.</summary>
    public const int PageItemsMax = 1_000;

    /// <summary>The items of a page where the request does not say.</summary>
    public const int PageItemsDefault = 50;

    /// <summary>The candidates for a name.</summary>
    public const int CandidatesMax = 50;

    /// <summary>The candidates for a name where the request does not say.</summary>
    public const int CandidatesDefault = 10;

    /// <summary>How far up a chain of bodies is followed.</summary>
    public const int ChainDepthMax = 16;

    /// <summary>How long after now a said date may begin: it may be tomorrow somewhere.</summary>
    public const int SaidAheadHoursMax = 14;

    /// <summary>The field violations told at once.</summary>
    public const int ViolationsToldMax = 20;

    /// <summary>The writes that may wait.</summary>
    public const int QueueRequestsMax = 4_096;

    /// <summary>The writes committed together.</summary>
    public const int GroupRequestsMax = 256;
}
