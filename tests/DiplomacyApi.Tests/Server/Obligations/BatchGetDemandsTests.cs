using Diplomacy.V1;
using DiplomacyApi.Client;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Obligations;

/// <summary>Demands and meetings are read by their names.</summary>
public sealed class BatchGetDemandsTests(SeededServer server) : IClassFixture<SeededServer>
{
    [Fact]
    public async Task A_meeting_is_read_as_the_list_has_it_and_not_before_it_was_said()
    {
        var listed = (await server.Client.Negotiations.ListMeetingsAsync(
            new ListMeetingsRequest(), cancellationToken: TestServer.Token)).Meetings;
        Assert.NotEmpty(listed);
        foreach (var meeting in listed)
            Assert.Equal(meeting, (await GetAsync(meeting.Name, new ReadAt())).Meeting);

        foreach (var (name, at) in new[]
        {
            ("meetings/none", new ReadAt()),
            (listed[0].Name, new ReadAt { AsOf = "1900" }),
            (listed[0].Name, new ReadAt { KnownAtRevision = 0 }),
        })
        {
            var refusal = await Assert.ThrowsAsync<DiplomacyException>(() => GetAsync(name, at));
            Assert.Equal((StatusCode.NotFound, ErrorReason.UnknownMeeting), (refusal.Status, refusal.Reason));
        }
    }

    [Theory]
    [InlineData(Attribution.Unspecified)]
    [InlineData(Attribution.OnRecord)]
    public async Task Several_demands_are_given_in_the_order_asked_for_or_none_with_all_that_miss(Attribution basis)
    {
        var (at, lens) = (new ReadAt { AsOf = "2022-01-27" }, new StatusLens { MinBasis = basis });
        var listed = (await server.Client.Negotiations.ListDemandsAsync(
            new ListDemandsRequest { At = at, Lens = lens }, cancellationToken: TestServer.Token)).Demands;
        var request = new BatchGetDemandsRequest { Names = { listed.Select(demand => demand.Name).Reverse() }, At = at, Lens = lens };
        var found = await server.Client.Negotiations.BatchGetDemandsAsync(request, cancellationToken: TestServer.Token);
        request.Names.Insert(0, "demands/none");
        request.Names.Add("demands/nothing");
        var missed = await RefusalAsync(request);
        request.Names.Add(listed[0].Name);
        var repeated = await RefusalAsync(request);

        Assert.NotEmpty(listed);
        Assert.Equal(listed.Reverse(), found.Demands);
        Assert.Equal((StatusCode.NotFound, ErrorReason.UnknownDemand), (missed.Status, missed.Reason));
        Assert.Equal(["names[0]", $"names[{listed.Count + 1}]"], missed.Fields.Select(field => field.Field));
        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.InvalidValue), (repeated.Status, repeated.Reason));
    }

    private async Task<DiplomacyException> RefusalAsync(BatchGetDemandsRequest request) =>
        await Assert.ThrowsAsync<DiplomacyException>(async () =>
        await server.Client.Negotiations.BatchGetDemandsAsync(request, cancellationToken: TestServer.Token));

    private async Task<GetMeetingResponse> GetAsync(string name, ReadAt at) =>
        await server.Client.Negotiations.GetMeetingAsync(
            new GetMeetingRequest { Name = name, At = at }, cancellationToken: TestServer.Token);
}
