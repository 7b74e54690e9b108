using Diplomacy.V1;
using DiplomacyApi.Storage.Journal;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Writing;

/// <summary>One entry of the journal, decided and not yet written, with the rows that follow from it.</summary>
internal sealed class Entry
{
    public required long Revision { get; init; }
    public required JournalEntryKind Kind { get; init; }
    public required long RecordTime { get; init; }
    public required string Recorder { get; init; }
    public required IMessage Message { get; init; }
    public string RequestId { get; init; } = "";
    public byte[]? RequestHash { get; init; }

    /// <summary>The frozen bytes.</summary>
    public byte[] Payload => field ??= Message.ToByteArray();

    /// <summary>The resource name of what it records.</summary>
    public string Id => EntryMessages.IdOf(Message);

    /// <summary>The changes of status that it makes, as of its record time.</summary>
    public IReadOnlyList<StatusChange> Changes { get; set; } = [];

    /// <summary>With a correction or a report: the statement as it stands with it; null where it is annulled.</summary>
    public Statement? Standing { get; set; }

    /// <summary>The names of what it changed.</summary>
    public HashSet<string> Touched { get; } = new(StringComparer.Ordinal);

    /// <summary>What is to be written to the projections.</summary>
    public ProjectionBatch Projections { get; private set; } = new();

    /// <summary>Once they are written: those of a large group would be carried through garbage collections until it is answered.</summary>
    public void ForgetProjections() => Projections = null!;
}
