namespace DiplomacyApi.Storage.Journal;

/// <summary>Whether a log takes writes. The numbers are kept in the database.</summary>
public enum LogState
{
    /// <summary>It takes writes.</summary>
    Open = 0,

    /// <summary>It was moved away.</summary>
    Sealed = 1,

    /// <summary>It is being moved here.</summary>
    Importing = 2,

    /// <summary>The file is a copy, to be restored.</summary>
    Backup = 3,
}
