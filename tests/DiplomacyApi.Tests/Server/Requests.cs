using Diplomacy.V1;

namespace DiplomacyApi.Tests.Server;

/// <summary>Requests on the founding case, valid but for what a test makes wrong.</summary>
internal static class Requests
{
    public const string Proposals = "demands/security-guarantees-2021";
    public const string Talks = "negotiations/european-security-2022";

    public static RecordStatementRequest Remark(string text = "A remark.", string speaker = "actors/nato") =>
        Of(statement => statement.Remark = new RemarkAct(), text, speaker);

    public static RecordStatementRequest Of(Action<Statement> act, string text = "Something is said.", string speaker = "actors/nato")
    {
        var statement = new Statement
        {
            Speaker = speaker,
            Addressees = { "actors/russia" },
            Said = new PartialDate { Text = "2022-01-26" },
            Form = Form.Written,
            Attribution = Attribution.OnRecord,
            Summaries = { new LocalizedText { Text = text, LanguageCode = "en" } },
        };
        act(statement);
        return new RecordStatementRequest { Statement = statement };
    }

    public static RecordStatementRequest Response(string demand, string item, string speaker = "actors/nato") => Of(
        statement => statement.Response = new ResponseAct
        {
            Demands = { demand },
            Positions = { new ItemPosition { Item = item, Position = Disposition.Rejected } },
        },
        speaker: speaker);
}
