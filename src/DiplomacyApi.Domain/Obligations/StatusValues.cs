using Diplomacy.V1;

namespace DiplomacyApi.Domain.Obligations;

/// <summary>The sides of a change; null for none.</summary>
internal static class StatusValues
{
    public static StatusValue? Of(ObligationState state) => state == default ? null : new StatusValue { State = state };

    public static StatusValue? Of(Disposition position) => position == default ? null : new StatusValue { Position = position };

    public static StatusValue? Of(PartialDate? due) => due is null ? null : new StatusValue { Due = due };

    public static StatusValue? Of(DueState state) => state == default ? null : new StatusValue { DueState = state };

    public static StatusValue? Of(Verdict verdict) => verdict == default ? null : new StatusValue { Verdict = verdict };
}
