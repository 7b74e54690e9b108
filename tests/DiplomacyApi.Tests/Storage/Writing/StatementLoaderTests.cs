using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;

namespace DiplomacyApi.Tests.Storage.Writing;

/// <summary>How deep corrections and remarks may stand on each other.</summary>
public sealed class StatementLoaderTests
{
    [Fact]
    public async Task Corrections_of_each_other_are_refused_past_the_bound()
    {
        await using var file = await OneAsync();
        await file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18", "first"));
        var subject = "statements/first";
        for (var depth = 1; depth <= Limits.CorrectionDepthMax; depth++) subject = (await AnnulAsync(file, subject)).Correction.Name;

        var refused = await Assert.ThrowsAsync<RefusedException>(() => AnnulAsync(file, subject));

        Assert.Equal(ErrorReason.TooDeep, refused.Reason);
        Assert.Equal("correction.subject", Assert.Single(refused.Violations).Field);
        await AnnulAsync(file, "statements/first");
    }

    [Fact]
    public async Task Remarks_that_deny_each_other_are_refused_past_the_bound()
    {
        await using var file = await OneAsync();
        await file.RecordAsync(Say.Remark("russia", "russia", "2022-01-18", "s0"));
        for (var depth = 1; depth <= Limits.CorrectionDepthMax; depth++) await file.RecordAsync(Denial(depth - 1, $"s{depth}"));

        var refused = await Assert.ThrowsAsync<RefusedException>(() => file.RecordAsync(Denial(Limits.CorrectionDepthMax, "last")));

        Assert.Equal(ErrorReason.TooDeep, refused.Reason);
        await file.RecordAsync(Denial(0, "last"));
    }

    private static RecordStatementRequest Denial(int of, string id) => Say.By("russia", "russia", "2022-01-18",
        statement => statement.Remark = new RemarkAct { Subject = $"statements/s{of}", Stance = Stance.Denies }, id);

    private static Task<CorrectStatementResponse> AnnulAsync(JournalFile file, string subject) => file.Writer.CorrectStatementAsync(
        new CorrectStatementRequest { Correction = new Correction { Subject = subject, Label = CorrectionLabel.Error } },
        JournalFile.Recorder, JournalFile.Ct);

    private static async Task<JournalFile> OneAsync()
    {
        var file = await JournalFile.OpenAsync();
        await file.ActorAsync("russia");
        return file;
    }
}
