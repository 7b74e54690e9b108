namespace DiplomacyApi.PowerShell;

/// <summary>What corrections have made of a statement: annulled, it counts as never recorded; a duplicate counts as another.</summary>
public enum Standing : long { Stands, Corrected, Annulled, Duplicate }
