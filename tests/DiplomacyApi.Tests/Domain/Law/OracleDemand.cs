using Diplomacy.V1;
using static DiplomacyApi.Tests.Domain.Law.OracleTexts;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>What is asked, while it is folded.</summary>
internal sealed class OracleDemand
{
    public required List<string> Authors { get; init; }
    public required bool InOwnName { get; init; }
    public required Force Force { get; set; }
    public required bool IsWritten { get; set; }
    public required bool IsItemByItem { get; set; }
    public required string Due { get; set; }

    /// <summary>The authors who have not taken it back, or have asked again.</summary>
    public required List<string> InForce { get; set; }

    public bool IsSuperseded { get; set; }

    /// <summary>Whether it has obliged anybody: an appeal does not, nor does what is only known on a weak word.</summary>
    public bool IsOpened { get; set; }

    public List<string> Items { get; } = [];
    public List<string> Debtors { get; } = [];

    public void AddTargets(IEnumerable<string> targets) => Debtors.AddRange(targets.Except(Authors).Except(Debtors).ToList());
}

/// <summary>A meeting, while it is folded.</summary>
internal sealed class OracleMeeting
{
    private readonly List<string> _invited = [];

    /// <summary>Those who proposed it and have not taken that back.</summary>
    public List<string> Convenors { get; } = [];

    public MeetingPhase Phase { get; private set; }
    public string PhaseBy { get; private set; } = "";
    public string Date { get; private set; } = "";
    public List<string> Participants { get; private set; } = [];
    public bool IsOver { get; set; }

    /// <summary>Its next phase. Who takes part is named by it, or is its author and all who were invited.</summary>
    public void Is(Said said, MeetingAct act, List<string> authors, Flaw flaw)
    {
        (Phase, PhaseBy) = (act.Phase, said.Name);
        if (act.Phase == MeetingPhase.Proposed) Convenors.AddRange(authors);
        if (act.Date is not null || (act.Phase == MeetingPhase.Postponed && flaw != Flaw.PostponedKeepsDate)) Date = act.Date?.Text ?? "";
        _invited.AddRange(PartiesOf(said.Statement, act.Invitees));
        if (act.Participants.Count > 0) Participants = [.. act.Participants];
        else if (flaw != Flaw.ParticipantsOfBeforeStay) Participants = [.. authors.Union(_invited)];
    }
}
