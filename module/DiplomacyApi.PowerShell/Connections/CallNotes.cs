using System.Collections.Concurrent;

namespace DiplomacyApi.PowerShell;

/// <summary>What a cmdlet's calls say of themselves, kept until its thread can write it. A connection may serve several cmdlets at once: each hears of its own calls.</summary>
internal sealed class CallNotes
{
    private static readonly AsyncLocal<CallNotes?> Listening = new();

    private readonly ConcurrentQueue<string> _heard = new();

    /// <summary>Lets these hear of the calls that begin here from now on.</summary>
    public void Listen() => Listening.Value = this;

    public static void Hear(string note) => Listening.Value?._heard.Enqueue(note);

    public IEnumerable<string> Taken()
    {
        while (_heard.TryDequeue(out var note)) yield return note;
    }
}
