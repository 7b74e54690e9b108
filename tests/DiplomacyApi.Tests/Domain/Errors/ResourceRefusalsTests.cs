using Diplomacy.V1;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Tests.Domain.Errors;

public sealed class ResourceRefusalsTests
{
    [Fact]
    public void The_metadata_names_what_is_missing_by_its_kind()
    {
        RefusedException[] refusals =
        [
            ActorRefusals.UnknownTarget("actors/x", ".", "name"), StatementRefusals.UnknownTarget("statements/x", ".", "name"),
            DemandRefusals.UnknownTarget("demands/x", ".", "name"),
            MeetingRefusals.UnknownTarget("meetings/x", ".", "name"), NegotiationRefusals.UnknownTarget("negotiations/x", ".", "name"),
        ];

        Assert.Equal(
            [
                (ErrorReason.UnknownActor, "actor", "actors/x"), (ErrorReason.UnknownStatement, "statement", "statements/x"),
                (ErrorReason.UnknownDemand, "demand", "demands/x"),
                (ErrorReason.UnknownMeeting, "meeting", "meetings/x"), (ErrorReason.UnknownNegotiation, "negotiation", "negotiations/x"),
            ],
            refusals.Select(refusal => (refusal.Reason, Assert.Single(refusal.Metadata).Key, refusal.MissingName!)));
        Assert.All(refusals, refusal => Assert.True(refusal.IsTargetMissing));
        Assert.All(refusals, refusal => Assert.Equal(refusal.MissingName, Assert.Single(refusal.Metadata).Value));
    }

    [Fact]
    public void A_copy_for_another_caller_keeps_what_is_missing()
    {
        var copy = DemandRefusals.UnknownTarget("demands/x", "; record it first.", "statement.response.demands").Copy();

        Assert.Equal(("There is no demands/x; record it first.", "demands/x", "demands/x"),
            (copy.Message, copy.MissingName, copy.Metadata["demand"]));
    }
}
