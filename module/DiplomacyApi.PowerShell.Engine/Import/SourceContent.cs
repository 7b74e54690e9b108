using System.Security.Cryptography;
using System.Text;
using Diplomacy.V1;
using DiplomacyApi.PowerShell.Engine.Messages;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DiplomacyApi.PowerShell.Engine.Import;

/// <summary>A statement as a source has it, in the form in which it would be kept.</summary>
internal sealed class SourceContent
{
    private const int HashDigits = 32;

    private readonly IReadOnlyList<Report> _reports;

    public SourceContent(RecordStatementRequest request)
    {
        Name = $"statements/{request.StatementId}";
        Statement = AsKept(request.Statement);
        _reports = [.. Statement.Reports];
        Statement.Reports.Clear();
        Hash = Convert.ToHexString(SHA256.HashData([.. Encoding.UTF8.GetBytes(Name), .. Statement.ToByteArray()]))[..HashDigits]
            .ToLowerInvariant();
    }

    public string Name { get; }

    /// <summary>The content, without its reports: those stay with a statement whatever becomes of it.</summary>
    public Diplomacy.V1.Statement Statement { get; }

    /// <summary>Identifies the content.</summary>
    public string Hash { get; }

    /// <summary>A line for each field that differs from a statement that is recorded.</summary>
    public IReadOnlyList<string> DifferencesFrom(Diplomacy.V1.Statement recorded)
    {
        var (before, after) = (AsKept(recorded), Statement.Clone());
        before.Reports.Clear();
        // What is left to the server to fill is as it filled it.
        if (after.Negotiation.Length == 0) after.Negotiation = before.Negotiation;
        if (after.Demand is { Restates.Length: 0, Demand.Length: 0 } demand) demand.Demand = before.Demand?.Demand ?? "";
        if (after.Meeting is { Meeting.Length: 0 } meeting) meeting.Meeting = before.Meeting?.Meeting ?? "";
        return MessageDiff.Between(before, after);
    }

    /// <summary>The reports that a recorded statement lacks.</summary>
    public IReadOnlyList<StatementItem> ReportsMissingIn(Diplomacy.V1.Statement recorded)
    {
        var known = AsKept(recorded).Reports;
        return [.. _reports.Where(report => !known.Contains(report))
            .Select(report => new StatementItem { Report = new AttachReportRequest { Statement = Name, Report = report } })];
    }

    private static Diplomacy.V1.Statement AsKept(Diplomacy.V1.Statement statement)
    {
        var kept = statement.Clone();
        OutputOnlyFields.Clear(kept);
        Compose(kept);
        return kept;
    }

    /// <summary>Brings texts to NFC and lines to an end by a newline alone, as the journal keeps them.</summary>
    private static void Compose(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (field is { FieldType: FieldType.String, IsRepeated: false })
            {
                if (field.RealContainingOneof is null)
                    field.Accessor.SetValue(message, Kept((string)value));
            }
            else if (value is IMessage one) Compose(one);
            else if (field is { IsRepeated: true, FieldType: FieldType.Message })
                foreach (IMessage each in (System.Collections.IEnumerable)value) Compose(each);
        }
    }

    private static string Kept(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Normalize();
}
