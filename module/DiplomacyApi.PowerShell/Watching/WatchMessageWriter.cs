namespace DiplomacyApi.PowerShell.Commands;

/// <summary>
/// What the watches share. A watch runs until it is stopped, or until the next command in the pipeline stops. It resumes by itself when the
/// server was away, and says so with -Verbose. What the state file says was dealt with: a row counts once the pipeline has taken it.
/// </summary>
internal sealed class WatchMessageWriter(PositionFile? file, Action<string> writeNote, Action<object> write)
{
    /// <summary>Where to begin: what the state file says, what was asked for, or now.</summary>
    public static WatchPosition? Start(PositionFile? file, long? after) =>
        file?.Read() ?? (after is { } revision ? new WatchPosition("", revision) : null);

    public bool Write<T>(WatchMessage<T> message)
        where T : notnull
    {
        if (message.Note.Length > 0) writeNote(message.Note);
        foreach (var row in message.Rows) write(row);
        if (message.Through is { } through) file?.Write(through);
        return true;
    }
}
