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

    /// <summary>The addressees, targets or invitees of a statement, or the parties of a negotiation: all members of the United Nations fit.</summary>
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

    /// <summary>The field violations told at once.</summary>
    public const int ViolationsToldMax = 20;

    /// <summary>The field violations looked for; what is wrong beyond them is found by the next request.</summary>
    public const int ViolationsMax = 1_000;

    /// <summary>The messages within one request: each costs memory of its own, however few bytes it takes to send.</summary>
    public const int RequestMessagesMax = 250_000;

    /// <summary>What a stranger may ask about the server's health, as it is sent.</summary>
    public const int OpenRequestBytesMax = 1 << 10;

    /// <summary>How long such a request may take to arrive whole.</summary>
    public static readonly TimeSpan OpenRequestTimeMax = TimeSpan.FromSeconds(5);

    /// <summary>How long the request of a known caller may take to arrive whole. One that is streamed takes as long as it likes.</summary>
    public static readonly TimeSpan RequestTimeMax = TimeSpan.FromSeconds(60);

    /// <summary>How much larger than what is sent a compressed request can be, as deflate packs at best.</summary>
    public const int DecompressionFactorMax = 1_032;

    /// <summary>The calls that are open to all, health watches included, that one address may have open. A proxy in front is one address.</summary>
    public const int OpenCallsPerAddressMax = 100;

    /// <summary>The same of all addresses together.</summary>
    public const int OpenCallsMax = 1_000;

    /// <summary>The bytes of requests that one caller may have under way.</summary>
    public const int RequestBytesPerCallerMax = 64 << 20;

    /// <summary>The same of all callers together.</summary>
    public const int RequestBytesInFlightMax = 256 << 20;

    /// <summary>The bytes of answers that one caller may leave unread.</summary>
    public const int AnswerBytesPerCallerMax = 64 << 20;

    /// <summary>The same of all callers together.</summary>
    public const int AnswerBytesInFlightMax = 256 << 20;

    /// <summary>Answers up to this size are not counted.</summary>
    public const int SmallAnswerBytesMax = 64 << 10;

    /// <summary>The connections to the journal's file that reads share, and as many again for searches: enough to keep every core busy.</summary>
    public static readonly int ReadersMax = Math.Max(16, 2 * Environment.ProcessorCount);

    /// <summary>The reads of one caller that run at once; its others wait. Watches and exports have bounds of their own.</summary>
    public static readonly int ReadsPerCallerMax = ReadersMax / 2;

    /// <summary>The reads that fold statements, or look through all there are, that run at once: enough to keep every core busy.</summary>
    public static readonly int CostlyReadsMax = Math.Max(2, Environment.ProcessorCount);

    /// <summary>The same of one caller.</summary>
    public static readonly int CostlyReadsPerCallerMax = CostlyReadsMax / 2;

    /// <summary>The other reads that run at once: by name, and of pages. The costly ones leave them their connections.</summary>
    public static readonly int ShortReadsMax = ReadersMax - CostlyReadsMax;

    /// <summary>The reads that may wait to run.</summary>
    public const int ReadsWaitingMax = 10_000;

    /// <summary>The exports and verifications of one caller at once.</summary>
    public const int ExportsPerCallerMax = 4;

    /// <summary>The same of all callers together.</summary>
    public const int ExportsMax = 32;

    /// <summary>The imports of one caller at once.</summary>
    public const int ImportsPerCallerMax = 8;

    /// <summary>The same of all callers together.</summary>
    public const int ImportsMax = 32;

    /// <summary>The backups over the wire at once: each is a copy of the whole file.</summary>
    public const int BackupsMax = 1;

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

    /// <summary>The items of all dry runs of one caller.</summary>
    public const int DryRunBytesPerCallerMax = 256 << 20;

    /// <summary>The items of all dry runs of all callers together.</summary>
    public const int DryRunBytesInAllMax = 512 << 20;

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

    /// <summary>
    /// How long a connection is silent before it is asked whether it is still there. With the time for the answer this is less than after
    /// what a client gives up a connection: who comes again must not be counted twice.
    /// </summary>
    public static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(15);

    /// <summary>How long the answer to that may take. Then the connection is ended, and what it had open.</summary>
    public static readonly TimeSpan PingAnswerMax = TimeSpan.FromSeconds(10);

    /// <summary>When a caller is to try again after it was refused for want of a place, be it among the writes that wait, the watches or its own calls.</summary>
    public static readonly TimeSpan PlaceDelay = TimeSpan.FromSeconds(1);

    /// <summary>The headers of one call, all together.</summary>
    public const int HeadersBytesMax = 16 << 10;

    /// <summary>How soon a token that is revoked or expires is one no more, for streams too.</summary>
    public static readonly TimeSpan RevocationDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>How often the log tells of one kind of thing that strangers cause; in between it is counted.</summary>
    public static readonly TimeSpan RepeatedLineInterval = TimeSpan.FromSeconds(10);

    /// <summary>How soon it is noticed that the clock was set past a due.</summary>
    public static readonly TimeSpan ClockCheckInterval = TimeSpan.FromSeconds(1);

    /// <summary>How often long work, such as a rebuild, tells how far it has come.</summary>
    public static readonly TimeSpan ProgressLineInterval = TimeSpan.FromSeconds(10);

    /// <summary>How long the end of a server may wait for a receiver of metrics and traces.</summary>
    public static readonly TimeSpan LastExportMax = TimeSpan.FromSeconds(2);

    /// <summary>How long the credentials that were read last stay in force while their file cannot be read.</summary>
    public static readonly TimeSpan CredentialsGraceMax = TimeSpan.FromSeconds(10);

    /// <summary>How long the issuer of JWTs may take to give its keys.</summary>
    public static readonly TimeSpan IssuerWaitMax = TimeSpan.FromSeconds(3);

    /// <summary>The least time between two fetches of an issuer's keys, whoever asks: a JWT by a new key may have to wait for so long.</summary>
    public static readonly TimeSpan IssuerFetchInterval = TimeSpan.FromSeconds(5);

    /// <summary>How often an issuer's keys are fetched anyway: for so long a key stays good that its issuer took back.</summary>
    public static readonly TimeSpan IssuerKeysInterval = TimeSpan.FromMinutes(10);

    /// <summary>How long an issuer's keys stay good while it gives none.</summary>
    public static readonly TimeSpan IssuerKeysAgeMax = TimeSpan.FromHours(24);

    /// <summary>One answer of an issuer: its configuration, or its keys.</summary>
    public const int IssuerAnswerBytesMax = 1 << 20;

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

    /// <summary>How long the index of words, and the clock of dues, wait for more entries once one is written, to take them together.</summary>
    public static readonly TimeSpan GatherTime = TimeSpan.FromMilliseconds(20);

    /// <summary>The subjects named on one edge of a wait graph.</summary>
    public const int EdgeSubjectsMax = 100;

    /// <summary>The details of an error, all together: they travel in trailers.</summary>
    public const int ErrorDetailsBytesMax = 8 << 10;

    /// <summary>How soon it is noticed that the journal's file was moved or removed while nothing is written.</summary>
    public static readonly TimeSpan FileCheckInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long an erasure waits for its words to be gone from the files, before it answers that they are not yet.</summary>
    public static readonly TimeSpan ErasureWaitMax = TimeSpan.FromSeconds(5);

    /// <summary>How often it is tried again to take what was erased out of the files, while a long read keeps it there.</summary>
    public static readonly TimeSpan ClearingRetryInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long such a try waits for short reads, and writes with it.</summary>
    public static readonly TimeSpan LogCutWaitMax = TimeSpan.FromMilliseconds(50);

    /// <summary>What is gone through of a database at once for that, while writes wait.</summary>
    public const int ScrubBytes = 64 << 20;

    /// <summary>The writes that may wait.</summary>
    public const int QueueRequestsMax = 4_096;

    /// <summary>The writes committed together.</summary>
    public const int GroupRequestsMax = 1_024;

    /// <summary>The changes that an answer tells, all together: with what else it holds it fits into the 4 MiB that a client takes.</summary>
    public const int ChangesBytesMax = 3 << 19;

    /// <summary>The status of a negotiation in an answer, about.</summary>
    public const int NegotiationStatusBytesMax = 1 << 20;

    /// <summary>How far ahead of the last entry the clock may be when the log is opened, unless the operator says that it is right.</summary>
    public static readonly TimeSpan ClockAheadMax = TimeSpan.FromDays(366);

    /// <summary>How far the clock may jump ahead while the log is open: a machine may have slept so long.</summary>
    public static readonly TimeSpan ClockJumpMax = TimeSpan.FromDays(31);

    /// <summary>The least jump of the clock that is told.</summary>
    public static readonly TimeSpan ClockStepToldMin = TimeSpan.FromMinutes(1);

    /// <summary>How far ahead of the clock the last entry may be and still be what is now: a clock that was set back a little hides nothing.</summary>
    public static readonly TimeSpan HeadAheadMax = TimeSpan.FromHours(1);

    /// <summary>The entries of one recorder that may wait.</summary>
    public const int QueueEntriesPerRecorderMax = 4_096;

    /// <summary>What deriving the entries of one request may take: looks at a statement or an obligation at one instant, about a microsecond each.</summary>
    public const long FoldStepsPerRequestMax = 4_000_000;

    /// <summary>The demands, meetings and promises that a read with a lens holds in memory at once.</summary>
    public const int SubjectsFoldedAtOnceMax = 200;

    /// <summary>The statements, names, actors and spans that the writer keeps in memory from one group to the next; a statement counts about three times.</summary>
    public const int WorkspaceItemsMax = 60_000;

    /// <summary>Their size, as it is stored; in memory it is about five times as much.</summary>
    public const long WorkspaceBytesMax = 16 << 20;

    /// <summary>The obligations that the entries of one request may touch, each as often as it is touched.</summary>
    public const long ObligationsPerRequestMax = 20_000;

    /// <summary>What one statement may rest on: what it names, what that names, and so on, as a chain of replies does.</summary>
    public const int RestingNamesMax = 1_024;

    /// <summary>The statuses of negotiations that are kept to be answered again, with the names that they rest on, about.</summary>
    public const long KeptStatusesBytesMax = 32 << 20;

    /// <summary>The entries that are looked through to see whether a kept status still holds; beyond that it is derived again.</summary>
    public const int EntriesLookedThroughMax = 1_000;

    /// <summary>The write-ahead log, before it is cut.</summary>
    public const long WriteAheadLogBytesMax = 64 << 20;
}
