using Diplomacy.V1;
using Google.Protobuf;

namespace DiplomacyApi.Storage.Negotiations;

/// <summary>The statements and corrections of one write, in order and as its answer has them, with the answer's position.</summary>
/// <param name="Messages">What was recorded, or would be; at least one.</param>
/// <param name="Position">The position of the answer: of the last entry, or of the head on which they were tried.</param>
/// <param name="AreTried">Whether they were only tried and are not recorded.</param>
public sealed record WrittenMessages(IReadOnlyList<IMessage> Messages, LogPosition Position, bool AreTried)
{
    /// <summary>The name of one of them.</summary>
    internal static string NameOf(IMessage message) => message is Statement statement ? statement.Name : ((Correction)message).Name;

    /// <summary>The statement that one of them is, or the statement or correction that it corrects.</summary>
    internal static string SubjectOf(IMessage message) => message is Statement statement ? statement.Name : ((Correction)message).Subject;

    /// <summary>When it was recorded.</summary>
    internal static DateTimeOffset RecordedAt(IMessage message) =>
        (message is Statement statement ? statement.RecordTime : ((Correction)message).RecordTime).ToDateTimeOffset();

    /// <summary>At which revision it was recorded.</summary>
    internal static long RevisionOf(IMessage message) =>
        message is Statement statement ? statement.Revision : ((Correction)message).Revision;
}
