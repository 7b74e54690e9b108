using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Connects to a server, and asks it once whether it can be used. The connection becomes the session's current one.</summary>
[Cmdlet(VerbsCommunications.Connect, "DiplomacyApi", DefaultParameterSetName = "Token")]
[OutputType(typeof(DiplomacyConnection))]
public sealed class ConnectDiplomacyApi : PSCmdlet, IDisposable
{
    private const int TimeoutSecMax = 3_600;

    private readonly CancellationTokenSource _stopping = new();
    private readonly CallLog _calls = new();

    /// <summary>
    /// The server's address: a URL, or the Unix socket of a server on this machine (unix:/run/diplomacy.sock). Default:
    /// DIPLOMACY_API_ADDRESS.
    /// </summary>
    [Parameter(Position = 0)]
    public Uri? Address { get; set; }

    /// <summary>The access token. Default: DIPLOMACY_API_TOKEN, if the address comes from the environment too.</summary>
    [Parameter(ParameterSetName = "Token")]
    public SecureString? Token { get; set; }

    /// <summary>A credential whose password is the access token, from Get-Credential or Get-Secret. The user name is ignored.</summary>
    [Parameter(ParameterSetName = "Credential", Mandatory = true)]
    public PSCredential? Credential { get; set; }

    /// <summary>A PEM file with the certificate authorities to trust instead of the machine's own.</summary>
    [Parameter]
    public string? CaFile { get; set; }

    /// <summary>The client certificate with its key: an X509Certificate2, or the path of a PEM or PFX file without a password.</summary>
    [Parameter]
    public object? ClientCertificate { get; set; }

    /// <summary>The longest time a call may take, in seconds.</summary>
    [Parameter, ValidateRange(1, TimeoutSecMax)]
    public int TimeoutSec { get; set; } = DiplomacyConnection.TimeoutSecDefault;

    /// <summary>
    /// A file that remembers how far this server's log had come; use one file for each server. A log that was replaced, set back or forked
    /// since then is refused. Without it, that is noticed within the session only.
    /// </summary>
    [Parameter]
    public string? HistoryFile { get; set; }

    /// <summary>
    /// A name for the connection in this session, for -Connection of other cmdlets. With nothing else, the connection of that name becomes
    /// the current one again.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    [Text]
    public string? Name { get; set; }

    /// <summary>Do not ask the server whether it can be used. The log of -HistoryFile is still compared.</summary>
    [Parameter]
    public SwitchParameter SkipTest { get; set; }

    /// <summary>Return the connection, for -Connection of other cmdlets.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    public void Dispose() => _stopping.Dispose();

    /// <inheritdoc />
    protected override void StopProcessing() => _stopping.Cancel();

    /// <inheritdoc />
    protected override void EndProcessing()
    {
        var connections = RunspaceConnections.Of(Runspace.DefaultRunspace);
        try
        {
            if (Name is not null && !Name.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.'))
                throw Wrong($"'{Name}' cannot be the name of a connection; write letters, digits, dashes and dots.", "InvalidName");
            var connection = IsNameAlone
                ? connections.Find(Name!)
                    ?? throw new DiplomacyApiException(ConnectionAttribute.Unknown(Name!), "UnknownConnection",
                        ErrorCategory.ObjectNotFound)
                : Made();
            Test(connection);
            if (Name is not null) connections.Keep(connection);
            connections.Default = connection;
            if (!PassThru) return;
            connection.IsHandedOut = true;
            WriteObject(connection);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (DiplomacyApiException refused)
        {
            // What is no address may be a token that was given in its place.
            ThrowTerminatingError(new ErrorRecord(refused, $"DiplomacyApi.{refused.Reason}", refused.Category,
                refused.Reason == "InvalidAddress" ? null : Address));
        }
    }

    /// <summary>Whether a connection of the session is meant, as nothing says how to make one.</summary>
    private bool IsNameAlone => Name is not null
        && !new[]
        {
            nameof(Address),
            nameof(Token),
            nameof(Credential),
            nameof(CaFile),
            nameof(ClientCertificate),
            nameof(TimeoutSec),
            nameof(HistoryFile),
        }.Any(MyInvocation.BoundParameters.ContainsKey);

    private DiplomacyConnection Made()
    {
        var address = Address ?? DiplomacyConnection.EnvironmentAddress;
        if (DiplomacyConnection.AddressProblem(address) is { } problem) throw Wrong(problem, "InvalidAddress");
        var secret = Token ?? Credential?.Password;
        return new DiplomacyConnection(new EngineSettings
        {
            Address = address!,
            Token = secret is { Length: > 0 } ? PlainText(secret) : Address is null ? DiplomacyConnection.EnvironmentToken : null,
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
            CaFile = CaFile is null ? null : Authorities(CaFile),
            ClientCertificate = Certificate(),
            HistoryFile = HistoryFile is null ? null : GetUnresolvedProviderPathFromPSPath(HistoryFile),
        })
        {
            Name = Name ?? "",
        };
    }

    /// <summary>
    /// Refuses a log that is not the one that was seen, and a server that cannot be used. A new connection is closed then; the current one
    /// stays.
    /// </summary>
    private void Test(DiplomacyConnection connection)
    {
        _calls.Listen();
        try
        {
            if (HistoryFile is not null) connection.Engine.Journal.CheckLogAsync(_stopping.Token).GetAwaiter().GetResult();
            if (!SkipTest) Call(connection);
        }
        catch (Exception)
        {
            if (!IsNameAlone) connection.Dispose();
            throw;
        }
        finally
        {
            foreach (var call in _calls.TakeAll()) WriteVerbose(call);
        }
    }

    private void Call(DiplomacyConnection connection)
    {
        try
        {
            connection.Engine.Journal.GetServerAsync(_stopping.Token).GetAwaiter().GetResult();
        }
        catch (DiplomacyApiException refused)
        {
            throw new DiplomacyApiException(
                $"{refused.Message.TrimEnd('.')}. The address is {connection.Address}; correct what is wrong and connect again, or connect without asking the server: -SkipTest.",
                refused.Reason, refused.Category);
        }
    }

    private X509Certificate2? Certificate()
    {
        switch (ClientCertificate is PSObject wrapped ? wrapped.BaseObject : ClientCertificate)
        {
            case null: return null;
            case X509Certificate2 { HasPrivateKey: false } given:
                throw Wrong(
                $"The certificate {given.Subject} has no private key; give one that has.", "InvalidCertificate");
            case X509Certificate2 given: return given;
            case var given:
                var file = Existing(given.ToString()!, "ClientCertificate");
                try
                {
                    if (X509Certificate2.GetCertContentType(file) == X509ContentType.Pfx) return new X509Certificate2(file);
                    using var pem = X509Certificate2.CreateFromPemFile(file);
                    // A key that came from PEM lives only in memory, where not every platform's TLS finds it.
                    return new X509Certificate2(pem.Export(X509ContentType.Pfx));
                }
                catch (Exception problem) when (problem is CryptographicException or IOException or UnauthorizedAccessException)
                {
                    throw Wrong(
                        $"'{file}' has no certificate with its key that can be read without a password ({problem.Message.TrimEnd('.')}); give an X509Certificate2 instead.",
                        "InvalidCertificate");
                }
        }
    }

    private string Authorities(string path)
    {
        var file = Existing(path, "CaFile");
        var problem = "there is no certificate in it";
        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPemFile(file);
            if (found.Count > 0) return file;
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            problem = unreadable.Message.TrimEnd('.');
        }
        throw Wrong(
            $"'{file}' names no authority: {problem}. Give -CaFile with the path of a file of certificates in PEM (-----BEGIN CERTIFICATE-----).",
            "InvalidCertificate");
    }

    private string Existing(string path, string parameter)
    {
        var whole = GetUnresolvedProviderPathFromPSPath(path);
        return File.Exists(whole) ? whole
            : throw new DiplomacyApiException($"There is no file '{whole}'; give the path of one with -{parameter}.", "FileNotFound",
                ErrorCategory.ObjectNotFound);
    }

    private static DiplomacyApiException Wrong(string message, string reason) => new(message, reason, ErrorCategory.InvalidArgument);

    private static string PlainText(SecureString secret)
    {
        var memory = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return Marshal.PtrToStringUni(memory)!;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(memory);
        }
    }
}
