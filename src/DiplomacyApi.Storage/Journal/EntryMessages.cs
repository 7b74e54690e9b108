using Diplomacy.V1;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Journal;

/// <summary>What entries record, by their kind.</summary>
internal static class EntryMessages
{
    /// <summary>The resource name of what an entry with this message records.</summary>
    public static string IdOf(IMessage message) => message switch
    {
        Actor actor => actor.Name,
        Negotiation negotiation => negotiation.Name,
        Statement statement => statement.Name,
        Correction correction => correction.Name,
        ReportAttachment attachment => attachment.Statement,
        Erasure erasure => erasure.Statement,
        Epoch epoch => epoch.LogId,
        _ => throw new System.Diagnostics.UnreachableException($"{message.Descriptor.Name} cannot be an entry."),
    };

    /// <summary>The message of an entry from its payload.</summary>
    /// <exception cref="JournalException">The kind is that of a later version.</exception>
    public static IMessage Parse(JournalEntryKind kind, byte[] payload) => kind switch
    {
        JournalEntryKind.ActorCreated or JournalEntryKind.ActorUpdated => Actor.Parser.ParseFrom(payload),
        JournalEntryKind.Negotiation or JournalEntryKind.NegotiationUpdated => Negotiation.Parser.ParseFrom(payload),
        JournalEntryKind.Statement => Statement.Parser.ParseFrom(payload),
        JournalEntryKind.Correction => Correction.Parser.ParseFrom(payload),
        JournalEntryKind.ReportAttached => ReportAttachment.Parser.ParseFrom(payload),
        JournalEntryKind.StatementErased => Erasure.Parser.ParseFrom(payload),
        JournalEntryKind.EpochOpened => Epoch.Parser.ParseFrom(payload),
        _ => throw new JournalException($"The journal has an entry of kind {(int)kind}, which this server does not know; use a later one."),
    };
}
