using DiplomacyApi.Domain;

namespace DiplomacyApi.Server.Configuration;

/// <summary>
/// Every setting of the server. Switches, variables, configuration files, help and the page for operators are all made from this list.
/// </summary>
public static class Settings
{
    /// <summary>The journal's file, which every command needs.</summary>
    public static readonly Setting Data = new("data", "FILE", "DiplomacyApi/journal.db in the user's data folder",
        "The journal's file.", (options, text) => options with { Data = text });

    /// <summary>The journal's database, in place of a file.</summary>
    public static readonly Setting Postgres = new("postgres", "CONNECTION", "none: a file",
        "The PostgreSQL (15 or later) that holds the journal instead of a file, such as \"Host=db1,db2;Database=diplomacy;Username=diplomacy\". Any number of servers may share it. Put the password in a password file (Passfile=FILE) or the variable, not in the switch.",
        (options, text) => options with { Postgres = text });

    /// <summary>The file of credentials, where it is not beside the journal.</summary>
    public static readonly Setting Credentials = new("credentials", "FILE",
        "the journal's file with .access.json; with postgres, DiplomacyApi/postgres.access.json in the user's data folder",
        "The file of tokens and certificates.", (options, text) => options with { Credentials = text });

    /// <summary>The port, whose variable Kubernetes also sets, to something else.</summary>
    public static readonly Setting Port =
        new("port", "NUMBER", $"{ServerOptions.PortDefault}", "The port to listen on, 0 to 65535. 0: any free port.",
        (options, text) => options with { Port = Setting.Number(text, 0, 65_535) });

    /// <summary>All of them, in the order in which help shows them.</summary>
    public static readonly IReadOnlyList<Setting> All =
    [
        Data,
        Postgres,
        new("read-only", "", "off",
            "Serves reads only, from a standby of the PostgreSQL. Reads that name a min_revision wait for it, up to 5 s.",
            (options, text) => options with { ReadOnly = Setting.Flag(text) }),
        Credentials,
        new("must-exist", "", "off",
            "Refuses to start if the journal does not exist, instead of creating one. For services, whose path may be wrong or not mounted.",
            (options, text) => options with { MustExist = Setting.Flag(text) }),
        new("address", "ADDRESS", "127.0.0.1",
            "The addresses to listen on, separated by commas: IP addresses, localhost (both loopback addresses), unix:/PATH. Without access control, only loopback and sockets are allowed.",
            (options, text) => options with { Address = text }),
        Port,
        new("drain-delay", "SECONDS", "0",
            "How long the server keeps answering after a request to stop, while its health reports NOT_SERVING, 0 to 300: the time a load balancer needs to notice.",
            (options, text) => options with { DrainDelay = TimeSpan.FromSeconds(Setting.Number(text, 0, 300)) }),
        new("seed", "FOLDER", "none", "A folder of sample data (seeds) to load before serving. Entries that exist already are not changed.",
            (options, text) => options with { Seed = text }),
        new("accept-clock", "", "off",
            "Accepts writes although the clock is more than a year ahead of the last entry. Without it they are refused (CLOCK_AHEAD).",
            (options, text) => options with { AcceptClock = Setting.Flag(text) }),
        new("reflection", "", "off", "Lets clients read the contract by gRPC reflection. With access control: admins only.",
            (options, text) => options with { Reflection = Setting.Flag(text) }),

        Access("tls-certificate", "FILE", "none: no TLS", "The server's certificate, PEM or PFX. It is read again when it changes.",
            (access, text) => access with { TlsCertificate = text }),
        Access("tls-key", "FILE", "in the certificate's file", "The certificate's private key in PEM.",
            (access, text) => access with { TlsKey = text }),
        Access("tls-password-file", "FILE", "none", "A file with the password of the PFX or of the key.",
            (access, text) => access with { TlsPasswordFile = text }),
        Access("client-ca", "FILE", "none",
            "The certificates (PEM) of the authorities that issue client certificates. Without it, clients are not asked for a certificate.",
            (access, text) => access with { ClientCa = text }),
        Access("jwt-authority", "ADDRESS", "none", "The https address of the OpenID provider whose JWTs are accepted.",
            (access, text) => access with { JwtAuthority = text }),
        Access("jwt-key-file", "FILE", "none",
            "The key that JWTs are signed with, instead of an authority: a public key or certificate in PEM, or a shared secret of at least 32 bytes.",
            (access, text) => access with { JwtKeyFile = text }),
        Access("jwt-issuer", "TEXT", "the authority's", "The issuer that JWTs must name. Required with jwt-key-file.",
            (access, text) => access with { JwtIssuer = text }),
        Access("jwt-audience", "TEXT", "none", "The audience that JWTs must name: this server. Required where JWTs are accepted.",
            (access, text) => access with { JwtAudience = text }),
        Access("jwt-name-claim", "CLAIM", "sub", "The claim with the caller's name, which is also the recorder's.",
            (access, text) => access with { JwtNameClaim = text }),
        Access("jwt-role-claim", "CLAIM", "role",
            "The claim with the roles, such as role or realm_access.roles: reader, recorder, admin. Other values are ignored.",
            (access, text) => access with { JwtRoleClaim = text }),
        Access("insecure-behind-proxy", "", "off",
            "Accepts tokens without TLS on an address that is not loopback. Use it only if a proxy in front terminates TLS, on a separate network.",
            (access, text) => access with { InsecureBehindProxy = Setting.Flag(text) }),

        Access("calls-per-second", "NUMBER", "1000; no limit without access control",
            "The calls that one caller may make per second. 0: no limit.",
            (access, text) => access with { CallsPerSecond = Setting.Number(text, 0, int.MaxValue) }),
        Access("calls-at-once", "NUMBER", "500; no limit without access control",
            "The calls, including watches, that one caller may have open at once. 0: no limit.",
            (access, text) => access with { CallsAtOnce = Setting.Number(text, 0, int.MaxValue) }),
        Access("connections", "NUMBER", $"{Limits.ConnectionsDefault}",
            "The connections that may be open at once, 1 or more. The limit on open files may reduce it.",
            (access, text) => access with { Connections = Setting.Number(text, 1, int.MaxValue) }),
    ];

    private static Setting Access(
        string key, string value, string byDefault, string description, Func<AccessOptions, string, AccessOptions> set) =>
        new(key, value, byDefault, description, (options, text) => options with { Access = set(options.Access, text) });
}
