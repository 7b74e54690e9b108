namespace DiplomacyApi.Storage.Journal;

/// <summary>The journal's file cannot be served: held by another process, of another kind, newer than this server, a backup, or damaged.</summary>
public sealed class JournalException : Exception
{
    public JournalException() { }

    public JournalException(string message) : base(message) { }

    public JournalException(string message, Exception? innerException) : base(message, innerException) { }
}
