namespace DiplomacyApi.PowerShell;

/// <summary>What kind of actor.</summary>
public enum ActorType : long
{
    /// <summary>Not stated.</summary>
    None,

    /// <summary>A state.</summary>
    State,

    /// <summary>An international organisation.</summary>
    Organisation,

    /// <summary>A ministry or another organ of a state or organisation.</summary>
    Ministry,

    /// <summary>A person.</summary>
    Person,

    /// <summary>A news agency, newspaper or other outlet.</summary>
    Media,

    /// <summary>A group without an organisation's standing, such as "NATO allies".</summary>
    Coalition,
}
