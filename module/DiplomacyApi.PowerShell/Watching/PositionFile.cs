using System.Management.Automation;
using System.Text.Json;
using DiplomacyApi.Client;

namespace DiplomacyApi.PowerShell.Commands;

/// <summary>Where a watch keeps up to where its rows have been dealt with, so that the next one goes on there.</summary>
internal sealed class PositionFile(string path)
{
    private WatchPosition? _last;

    /// <summary>The position kept; null where there is no file yet.</summary>
    public WatchPosition? Read()
    {
        if (!File.Exists(path)) return null;
        try
        {
            if (JsonSerializer.Deserialize<WatchPosition>(File.ReadAllText(path)) is { LogId.Length: > 0, Revision: >= 0 } kept)
                return _last = kept;
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Unreadable(problem.Message);
        }
        throw Unreadable("it contains no position");
    }

    /// <summary>Keeps a position, whole or not at all.</summary>
    public void Write(WatchPosition position)
    {
        if (position == _last) return;
        try
        {
            AtomicFile.WritePrivate(path, JsonSerializer.Serialize(position));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DiplomacyApiException(
                $"The position cannot be kept in '{path}': {problem.Message} Name a file that can be written with -StateFile.",
                "FileNotWritable", ErrorCategory.WriteError);
        }
        _last = position;
    }

    private DiplomacyApiException Unreadable(string why) =>
        new($"The state file '{path}' cannot be read: {why}. Delete it to begin again, from now or from -After.", "StateFileUnreadable",
            ErrorCategory.InvalidData);
}
