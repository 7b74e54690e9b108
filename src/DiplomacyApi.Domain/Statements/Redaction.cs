using System.Collections;
using Diplomacy.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.Domain.Statements;

/// <summary>
/// What remains of a statement that is erased, and of the entries about it. If its words are erased, their languages remain; if everything
/// is, only what the journal's own entry says.
/// </summary>
public static class Redaction
{
    /// <summary>Written in place of erased words where a text is required.</summary>
    private const string Gone = "(erased)";

    /// <summary>Whether nothing remains of a statement but that it was recorded: it counts for nothing, at every K.</summary>
    public static bool IsComplete(Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return statement.ErasedRevision != 0 && statement.ActCase == Statement.ActOneofCase.None;
    }

    /// <summary>The statement in a form that can be recorded elsewhere, where a text must have words.</summary>
    public static Statement ToImportable(Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (statement.ErasedRevision == 0) return statement;
        var filled = statement.Clone();
        ForEachMessage(filled, message =>
        {
            if (message is LocalizedText { Text.Length: 0 } text) text.Text = Gone;
        });
        return filled;
    }

    /// <summary>The message that replaces that of an entry, under the erasure that <paramref name="erasure"/> records.</summary>
    public static IMessage Redact(IMessage recorded, Erasure erasure)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        var isAll = erasure.Extent == ErasureExtent.All;
        return recorded switch
        {
            Statement statement => isAll ? WithoutContent(statement, erasure) : WithoutWords(statement, erasure),
            Correction correction => isAll ? WithoutContent(correction) : WithoutWords(correction, erasure),
            ReportAttachment attachment => isAll ? WithoutContent(attachment) : WithoutWords(attachment),
            Erasure earlier => WithoutContent(earlier),
            _ => throw new System.Diagnostics.UnreachableException($"{recorded.Descriptor.Name} records no statement."),
        };
    }

    private static Statement WithoutWords(Statement statement, Erasure erasure)
    {
        var kept = statement.Clone();
        BlankWords(kept);
        kept.ErasedRevision = erasure.Revision;
        return kept;
    }

    private static Correction WithoutWords(Correction correction, Erasure erasure)
    {
        var kept = correction.Clone();
        BlankWords(kept);
        if (kept.Replacement is not null) kept.Replacement.ErasedRevision = erasure.Revision;
        return kept;
    }

    private static ReportAttachment WithoutWords(ReportAttachment attachment)
    {
        var kept = attachment.Clone();
        BlankWords(kept);
        return kept;
    }

    private static Statement WithoutContent(Statement statement, Erasure erasure) => new()
    {
        Name = statement.Name,
        Revision = statement.Revision,
        RecordTime = statement.RecordTime,
        Recorder = statement.Recorder,
        ErasedRevision = erasure.Revision,
    };

    private static Correction WithoutContent(Correction correction) => new()
    {
        Name = correction.Name,
        Subject = correction.Subject,
        Label = correction.Label,
        Revision = correction.Revision,
        RecordTime = correction.RecordTime,
        Recorder = correction.Recorder,
    };

    private static ReportAttachment WithoutContent(ReportAttachment attachment) => new()
    {
        Statement = attachment.Statement,
        Report = new Report { AttachedRevision = attachment.Revision },
        Revision = attachment.Revision,
        RecordTime = attachment.RecordTime,
        Recorder = attachment.Recorder,
    };

    /// <summary>The later erasure carries what replaces everything, and names what is still there.</summary>
    private static Erasure WithoutContent(Erasure earlier)
    {
        var kept = earlier.Clone();
        kept.StandIns.Clear();
        kept.Moved.Clear();
        return kept;
    }

    private static void BlankWords(IMessage recorded) => ForEachMessage(recorded, message =>
    {
        switch (message)
        {
            case LocalizedText text: text.Text = ""; break;
            case Report report: (report.Url, report.Title, report.ContentHash) = ("", "", ""); break;
            case Correction correction: correction.Note = ""; break;
        }
    });

    private static void ForEachMessage(IMessage message, Action<IMessage> act)
    {
        act(message);
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder()
            .Where(field => field.FieldType == FieldType.Message && !field.IsMap))
        {
            if (field.IsRepeated) foreach (var element in (IList)field.Accessor.GetValue(message)) ForEachMessage((IMessage)element, act);
            else if (field.Accessor.GetValue(message) is IMessage inner) ForEachMessage(inner, act);
        }
    }
}
