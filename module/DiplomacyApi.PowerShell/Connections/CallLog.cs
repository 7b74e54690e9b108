using System.Collections.Concurrent;

namespace DiplomacyApi.PowerShell;

/// <summary>
/// What a cmdlet's calls say of themselves, kept until its thread can write it. A connection may serve several cmdlets at once: each hears
/// of its own calls.
/// </summary>
internal sealed class CallLog
{
    private static readonly AsyncLocal<CallLog?> Listening = new();

    private readonly ConcurrentQueue<string> _calls = new();

    /// <summary>Lets these hear of the calls that begin here from now on.</summary>
    public void Listen() => Listening.Value = this;

    public static void Add(string note) => Listening.Value?._calls.Enqueue(note);

    public IEnumerable<string> TakeAll()
    {
        while (_calls.TryDequeue(out var note)) yield return note;
    }
}
