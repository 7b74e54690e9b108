namespace DiplomacyApi.PowerShell;

/// <summary>Why a correction is made.</summary>
public enum CorrectionLabel : long { None, Error, Refined, Reclassified, SourceRetracted, Duplicate }
