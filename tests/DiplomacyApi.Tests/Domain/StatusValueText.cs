using Diplomacy.V1;

namespace DiplomacyApi.Tests.Domain;

/// <summary>One side of a change as tests write it.</summary>
internal static class StatusValueText
{
    /// <summary>The value's name, or the due's text; empty for none.</summary>
    public static string Text(this StatusValue? value) => value?.ValueCase switch
    {
        StatusValue.ValueOneofCase.State => value.State.ToString(),
        StatusValue.ValueOneofCase.Position => value.Position.ToString(),
        StatusValue.ValueOneofCase.Due => value.Due.Text,
        StatusValue.ValueOneofCase.DueState => value.DueState.ToString(),
        StatusValue.ValueOneofCase.Verdict => value.Verdict.ToString(),
        _ => "",
    };
}
