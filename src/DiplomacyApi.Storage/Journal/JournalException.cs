namespace DiplomacyApi.Storage.Journal;

/// <summary>
/// The journal's file cannot be served: held by another process, of another kind, newer than this server, a backup, or damaged.
/// </summary>
public sealed class JournalException : Exception
{
    /// <summary>With the text of the type.</summary>
    public JournalException() { }

    /// <summary>With what is wrong and the way out, for the operator.</summary>
    public JournalException(string message) : base(message) { }

    /// <summary>The same, with what caused it.</summary>
    public JournalException(string message, Exception? innerException) : base(message, innerException) { }

    /// <summary>
    /// Whether entries are missing that this process has seen. One that starts again knows nothing of them, and goes on without them.
    /// </summary>
    public bool HasLostEntries { get; init; }
}
