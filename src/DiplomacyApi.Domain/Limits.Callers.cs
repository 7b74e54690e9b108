namespace DiplomacyApi.Domain;

// What callers may have under way: calls, connections, bytes, and how long their credentials hold. Limits that follow from others are
// properties, since fields of a class in several files are set in the order of the files.
public static partial class Limits
{
    /// <summary>What a stranger may ask about the server's health, as it is sent.</summary>
    public const int OpenRequestBytesMax = 1 << 10;

    /// <summary>How long such a request may take to arrive whole.</summary>
    public static readonly TimeSpan OpenRequestTimeMax = TimeSpan.FromSeconds(5);

    /// <summary>How long the request of a known caller may take to arrive whole. One that is streamed takes as long as it likes.</summary>
    public static readonly TimeSpan RequestTimeMax = TimeSpan.FromSeconds(60);

    /// <summary>How much larger than what is sent a compressed request can be, as deflate packs at best.</summary>
    public const int DecompressionFactorMax = 1_032;

    /// <summary>
    /// The calls that are open to all, health watches included, that one address may have open. A proxy in front is one address.
    /// </summary>
    public const int OpenCallsPerAddressMax = 100;

    /// <summary>The same of all addresses together.</summary>
    public const int OpenCallsMax = 1_000;

    /// <summary>The bytes of requests that one caller may have under way.</summary>
    public const int RequestBytesPerCallerMax = 64 << 20;

    /// <summary>The same of all callers together.</summary>
    public const int RequestBytesInFlightMax = 256 << 20;

    /// <summary>The bytes of responses that one caller may leave unread.</summary>
    public const int ResponseBytesPerCallerMax = 64 << 20;

    /// <summary>The same of all callers together.</summary>
    public const int ResponseBytesInFlightMax = 256 << 20;

    /// <summary>Responses up to this size are not counted.</summary>
    public const int SmallResponseBytesMax = 64 << 10;

    /// <summary>
    /// The connections to the journal's file that reads share, and as many again for searches: enough to keep every core busy.
    /// </summary>
    public static readonly int ReadersMax = Math.Max(16, 2 * Environment.ProcessorCount);

    /// <summary>The reads of one caller that run at once; its others wait. Watches and exports have bounds of their own.</summary>
    public static int ReadsPerCallerMax => ReadersMax / 2;

    /// <summary>The reads that fold statements, or look through all there are, that run at once: enough to keep every core busy.</summary>
    public static readonly int CostlyReadsMax = Math.Max(2, Environment.ProcessorCount);

    /// <summary>The same of one caller.</summary>
    public static int CostlyReadsPerCallerMax => CostlyReadsMax / 2;

    /// <summary>The other reads that run at once: by name, and of pages. The costly ones leave them their connections.</summary>
    public static int ShortReadsMax => ReadersMax - CostlyReadsMax;

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

    /// <summary>The items of all dry runs of one caller.</summary>
    public const int DryRunBytesPerCallerMax = 256 << 20;

    /// <summary>The items of all dry runs of all callers together.</summary>
    public const int DryRunBytesInAllMax = 512 << 20;

    /// <summary>The calls that one caller may make in a second, where access is controlled and the options do not say.</summary>
    public const int CallsPerSecondDefault = 1_000;

    /// <summary>
    /// The calls, watches included, that one caller may have open, where access is controlled and the options do not say.
    /// </summary>
    public const int CallsAtOnceDefault = 500;

    /// <summary>The connections open at once, where the options do not say.</summary>
    public const int ConnectionsDefault = 10_000;

    /// <summary>The calls, watches included, that one connection may have open; what it begins beyond them waits.</summary>
    public const int CallsPerConnectionMax = 1_000;

    /// <summary>
    /// How long a connection is silent before it is asked whether it is still there. With PingTimeout this is less than after
    /// what a client gives up a connection: who comes again must not be counted twice.
    /// </summary>
    public static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(15);

    /// <summary>How long the reply to that ping may take. Then the connection is closed, and the calls on it end.</summary>
    public static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// When a caller is to try again after it was refused for want of a place, be it among the writes that wait, the watches or its own
    /// calls.
    /// </summary>
    public static readonly TimeSpan PlaceDelay = TimeSpan.FromSeconds(1);

    /// <summary>The headers of one call, all together.</summary>
    public const int HeadersBytesMax = 16 << 10;

    /// <summary>The longest delay until a revoked or expired token is rejected, open streams included.</summary>
    public static readonly TimeSpan RevocationDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>How often the log reports one kind of event that strangers cause; in between they are counted.</summary>
    public static readonly TimeSpan RepeatedLineInterval = TimeSpan.FromSeconds(10);

    /// <summary>How long the end of a server may wait for a receiver of metrics and traces.</summary>
    public static readonly TimeSpan LastExportMax = TimeSpan.FromSeconds(2);

    /// <summary>How long the credentials that were read last stay in force while their file cannot be read.</summary>
    public static readonly TimeSpan CredentialsGraceMax = TimeSpan.FromSeconds(10);

    /// <summary>How long the issuer of JWTs may take to give its keys.</summary>
    public static readonly TimeSpan IssuerWaitMax = TimeSpan.FromSeconds(3);

    /// <summary>
    /// The least time between two fetches of an issuer's keys, whoever asks: a JWT by a new key may have to wait for so long.
    /// </summary>
    public static readonly TimeSpan IssuerFetchInterval = TimeSpan.FromSeconds(5);

    /// <summary>How often an issuer's keys are fetched anyway: for so long a key stays good that its issuer took back.</summary>
    public static readonly TimeSpan IssuerKeysInterval = TimeSpan.FromMinutes(10);

    /// <summary>How long an issuer's keys stay good while it gives none.</summary>
    public static readonly TimeSpan IssuerKeysAgeMax = TimeSpan.FromHours(24);

    /// <summary>One response of an issuer: its configuration, or its keys.</summary>
    public const int IssuerResponseBytesMax = 1 << 20;

    /// <summary>The watches open at once.</summary>
    public const int WatchesMax = 10_000;
}
