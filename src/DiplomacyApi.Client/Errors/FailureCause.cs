namespace DiplomacyApi.Client;

/// <summary>Why a call has no answer.</summary>
public enum FailureCause
{
    /// <summary>Another cause; <see cref="DiplomacyException.Status"/> is what the transport or a proxy reported.</summary>
    Other,

    /// <summary>The server refused it; <see cref="DiplomacyException.Reason"/> says why.</summary>
    Refused,

    /// <summary>No connection could be made, or it was lost.</summary>
    Unreachable,

    /// <summary>No answer came before the deadline.</summary>
    TimedOut,

    /// <summary>The server's certificate was not accepted, or it spoke no TLS.</summary>
    NotTrusted,

    /// <summary>Something answers at the address, and it is not a DiplomacyApi server.</summary>
    NotDiplomacyApi,

    /// <summary>
    /// <see cref="DiplomacyClientOptions.TokenSource"/> or <see cref="DiplomacyClientOptions.TokenFile"/> gave no token that can be sent.
    /// </summary>
    NoToken,
}
