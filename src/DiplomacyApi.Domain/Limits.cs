namespace DiplomacyApi.Domain;

/// <summary>Every bound on what is taken in or given out, with its unit last. Here: what requests and responses hold.</summary>
public static partial class Limits
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

    /// <summary>A name for which near spellings are looked for.</summary>
    public const int NearCharactersMax = 64;

    /// <summary>How many words and names a query is compared with for near spellings.</summary>
    public const int NearNamesMax = 2_000;

    /// <summary>How many names with one word of a query are looked at.</summary>
    public const int WordMatchesMax = 500;

    /// <summary>One statement, as it is sent.</summary>
    public const int StatementBytesMax = 1 << 20;

    /// <summary>One request, as it is sent. Larger ones are cut off by the transport.</summary>
    public const int RequestBytesMax = 16 << 20;

    /// <summary>A list where nothing else is said.</summary>
    public const int ListItemsMax = 256;

    /// <summary>Those for whom one statement is said.</summary>
    public const int PrincipalsMax = 64;

    /// <summary>
    /// The addressees, targets or invitees of a statement, or the parties of a negotiation: all members of the United Nations fit.
    /// </summary>
    public const int ActorsNamedMax = 256;

    /// <summary>The demands that a condition or a warning is tied to.</summary>
    public const int DemandsWaitedForMax = 64;

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

    /// <summary>How many corrections may stand on each other; likewise remarks that confirm or deny each other.</summary>
    public const int CorrectionDepthMax = 32;

    /// <summary>How long after now a said date may begin: it may be tomorrow somewhere.</summary>
    public const int SaidAheadHoursMax = 14;

    /// <summary>The field violations in the message of one error.</summary>
    public const int ViolationsReportedMax = 20;

    /// <summary>The field violations looked for; what is wrong beyond them is found by the next request.</summary>
    public const int ViolationsMax = 1_000;

    /// <summary>The messages within one request: each costs memory of its own, however few bytes it takes to send.</summary>
    public const int RequestMessagesMax = 250_000;

    /// <summary>What a write may expect to be unchanged.</summary>
    public const int ExpectationsMax = 64;

    /// <summary>The reports of one statement.</summary>
    public const int ReportsMax = 64;

    /// <summary>The names asked for at once.</summary>
    public const int BatchNamesMax = 1_000;

    /// <summary>The statements given at once, all together: a response travels as one message.</summary>
    public const int BatchBytesMax = 12 << 20;

    /// <summary>The items of one batch of an import.</summary>
    public const int ImportItemsMax = 1_000;

    /// <summary>The problems reported for one batch of an import, about.</summary>
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

    /// <summary>How often a watch sends its position when nothing matches, where the request does not say.</summary>
    public static readonly TimeSpan ProgressDefault = TimeSpan.FromSeconds(15);

    /// <summary>The shortest such time.</summary>
    public static readonly TimeSpan ProgressMin = TimeSpan.FromSeconds(1);

    /// <summary>The longest such time.</summary>
    public static readonly TimeSpan ProgressMax = TimeSpan.FromMinutes(5);

    /// <summary>The subjects named on one edge of a wait graph.</summary>
    public const int EdgeSubjectsMax = 100;

    /// <summary>The details of an error, all together: they travel in trailers.</summary>
    public const int ErrorDetailsBytesMax = 8 << 10;

    /// <summary>The changes in one response, all together: with what else it holds it fits into the 4 MiB that a client takes.</summary>
    public const int ChangesBytesMax = 3 << 19;

    /// <summary>The changes of negotiations themselves in one response, all together.</summary>
    public const int NegotiationChangesBytesMax = 256 << 10;

    /// <summary>The negotiations whose status is compared for the response to one write.</summary>
    public const int NegotiationsComparedMax = 16;

    /// <summary>The status of a negotiation in a response, about.</summary>
    public const int NegotiationStatusBytesMax = 1 << 20;

    /// <summary>
    /// What deriving the entries of one request may take: looks at a statement or an obligation at one instant, about a microsecond each.
    /// </summary>
    public const long FoldStepsPerRequestMax = 4_000_000;

    /// <summary>The obligations that the entries of one request may touch, each as often as it is touched.</summary>
    public const long ObligationsPerRequestMax = 20_000;

    /// <summary>What one statement may rest on: what it names, what that names, and so on, as a chain of replies does.</summary>
    public const int RestingNamesMax = 1_024;
}
