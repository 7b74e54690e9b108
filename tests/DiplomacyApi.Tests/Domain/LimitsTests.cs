using System.Reflection;
using DiplomacyApi.Domain;

namespace DiplomacyApi.Tests.Domain;

/// <summary>A limit that follows from another one is computed from its value, and not from what is there before it has one.</summary>
public sealed class LimitsTests
{
    public static TheoryData<string> Names => [.. Fields().Select(limit => limit.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_limit_is_more_than_nothing(string name) => Assert.True(Fields().Single(limit => limit.Name == name).GetValue(null) switch
    {
        int count => count > 0,
        long count => count > 0,
        TimeSpan time => time > TimeSpan.Zero,
        _ => true,
    });

    private static FieldInfo[] Fields() => typeof(Limits).GetFields(BindingFlags.Public | BindingFlags.Static);
}
