using System.Globalization;
using Diplomacy.V1;
using DiplomacyApi.Client;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace DiplomacyApi.Tests.Server.Journal;

/// <summary>Between revisions and the times they were recorded at.</summary>
public sealed class ResolveRevisionTests
{
    [Fact]
    public async Task A_revision_reports_when_it_and_the_next_were_recorded()
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2026-01-01T12:00:00Z", CultureInfo.InvariantCulture));
        await using var server = await TestServer.StartSeededAsync(time);
        var head = await server.HeadAsync();
        time.Advance(TimeSpan.FromHours(1));
        await server.Client.Statements.RecordStatementAsync(Requests.Remark(), cancellationToken: TestServer.Token);

        var resolved = await server.Client.Journal.ResolveRevisionAsync(
            new ResolveRevisionRequest { At = new ReadAt { KnownAtRevision = head } }, cancellationToken: TestServer.Token);

        Assert.Equal(head, resolved.LogPosition.Revision);
        Assert.Equal(TimeSpan.FromHours(1), resolved.NextRecordTime.ToDateTimeOffset() - resolved.RecordTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task Neither_a_time_nor_a_revision_is_refused_by_name()
    {
        await using var server = await TestServer.StartEmptyAsync();

        var refused = await Assert.ThrowsAsync<DiplomacyException>(async () =>
            await server.Client.Journal.ResolveRevisionAsync(new ResolveRevisionRequest(), cancellationToken: TestServer.Token));

        Assert.Equal((StatusCode.InvalidArgument, "record_time"), (refused.Status, Assert.Single(refused.Fields).Field));
    }
}
