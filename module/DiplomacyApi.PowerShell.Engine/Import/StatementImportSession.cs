using System.Security.Cryptography;
using System.Text.Json;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Calls;
using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Statements;
using Google.Protobuf;

namespace DiplomacyApi.PowerShell.Engine.Import;

/// <summary>Imports statements, and what an export has beside them.</summary>
internal sealed class StatementImportSession(DiplomacyClient client, ImportSettings settings)
    : GrpcImportSession<StatementItem>(client, settings)
{
    private const int IdDigitsMax = 32;

    private readonly DiplomacyClient _client = client;
    private readonly bool _isUpdate = settings.IsUpdate;
    private StatementUpdate? _update;

    /// <summary>How rows are compared with what is recorded; null where that is not asked for.</summary>
    private StatementUpdate? Update => _isUpdate ? _update ??= new StatementUpdate(_client, Names.OutletAsync) : null;

    public override IAsyncEnumerable<ImportChange> FindMissingAsync(ImportScope within, CancellationToken cancellationToken) =>
        Update is null ? base.FindMissingAsync(within, cancellationToken) : Update.FindMissingAsync(within, cancellationToken);

    public override Task<ImportOutcome> AnnulAsync(
        IReadOnlyList<ImportChange> gone, CancellationToken cancellationToken) => ErrorTranslator.TranslateErrorsAsync(async () =>
    {
        var outcome = new ImportOutcome(0, 0, [], 0);
        foreach (var some in gone.Chunk(StatementUpdate.BatchStatementsMax))
        {
            var items = await Update!.AnnulmentsAsync(some, cancellationToken).ConfigureAwait(false);
            outcome = await SendBatchAsync(
                [.. items.Select(item => (new ImportRow { Source = ResourceNames.IdOf(item.Correction.Correction.Subject) }, item))],
                outcome, cancellationToken).ConfigureAwait(false);
        }
        return outcome;
    });

    protected override Task<(List<(ImportRow Row, StatementItem Item)> Sent, IReadOnlyList<PlannedRow>? Steps)> StepsAsync(
        List<(ImportRow Row, StatementItem Item)> items, List<ImportProblem> problems, CancellationToken token) =>
        Update is null ? base.StepsAsync(items, problems, token) : Update.StepsAsync(items, problems, token);

    protected override async Task<StatementItem> ItemAsync(ImportRow row, CancellationToken token)
    {
        var item = row.Json is not null
            ? OfJson(row.Json)
            : new StatementItem { Statement = await ComposedAsync(row, token).ConfigureAwait(false) };
        item.Source = row.Source;
        return item;
    }

    protected override IAsyncEnumerable<Diplomacy.V1.ImportAcknowledgement> Import(
        IAsyncEnumerable<IReadOnlyList<StatementItem>> batches, ImportOptions options, CancellationToken token) =>
        _client.ImportStatementsAsync(batches, options, token);

    private async Task<RecordStatementRequest> ComposedAsync(ImportRow row, CancellationToken token)
    {
        var statement = new Diplomacy.V1.Statement();
        try
        {
            await new StatementComposer(Names).ApplyAsync(statement, row.Statement!, row.Source, token).ConfigureAwait(false);
        }
        catch (DiplomacyApiException)
        {
            Update?.NoteWrong(row.Statement!.Id!);
            throw;
        }
        if (statement.Fulfillment is { Subject.Length: > 0 } fulfillment && statement.InReplyTo.Length == 0)
            statement.InReplyTo = fulfillment.Subject;
        return new RecordStatementRequest { Statement = statement, StatementId = ResourceNames.IdOf(row.Statement!.Id!) };
    }

    /// <summary>A line is a request of the contract; its members decide which one.</summary>
    private static StatementItem OfJson(string json)
    {
        // That it is JSON, whoever read the row has seen.
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (Has(root, "correction")) return new StatementItem { Correction = Parsed<CorrectStatementRequest>(json) };
        if (Has(root, "report")) return new StatementItem { Report = Parsed<AttachReportRequest>(json) };
        if (Has(root, "actor")) return new StatementItem { Actor = Parsed<CreateActorRequest>(json) };
        if (Has(root, "negotiation")) return new StatementItem { Negotiation = Parsed<CreateNegotiationRequest>(json) };
        var request = Parsed<RecordStatementRequest>(json);
        request.RequestId = "";
        if (request.StatementId.Length == 0)
            request.StatementId = $"row-{Convert.ToHexString(SHA256.HashData(request.ToByteArray()))[..IdDigitsMax].ToLowerInvariant()}";
        return new StatementItem { Statement = request };
    }

    private static bool Has(JsonElement root, string member) =>
        root.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Object;
}
