using Diplomacy.V1;
using DiplomacyApi.Storage.Writing;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Storage;

/// <summary>A journal of whatever store, in which tests record.</summary>
internal interface IRecordingJournal
{
    Writer Writer { get; }

    FakeTimeProvider Time { get; }

    /// <summary>Erases, and waits until the words are gone.</summary>
    Task<EraseStatementResponse> EraseAsync(string statement, ErasureExtent extent, string requestId = "");
}

internal static class RecordingJournals
{
    public static async Task<Actor> ActorAsync(this IRecordingJournal journal, string id, params string[] speaksFor)
    {
        var actor = new Actor { DisplayNames = { new LocalizedText { Text = id } } };
        actor.Affiliations.AddRange(speaksFor.Select(body => new Affiliation { Body = $"actors/{body}", SpeaksFor = true }));
        return (await journal.Writer.CreateActorAsync(
            new CreateActorRequest { ActorId = id, Actor = actor }, JournalFile.Recorder, JournalFile.Ct)).Actor;
    }

    public static Task<RecordStatementResponse> RecordAsync(this IRecordingJournal journal, RecordStatementRequest request) =>
        journal.Writer.RecordStatementAsync(request, JournalFile.Recorder, JournalFile.Ct);
}
