using Diplomacy.V1;

namespace DiplomacyApi.Domain.Errors;

/// <summary>Refusals of what is written about meetings.</summary>
public static class MeetingRefusals
{
    /// <summary>UNKNOWN_MEETING, with the metadata `meeting`, of what the call itself asks for or acts on.</summary>
    /// <param name="name">The resource name.</param>
    /// <param name="end">How the sentence continues that begins with "There is no" and the name.</param>
    /// <param name="field">The path of the field.</param>
    public static RefusedException UnknownTarget(string name, string end, string field) =>
        ResourceRefusals.UnknownTarget(ErrorReason.UnknownMeeting, name, end, field);

    internal static RefusedException IsOver(string name, string field) =>
        new(ErrorReason.WrongSubject, $"{name} was held or called off; propose a new one under a new id.", field);
}
