using System.Security.Cryptography;
using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Server.Monitoring;
using DiplomacyApi.Server.Paging;
using DiplomacyApi.Server.Streaming;
using DiplomacyApi.Storage.Journal;
using Google.Protobuf;
using Grpc.Core;

namespace DiplomacyApi.Server.Journal;

internal sealed partial class JournalGrpcService
{
    public override Task VerifyJournal(
        VerifyJournalRequest request, IServerStreamWriter<VerifyJournalResponse> responses, ServerCallContext context) =>
        StreamRunner.RunAsync(readiness, async tokens =>
        {
            var (ct, head) = (tokens.More, _journal.Head);
            AuditSubject.Set(context, $"up to revision {head.Revision}{(request.Projections ? ", with what is derived" : "")}");
            Verified last = null!;
            foreach (var verified in _journal.Verify(head, ct))
            {
                last = verified;
                await responses.WriteAsync(ToResponse(head, verified, verified.Flaw), ct);
                if (verified.Flaw is not null) return;
            }
            var flaw = request.Projections ? await Task.Run(() => _journal.VerifyProjections(ct), ct) : null;
            var ended = ToResponse(head, last, flaw);
            ended.Complete = flaw is null;
            await responses.WriteAsync(ended, ct);
        }, context.CancellationToken);

    public override Task BackupJournal(
        BackupJournalRequest request, IServerStreamWriter<BackupJournalResponse> responses, ServerCallContext context) =>
        StreamRunner.RunAsync(readiness, async tokens =>
        {
            var ct = tokens.More;
            if (_journal.State == LogState.Importing)
                throw new RefusedException(ErrorReason.LogSealed,
                    "The log is being moved here and is not complete yet; wait, or copy it from where it was.");
            var backup = await Task.Run(() => _journal.Backup(ct), ct);
            AuditSubject.Set(context, $"up to revision {backup.Head.Revision}, {backup.SizeBytes} bytes");
            try
            {
                await SendAsync(backup, responses, ct);
            }
            finally
            {
                File.Delete(backup.Path);
            }
        }, context.CancellationToken);

    public override Task ExportJournal(
        ExportJournalRequest request, IServerStreamWriter<ExportJournalResponse> responses, ServerCallContext context) =>
        StreamRunner.RunAsync(readiness, async tokens =>
        {
            var after = After(request.After);
            if (request.Seal) await _journal.SealAsync();
            // In this order: a head that is read after it was sealed is the last.
            var isSealed = _journal.State == LogState.Sealed;
            var head = _journal.Head;
            AuditSubject.Set(context, $"revisions {after + 1} to {head.Revision}{(request.Seal ? ", sealing it" : "")}");
            var header = new ExportJournalResponse
            {
                Head = head.ToPosition(),
                HeadHash = ByteString.CopyFrom(head.Hash),
                Sealed = isSealed,
                Epochs = { _journal.Epochs.All },
            };
            await responses.WriteAsync(header, tokens.Finish);
            while (after < head.Revision)
            {
                var entries = _journal.Queries.Entries.Entries(after, head.Revision, Limits.StreamMessageBytesMax, tokens.More);
                var part = header.Clone();
                part.Entries.AddRange(entries);
                await responses.WriteAsync(part, tokens.Finish);
                after = entries[^1].Revision;
            }
        }, context.CancellationToken);

    public override Task ImportJournal(
        IAsyncStreamReader<ImportJournalRequest> requests, IServerStreamWriter<ImportJournalResponse> responses,
        ServerCallContext context) =>
        StreamRunner.RunAsync(readiness, async tokens =>
        {
            await foreach (var request in requests.ReadAllAsync(tokens.More))
            {
                var head = await _journal.TakeOverAsync(request, tokens.Finish);
                AuditSubject.Set(context, $"up to revision {head.Revision}");
                await responses.WriteAsync(
                    new ImportJournalResponse { LogPosition = head.ToPosition(), Complete = _journal.State != LogState.Importing },
                    tokens.Finish);
            }
        }, context.CancellationToken);

    private static async Task SendAsync(BackupFile backup, IServerStreamWriter<BackupJournalResponse> responses, CancellationToken ct)
    {
        var header = new BackupJournalResponse
        {
            LogPosition = backup.Head.ToPosition(),
            HeadHash = Convert.ToHexStringLower(backup.Head.Hash),
            SizeBytes = backup.SizeBytes,
        };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = File.OpenRead(backup.Path);
        var buffer = new byte[Limits.StreamMessageBytesMax];
        for (int read; (read = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            var part = header.Clone();
            part.Chunk = ByteString.CopyFrom(buffer, 0, read);
            await responses.WriteAsync(part, ct);
        }
        header.Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        await responses.WriteAsync(header, ct);
    }

    private static VerifyJournalResponse ToResponse(Head head, Verified verified, Flaw? flaw) => new()
    {
        Head = head.ToPosition(),
        VerifiedRevision = verified.Revision,
        VerifiedHash = Convert.ToHexStringLower(verified.Hash),
        ErasedEntries = verified.ErasedEntries,
        Flaw = flaw is null ? null : new JournalFlaw { Revision = flaw.Revision, Kind = flaw.Kind, Message = flaw.Message },
    };
}
