using DiplomacyApi.Storage.Files;

namespace DiplomacyApi.Server.Configuration;

/// <summary>
/// All that can be set, from switches (`--data`), variables (`DIPLOMACY_DATA`) or the section Diplomacy of appsettings.json.
/// </summary>
public sealed record ServerOptions
{
    /// <summary>The port where none is chosen.</summary>
    public const int PortDefault = 5080;

    // What .NET gives to a user without a home folder.
    private const string Homeless = "/.local/share";

    /// <summary>The file of the journal. Created where it is missing, in a folder that is there.</summary>
    public string Data { get; init; } = DataDefault;

    /// <summary>How to connect to the PostgreSQL that holds the journal, in Npgsql's keywords. Empty: a file holds it.</summary>
    public string Postgres { get; init; } = "";

    /// <summary>Whether only reads are served, from a standby of the PostgreSQL.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The file of tokens and certificates. Empty: the one beside the journal.</summary>
    public string Credentials { get; init; } = "";

    /// <summary>
    /// The addresses to listen on, between commas: IP addresses, `localhost` (both loopback addresses), Unix sockets
    /// (`unix:/run/diplomacy.sock`). Without access control only loopback and sockets are served.
    /// </summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port, 0 to 65535; 0: a free one.</summary>
    public int Port { get; init; } = PortDefault;

    /// <summary>
    /// How long a server that is asked to stop still answers while its health reports NOT_SERVING, 0 to 300 seconds: the time that a load
    /// balancer needs to send calls elsewhere.
    /// </summary>
    public TimeSpan DrainDelay { get; init; }

    /// <summary>Whether the journal must be there: where it is missing, no new one is made.</summary>
    public bool MustExist { get; init; }

    /// <summary>A folder of seeds to load before serving. Empty: none.</summary>
    public string Seed { get; init; } = "";

    /// <summary>Whether the clock is taken for right although it is far ahead of the last entry.</summary>
    public bool AcceptClock { get; init; }

    /// <summary>Whether clients may read the contract by gRPC reflection; with access control, only admins.</summary>
    public bool Reflection { get; init; }

    /// <summary>Who is let in.</summary>
    public AccessOptions Access { get; init; } = new();

    /// <summary>
    /// Serves whoever reaches the loopback address, also where credentials lie beside the journal: for a server that is embedded in the
    /// program of one who can read the file anyway. No setting turns it on.
    /// </summary>
    public bool IsEmbedded { get; init; }

    /// <summary>The variables of OpenTelemetry (OTEL_…), by name: whether and where metrics and traces are sent.</summary>
    internal IReadOnlyDictionary<string, string?> OpenTelemetry { get; init; } = new Dictionary<string, string?>();

    /// <summary>The section Logging of the configuration, as the framework reads it. Null: none.</summary>
    internal IConfiguration? Logging { get; init; }

    /// <summary>
    /// Whether callers must authenticate: as soon as there are credentials, and always on an address that is not loopback.
    /// </summary>
    internal bool IsAccessControlled => !IsEmbedded && (KnowsCallers || !IsLoopback);

    private bool KnowsCallers => CredentialsPath.Exists(CredentialsFile) || Access.HasJwt || Access.ClientCa.Length > 0;

    /// <summary>
    /// Where tokens and certificates are kept. A journal in PostgreSQL has no place beside it, so that they are in the user's own data
    /// folder.
    /// </summary>
    internal string CredentialsFile => Credentials.Length > 0 ? Credentials
        : Postgres.Length > 0 ? CredentialsPath.Beside(Path.Combine(DataFolder, "postgres"))
        : CredentialsPath.Beside(Data);

    /// <summary>How to connect to the journal's PostgreSQL; null: a file holds it.</summary>
    internal string? PostgresOrNull => Postgres.Length > 0 ? Postgres : null;

    /// <summary>Where to listen. Empty where the address cannot be read.</summary>
    internal IReadOnlyList<ListenAddress> Addresses => ListenAddress.ParseAll(Address) ?? [];

    /// <summary>Whether only programs of this machine can reach the server.</summary>
    internal bool IsLoopback => Addresses is { Count: > 0 } addresses && addresses.All(address => address.IsLocal);

    /// <summary>Where the journal lies when nothing else is said: the user's own data folder. Empty where the user has none.</summary>
    public static string DataDefault => DataFolder.Length == 0 ? "" : Path.Combine(DataFolder, "journal.db");

    /// <summary>What is wrong with where the journal is to lie; null: nothing.</summary>
    internal string? DataProblem => this switch
    {
        { Postgres.Length: > 0 } when Data != DataDefault =>
            "data and postgres are both set, and a journal is in one place; leave out one of them.",
        { Postgres.Length: > 0 } => null,
        { ReadOnly: true } => "read-only needs postgres: a file is served by one server, which writes to it.",
        { Data.Length: 0 } =>
            "data is empty, and the user of this process has no home folder for a journal; name the journal's file (--data FILE).",
        _ => JournalPath.ProblemOf(Data),
    };

    /// <summary>What is wrong with where the credentials are to lie; null: nothing.</summary>
    internal string? CredentialsProblem => Postgres.Length > 0 && Credentials.Length == 0 && DataFolder.Length == 0
        ? "The user of this process has no home folder for the file of credentials; name it (--credentials FILE)."
        : null;

    private static string DataFolder => UserFolder is "" or Homeless ? "" : Path.Combine(UserFolder, "DiplomacyApi");

    private string Where => Credentials.Length > 0 ? $"--credentials {Credentials}"
        : Postgres.Length > 0 ? $"--credentials {CredentialsFile}"
        : $"--data {Data}";

    private static string UserFolder =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);

    /// <summary>
    /// Makes the folder of the default file. No other is made: where a named one is missing, its name is wrong or its volume is not there.
    /// </summary>
    internal void MakeDefaultFolder()
    {
        var isDefault = Postgres.Length > 0 ? Credentials.Length == 0 : Data == DataDefault;
        if (isDefault && DataFolder.Length > 0) PrivateFile.MakeFolder(DataFolder);
    }

    /// <summary>What is wrong with the options, in a sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        if ((DataProblem ?? CredentialsProblem) is { } data)
        {
            yield return data;
            yield break;
        }
        if (Port is < 0 or > 65535) yield return $"port {Port} does not exist; use 0 to 65535.";
        if (Seed.Length > 0 && !Directory.Exists(Seed)) yield return $"seed: there is no folder {Seed}.";
        foreach (var problem in Access.Problems()) yield return problem;

        if (Addresses.Count == 0)
            yield return $"address '{Address}' cannot be read; use an IP address, localhost or unix:/PATH, several between commas.";
        else if (IsLoopback) yield break;
        else if (IsEmbedded || !KnowsCallers)
            yield return $"address {Address} is not loopback, and there is no access control: anybody could record. Create a token first (token create --name NAME --role admin {Where}), or set jwt-authority, jwt-key-file or client-ca; or serve 127.0.0.1, ::1 or localhost.";
        else if (!Access.HasTls && !Access.InsecureBehindProxy)
            yield return $"address {Address} is not loopback, and without TLS, tokens could be read on the network. Set tls-certificate, or insecure-behind-proxy if a proxy in front terminates TLS.";
    }
}
