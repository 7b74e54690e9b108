using Diplomacy.V1;
using DiplomacyApi.Tests.Server;
using static DiplomacyApi.Tests.Cases.AtTable;

namespace DiplomacyApi.Tests.Cases;

/// <summary>From when statements count, for whom, and what a reader who looks through a lens sees.</summary>
public sealed class CountingTests : IAsyncLifetime
{
    private AtTable? _table;

    private AtTable Table => _table!;

    public async ValueTask InitializeAsync() => _table = await OpenAsync(new DateTimeOffset(2022, 2, 20, 12, 0, 0, TimeSpan.Zero));

    public ValueTask DisposeAsync() => Table.DisposeAsync();

    [Fact]
    public async Task What_names_a_meeting_brings_only_its_first_phase_forward()
    {
        await Table.SayAsync("alfa", "bravo", "2022-01-02", one => one.Meeting = Meeting("summit", MeetingPhase.Proposed, "bravo"));
        await Table.SayAsync("bravo", "alfa", "2022-01-10", one =>
            one.Response = new ResponseAct { Meeting = "meetings/summit", Position = Disposition.Deferred });
        await Table.SayAsync("alfa", "bravo", "2022-01-05/2022-01-31", one => one.Meeting = Meeting("summit", MeetingPhase.Cancelled));

        Assert.Equal(MeetingPhase.Proposed, (await Table.MeetingAsync("2022-01-12")).Phase);
        Assert.Equal(ObligationState.Acknowledged, (await Table.StatusAsync("2022-01-12")).WaitingOn.Single().State);
        Assert.Equal(MeetingPhase.Cancelled, (await Table.MeetingAsync("2022-01-31")).Phase);
    }

    [Fact]
    public async Task A_meeting_whose_first_phase_has_no_day_is_brought_forward_by_what_answers_it()
    {
        await Table.SayAsync("alfa", "bravo", "2022-01", one => one.Meeting = Meeting("summit", MeetingPhase.Proposed, "bravo"));
        await Table.SayAsync("bravo", "alfa", "2022-01-10", one =>
            one.Response = new ResponseAct { Meeting = "meetings/summit", Position = Disposition.Deferred });

        Assert.Equal(MeetingPhase.Proposed, (await Table.MeetingAsync("2022-01-12")).Phase);
    }

    [Fact]
    public async Task Of_a_phase_that_names_nobody_its_author_and_all_invited_take_part()
    {
        await Table.SayAsync("alfa", "bravo", "2022-01-02", one =>
            one.Meeting = Meeting("summit", MeetingPhase.Proposed, "bravo", "charlie"));
        await Table.SayAsync("alfa", "bravo", "2022-01-05", one =>
        {
            one.Meeting = Meeting("summit", MeetingPhase.Scheduled);
            one.Meeting.Participants.Add("actors/bravo");
        });
        await Table.SayAsync("alfa", "bravo", "2022-01-09", one => one.Meeting = Meeting("summit", MeetingPhase.Held));

        Assert.Equal(["actors/bravo"], (await Table.MeetingAsync("2022-01-06")).Participants);
        Assert.Equal(["actors/bravo"], (await Table.StatusAsync("2022-01-06")).NextMeeting.Participants);
        Assert.Equal(["actors/alfa", "actors/bravo", "actors/charlie"], (await Table.MeetingAsync("2022-01-09")).Participants);
    }

    [Fact]
    public async Task A_joint_answer_where_each_is_to_answer_in_its_own_name_counts_for_nobody_also_when_one_denies_it()
    {
        await Table.SayAsync("alfa", "bravo", "2022-01-02", one =>
        {
            one.Demand = Demand("asked");
            one.Demand.InOwnName = true;
            one.Demand.Targets.AddRange(["actors/bravo", "actors/charlie"]);
        });
        var joint = await Table.SayAsync("bravo", "alfa", "2022-01-04", one =>
        {
            one.OnBehalfOf.AddRange(["actors/bravo", "actors/charlie"]);
            one.Attribution = Attribution.Counterpart;
            one.Response = Response("asked", Disposition.Accepted);
        });
        await Table.SayAsync("charlie", "alfa", "2022-01-06", one =>
            one.Remark = new RemarkAct { Subject = joint.Name, Stance = Stance.Denies });

        Assert.Equal(ObligationState.Outstanding, (await Table.DebtorAsync("asked", "bravo", "2022-01-07")).State);
    }

    [Fact]
    public async Task A_position_known_from_a_leak_alone_is_not_among_those_answered()
    {
        await Table.SayAsync("alfa", "bravo", "2022-01-02", one =>
        {
            one.Demand = Demand("asked");
            one.Demand.RequiredForm = RequiredForm.Written;
        });
        await Table.SayAsync("bravo", "alfa", "2022-01-04", one =>
        {
            one.Release = Release.Leaked;
            one.Response = Response("asked", Disposition.Rejected);
        });
        await Table.SayAsync("alfa", "bravo", "2022-01-05", one =>
            one.Assessment = new AssessmentAct { Demand = "demands/asked", Verdict = Verdict.Satisfied });
        await Table.SayAsync("bravo", "alfa", "2022-01-08", one => one.Response = Response("asked", Disposition.Rejected));

        var leaked = await Table.DebtorAsync("asked", "bravo", "2022-01-06");
        var delivered = await Table.DebtorAsync("asked", "bravo", "2022-01-08");
        Assert.Equal((ObligationState.Settled, Disposition.Rejected, 0), (leaked.State, leaked.FormalPosition, leaked.ItemsAnswered));
        Assert.Equal((ObligationState.Settled, Disposition.Rejected, 1),
            (delivered.State, delivered.FormalPosition, delivered.ItemsAnswered));
    }

    [Fact]
    public async Task A_minimum_basis_leaves_nothing_of_what_does_not_pass()
    {
        var asking = await Table.SayAsync("alfa", "bravo", "2022-01-02", one => one.Demand = Demand("asked"));
        await Table.SayAsync("bravo", "alfa", "2022-01-15", one =>
        {
            one.Attribution = Attribution.Media;
            one.Promise = new PromiseAct { Kind = PromiseKind.ToAnswer, Demand = "demands/asked" };
        });
        await Table.SayAsync("bravo", "alfa", "2022-01-20", one =>
        {
            one.Attribution = Attribution.Media;
            one.Remark = new RemarkAct();
        });

        var lens = new StatusLens { MinBasis = Attribution.OnRecord };
        var status = await Table.StatusAsync("2022-01-31", lens);
        Assert.Equal((asking.Name, "2022-01-02"), (status.LastStatement, status.LastActivity.Text));
        Assert.Equal([asking.Name], (await Table.TimelineAsync("2022-01-31", lens)).Select(entry => entry.Statement.Name));
        Assert.Empty(await Table.MarkedAsync("2022-01-31", lens));
        var promises = await Table.Client.Negotiations.ListPromisesAsync(
            new ListPromisesRequest
            {
                At = new ReadAt { AsOf = "2022-01-31" },
                Lens = lens,
                Filter = new PromiseFilter { Demand = "demands/asked" },
            },
            cancellationToken: TestServer.Token);
        Assert.Empty(promises.Promises);
    }

    [Fact]
    public async Task Mending_the_title_of_a_correction_leaves_its_date_as_known_before()
    {
        await Table.DisposeAsync();
        _table = await OpenAsync(new DateTimeOffset(2022, 1, 20, 12, 0, 0, TimeSpan.Zero));
        var asking = await Table.SayAsync("alfa", "bravo", "2022-01-19", one => one.Demand = Demand("asked"));
        Table.Time.SetUtcNow(new DateTimeOffset(2022, 1, 24, 12, 0, 0, TimeSpan.Zero));
        var redated = Said("alfa", "bravo", "2022-01-25", one => one.Demand = Demand("asked"));
        var correction = await Table.CorrectAsync(asking.Name, redated);
        await Table.SayAsync("bravo", "alfa", "2022-01-24T15:00:00Z", one => one.Response = Response("asked", Disposition.Accepted));
        Table.Time.SetUtcNow(new DateTimeOffset(2022, 1, 27, 12, 0, 0, TimeSpan.Zero));
        var before = (await Table.DebtorAsync("asked", "bravo", "2022-01-24T18:00:00Z")).State;

        var corrected = redated.Clone();
        corrected.Demand.Titles[0].Text = "Asked, and said better";
        await Table.CorrectAsync(correction, corrected);

        Assert.Equal((ObligationState.Answered, ObligationState.Answered),
            (before, (await Table.DebtorAsync("asked", "bravo", "2022-01-24T18:00:00Z")).State));
    }

    [Fact]
    public async Task A_letter_in_the_name_of_many_is_recorded()
    {
        var many = Enumerable.Range(1, 64).Select(number => $"member-{number}").ToList();
        foreach (var id in many)
            await Table.Client.Actors.CreateActorAsync(
                new CreateActorRequest { ActorId = id, Actor = new Actor { Type = ActorType.State, DisplayNames = { Words(id) } } },
                cancellationToken: TestServer.Token);

        var letter = await Table.SayAsync("alfa", "bravo", "2022-01-02", one =>
        {
            one.OnBehalfOf.AddRange(many.Select(id => $"actors/{id}"));
            one.Remark = new RemarkAct();
        });

        Assert.Equal(64, letter.Principals.Count);
    }
}
