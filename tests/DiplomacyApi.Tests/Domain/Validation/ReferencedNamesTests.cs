using Diplomacy.V1;
using DiplomacyApi.Domain.Validation;
using DiplomacyApi.Tests.Storage;

namespace DiplomacyApi.Tests.Domain.Validation;

/// <summary>What a request mentions, and what it costs to find it.</summary>
public sealed class ReferencedNamesTests
{
    [Fact]
    public void Names_at_every_depth_and_those_that_would_be_made_are_found() =>
        Assert.Equal(
            ["actors/russia", "actors/usa", "demands/guarantees", "meetings/guarantees", "statements/guarantees"],
            ReferencedNames.Of(Demand(items: 2)).Order(StringComparer.Ordinal));

    /// <summary>Each request is walked through before it is checked, brought to its form, and loaded.</summary>
    [Fact]
    public void What_a_walk_allocates_does_not_grow_with_what_is_walked_through()
    {
        var (few, many) = (Demand(items: 1), Demand(items: 200));
        // The first one makes what is kept.
        ReferencedNames.Of(many);

        Assert.Equal(AllocatedFor(few), AllocatedFor(many));
    }

    private static long AllocatedFor(RecordStatementRequest request)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        ReferencedNames.Of(request);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static RecordStatementRequest Demand(int items) =>
        Say.Demand("russia", "usa", "2022-01-17", "guarantees", [.. Enumerable.Range(0, items).Select(number => $"item-{number}")]);
}
