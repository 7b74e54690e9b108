namespace DiplomacyApi.PowerShell;

/// <summary>What kind of actor.</summary>
public enum ActorType : long { None, State, Organisation, Ministry, Person, Media, Coalition }
