using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Recording;
using DiplomacyApi.Server.Watching;

namespace DiplomacyApi.Tests.Server.Watching;

/// <summary>The bound of open watches, at the gate itself: as many real ones would be ten thousand streams.</summary>
public sealed class WatchGateTests
{
    [Fact]
    public void One_watch_too_many_is_refused_until_another_ends()
    {
        var gate = new WatchGate();
        var open = Enumerable.Range(0, Limits.WatchesMax).Select(_ => gate.Enter()).ToList();

        var refusals = Enumerable.Range(0, 2).Select(_ => Assert.Throws<RefusedException>(gate.Enter)).ToList();
        open[0].Dispose();
        gate.Enter().Dispose();

        Assert.All(refusals, refusal => Assert.Equal(ErrorReason.TooManyWatches, refusal.Reason));
    }
}
