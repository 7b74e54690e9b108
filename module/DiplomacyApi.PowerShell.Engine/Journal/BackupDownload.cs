using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Diplomacy.V1;
using DiplomacyApi.Client;
using DiplomacyApi.PowerShell.Engine.Calls;
using DiplomacyApi.PowerShell.Engine.Messages;

namespace DiplomacyApi.PowerShell.Engine.Journal;

/// <summary>
/// Writes a copy of the journal to a file. The file gets its name when it is complete, on the disk, and has the hash that the server sent.
/// </summary>
internal sealed class BackupDownload(DiplomacyClient client, string path, bool isForced)
{
    private readonly string _unfinished = AtomicFile.Beside(path);

    public async IAsyncEnumerable<BackupProgress> WriteAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A stream has no timeout: a server that is dead is found by a call that has.
        await ErrorTranslator.TranslateErrorsAsync(async () =>
            await client.Journal.GetJournalAsync(new GetJournalRequest(),
                cancellationToken: cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        var file = await ErrorTranslator.TranslateFileErrorsAsync(path,
            () => Task.FromResult(AtomicFile.CreatePrivate(_unfinished))).ConfigureAwait(false);
        var isWhole = false;
        try
        {
            var last = new BackupJournalResponse();
            using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
            {
                await using var closed = file.ConfigureAwait(false);
                using var call = client.Journal.BackupJournal(new BackupJournalRequest(), cancellationToken: cancellationToken);
                while (await ErrorTranslator.TranslateErrorsAsync(() =>
                    call.ResponseStream.MoveNext(cancellationToken)).ConfigureAwait(false))
                {
                    last = call.ResponseStream.Current;
                    await ErrorTranslator.TranslateFileErrorsAsync(path, async () =>
                        await file.WriteAsync(last.Chunk.Memory, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
                    hash.AppendData(last.Chunk.Span);
                    yield return new BackupProgress(file.Length, last.SizeBytes, null);
                }
                if (last.Sha256 != Hex.Of(hash.GetHashAndReset()))
                    throw new DiplomacyApiException(
                        "The copy is incomplete, or differs from what the server sent, and was deleted. Run the command again.",
                        "BackupDamaged", ErrorCategory.InvalidData);
                await ErrorTranslator.TranslateFileErrorsAsync(path, () =>
                {
                    file.Flush(flushToDisk: true);
                    return Task.CompletedTask;
                }).ConfigureAwait(false);
            }
            await ErrorTranslator.TranslateFileErrorsAsync(path, () =>
            {
                File.Move(_unfinished, path, isForced);
                return Task.CompletedTask;
            }).ConfigureAwait(false);
            isWhole = true;
            yield return new BackupProgress(last.SizeBytes, last.SizeBytes, ToRow(last));
        }
        finally
        {
            if (!isWhole) File.Delete(_unfinished);
        }
    }

    private JournalBackup ToRow(BackupJournalResponse last) => new()
    {
        Path = path,
        LogId = last.LogPosition.LogId,
        Revision = last.LogPosition.Revision,
        HeadHash = last.HeadHash,
        SizeBytes = last.SizeBytes,
        Sha256 = last.Sha256,
    };
}
