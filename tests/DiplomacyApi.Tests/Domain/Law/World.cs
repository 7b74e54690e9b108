using Diplomacy.V1;
using Google.Protobuf.WellKnownTypes;

namespace DiplomacyApi.Tests.Domain.Law;

/// <summary>Two states and an organisation, and who speaks for them.</summary>
internal static class World
{
    public const string Alfa = "actors/alfa";
    public const string Bravo = "actors/bravo";
    public const string Union = "actors/union";
    public const string Negotiation = "negotiations/talks";

    /// <summary>The speakers of each side, the body itself first.</summary>
    public static readonly string[][] Sides =
    [
        [Alfa, "actors/alfa-ministry", "actors/alfa-minister"],
        [Bravo, "actors/bravo-minister"],
        [Union, "actors/union-secretary"],
    ];

    public static readonly string[] Bodies = [Alfa, Bravo, Union];

    public static readonly DateTimeOffset Start = new(2022, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A statement as it comes out of the log: principals and parties resolved, its place and time of recording set.</summary>
    public static Statement Say(long revision, DateTimeOffset recorded, string speaker, string said, params string[] onBehalfOf)
    {
        var statement = new Statement
        {
            Name = $"statements/s{revision}",
            Speaker = speaker,
            Said = new PartialDate { Text = said },
            Form = Form.Spoken,
            Release = Release.Public,
            Attribution = Attribution.OnRecord,
            Negotiation = Negotiation,
            Revision = revision,
            RecordTime = Timestamp.FromDateTimeOffset(recorded),
        };
        statement.OnBehalfOf.AddRange(onBehalfOf);
        statement.Principals.AddRange((onBehalfOf.Length > 0 ? onBehalfOf : [speaker]).SelectMany(Chain).Distinct());
        foreach (var actor in Sides.SelectMany(side => side))
            statement.ResolvedParties.Add(new ResolvedParty { Actor = actor, Party = Chain(actor)[^1] });
        return statement;
    }

    private static string[] Chain(string speaker)
    {
        var side = Sides.Single(side => side.Contains(speaker));
        return [.. side[..(Array.IndexOf(side, speaker) + 1)].Reverse()];
    }
}
