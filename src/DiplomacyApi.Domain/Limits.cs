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

    /// <summary>A page, about: a single item may be larger. A client takes messages of 4 MiB where nothing else is set.</summary>
    public const int PageBytesMax = 3 << 20;

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

    /// <summary>What a write may expect to be unchanged.</summary>
    public const int ExpectationsMax = 64;

    /// <summary>The reports of one statement.</summary>
    public const int ReportsMax = 64;

    /// <summary>The names asked for at once.</summary>
    public const int BatchNamesMax = 1_000;

    /// <summary>The statements given at once, all together: an answer travels as one message.</summary>
    public const int BatchBytesMax = 12 << 20;

    /// <summary>The items of one batch of an import.</summary>
    public const int ImportItemsMax = 1_000;

    /// <summary>What is told of the items of one batch that failed, about.</summary>
    public const int ImportProblemsBytesMax = 4 << 20;

    /// <summary>The items of one dry run, which are kept in memory.</summary>
    public const int DryRunItemsMax = 100_000;

    /// <summary>The same items, all together.</summary>
    public const int DryRunBytesMax = 256 << 20;

    /// <summary>Where an item of an import comes from, in words.</summary>
    public const int SourceCharactersMax = 200;

    /// <summary>One message of a stream, about: a single entry may be larger.</summary>
    public const int StreamMessageBytesMax = 1 << 20;

    /// <summary>The name under which a caller records.</summary>
    public const int RecorderCharactersMax = 128;

    /// <summary>The calls that one caller may make in a second, where access is controlled and the options do not say.</summary>
    public const int CallsPerSecondDefault = 1_000;

    /// <summary>The calls, watches included, that one caller may have open, where access is controlled and the options do not say.</summary>
    public const int CallsAtOnceDefault = 500;

    /// <summary>The connections open at once, where the options do not say.</summary>
    public const int ConnectionsDefault = 10_000;

    /// <summary>The calls, watches included, that one connection may have open; what it begins beyond them waits.</summary>
    public const int CallsPerConnectionMax = 1_000;

    /// <summary>The headers of one call, all together.</summary>
    public const int HeadersBytesMax = 16 << 10;

    /// <summary>How soon a token that is revoked or expires is one no more, for streams too.</summary>
    public static readonly TimeSpan RevocationDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>The watches open at once.</summary>
    public const int WatchesMax = 10_000;

    /// <summary>How often a watch tells its position when nothing matches, where the request does not say.</summary>
    public static readonly TimeSpan ProgressDefault = TimeSpan.FromSeconds(15);

    /// <summary>The shortest such time.</summary>
    public static readonly TimeSpan ProgressMin = TimeSpan.FromSeconds(1);

    /// <summary>The longest such time.</summary>
    public static readonly TimeSpan ProgressMax = TimeSpan.FromMinutes(5);

    /// <summary>How long a search waits for words that were just recorded.</summary>
    public static readonly TimeSpan SearchWaitMax = TimeSpan.FromSeconds(5);

    /// <summary>The subjects named on one edge of a wait graph.</summary>
    public const int EdgeSubjectsMax = 100;

    /// <summary>The details of an error, all together: they travel in trailers.</summary>
    public const int ErrorDetailsBytesMax = 8 << 10;

    /// <summary>The connections to the journal's file that reads share, and as many again for searches: enough to keep every core busy.</summary>
    public static readonly int ReadersMax = Math.Max(16, 2 * Environment.ProcessorCount);

    /// <summary>The writes that may wait.</summary>
    public const int QueueRequestsMax = 4_096;

    /// <summary>The writes committed together.</summary>
    public const int GroupRequestsMax = 256;
}
