namespace DiplomacyApi.PowerShell;

/// <summary>Who vouches for something, the strongest first.</summary>
public enum Attribution : long { None, OnRecord, Readout, Counterpart, Anonymous, Media }
