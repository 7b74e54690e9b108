namespace DiplomacyApi.Server.Contract;

/// <summary>What a call of an RPC does, and so what it may use of the server.</summary>
internal enum RpcKind
{
    /// <summary>Answers once, and changes nothing.</summary>
    Read,

    /// <summary>Records something.</summary>
    Write,

    /// <summary>Streams what is recorded, for as long as the caller stays.</summary>
    Watch,

    /// <summary>Streams much that is recorded already, or looks at all of it.</summary>
    Export,

    /// <summary>Streams a copy of the journal's file.</summary>
    Backup,

    /// <summary>Records a stream of requests.</summary>
    Import,

    /// <summary>Answers probes.</summary>
    Health,

    /// <summary>Describes the contract, over a stream of requests.</summary>
    Reflection,
}
