using DiplomacyApi.Storage;
using DiplomacyApi.Storage.Moving;

namespace DiplomacyApi.Server.Hosting;

/// <summary>The operator's commands on files. `backup` and `verify` only read, so that a server may go on writing meanwhile.</summary>
internal static class Copying
{
    private const int Done = 0;
    private const int Flawed = 1;

    /// <summary>Who opens an epoch: whoever can write beside the journal's file.</summary>
    private const string Operator = "operator";

    public static async Task<int> BackupAsync(string data, string to, TextWriter told)
    {
        var backup = Backups.Make(data, to, CancellationToken.None);
        await told.WriteLineAsync(
            $"{backup.Path} is log {backup.Head.LogId} up to revision {backup.Head.Revision}, {backup.SizeBytes:N0} bytes; its head hash is {Convert.ToHexStringLower(backup.Head.Hash)}.");
        return Done;
    }

    public static async Task<int> RestoreAsync(string from, string data, TimeProvider time, TextWriter told)
    {
        var restored = Restores.Run(from, data, Operator, time, CancellationToken.None);
        if (restored.Mended is { } mended) await told.WriteLineAsync($"What the copy derived was not what its entries make (revision {mended.Revision}: {mended.Message}); it was derived anew.");
        await told.WriteLineAsync(
            $"{data} is log {restored.Head.LogId} from revision {restored.Head.Revision} on; up to revision {restored.Parent.Revision} it is log {restored.Parent.LogId}.");
        return Done;
    }

    public static async Task<int> VerifyAsync(string data, bool projections, TextWriter told)
    {
        var head = Verifying.HeadOf(data);
        var last = Verifying.Chain(data, head, CancellationToken.None).Last();
        var flaw = last.Flaw ?? (projections ? Verifying.Projections(data, $"{data}.verify-{Environment.ProcessId}", CancellationToken.None) : null);
        if (flaw is not null)
        {
            await told.WriteLineAsync($"Revision {flaw.Revision}: {flaw.Message}");
            return Flawed;
        }
        await told.WriteLineAsync($"Log {head.LogId} holds up to revision {last.Revision}, {last.ErasedEntries} of them erased; its head hash is {Convert.ToHexStringLower(last.Hash)}.");
        return Done;
    }
}
