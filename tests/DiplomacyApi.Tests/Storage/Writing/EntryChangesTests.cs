using Diplomacy.V1;
using DiplomacyApi.Storage.Writing;

namespace DiplomacyApi.Tests.Storage.Writing;

/// <summary>Changes are kept with what they have in common said once, and come back as they were.</summary>
public sealed class EntryChangesTests
{
    private const string LogId = "log";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    public void What_is_kept_comes_back(int count)
    {
        var changes = Enumerable.Range(0, count).Select(Change).ToList();

        var read = EntryChanges.Read(EntryChanges.Bytes(changes), LogId);

        foreach (var change in changes) change.LogPosition.LogId = LogId;
        Assert.Equal(changes, read);
    }

    [Fact]
    public void What_is_alike_is_kept_once()
    {
        var changes = Enumerable.Range(0, 20).Select(Change).ToList();

        Assert.InRange(EntryChanges.Bytes(changes).Length, 1, changes.Sum(change => change.CalculateSize()) / 2);
    }

    [Fact]
    public void Nothing_kept_is_no_change() => Assert.Empty(EntryChanges.Read(null, LogId));

    /// <summary>Alike in most, with some fields that only one of two has.</summary>
    private static StatusChange Change(int number) => new()
    {
        Subject = "demands/withdrawal",
        Item = $"item-{number}",
        Debtor = "actors/nato",
        What = number % 2 == 0 ? StatusChangeKind.State : StatusChangeKind.DueAsked,
        Before = number % 2 == 0 ? new StatusValue { State = ObligationState.Outstanding } : null,
        After = number % 3 == 0 ? new StatusValue { State = ObligationState.Promised } : null,
        Cause = "statements/answer",
        LogPosition = new LogPosition { Revision = 7 },
        DueAsked = number % 2 == 0 ? null : new PartialDate { Text = "2022-02-01" },
        Kind = ObligationKind.Answer,
        Creditors = { number % 2 == 0 ? ["actors/russia"] : (string[])["actors/russia", "actors/ukraine"] },
        Negotiation = "negotiations/talks",
        State = ObligationState.Promised,
        DueKinds = { DueKind.Asked },
    };
}
