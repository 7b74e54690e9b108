namespace DiplomacyApi.PowerShell;

/// <summary>Who vouches for something, the strongest first.</summary>
public enum Attribution : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>The speaker's own, by name.</summary>
    OnRecord,

    /// <summary>A readout by the speaker's own side.</summary>
    Readout,

    /// <summary>The other side's account.</summary>
    Counterpart,

    /// <summary>Somebody who would not be named.</summary>
    Anonymous,

    /// <summary>An outlet's summary, with no speaker named.</summary>
    Media,
}
