using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Errors;
using DiplomacyApi.Domain.Journal;
using DiplomacyApi.Storage.Journal;

namespace DiplomacyApi.Storage.Writing;

/// <summary>
/// The requests that are committed together: what they refer to is loaded in one go, then each is decided in turn and sees what those
/// before it did. A refusal touches nothing and takes no revision.
/// </summary>
internal sealed class Group
{
    private readonly DecisionRows _rows;
    private readonly Head _head;
    private readonly DateTimeOffset _now;
    private readonly DateTimeOffset _recordTime;
    private readonly Dictionary<(string Recorder, string RequestId), (byte[] Hash, Written Written)> _decided = [];
    private readonly HashSet<(string Recorder, string RequestId)> _newIds = [];
    private readonly List<Action> _answers = [];
    private readonly Dictionary<string, long> _changed = new(StringComparer.Ordinal);
    private readonly Workspace _workspace;
    private long _steps;

    public Group(DecisionRows rows, Workspace workspace, Head head, (DateTimeOffset Now, DateTimeOffset RecordTime) time)
    {
        (_rows, _workspace, _head) = (rows, workspace, head);
        (_now, _recordTime) = time;
    }

    /// <summary>Whether so much was derived that what waits behind it comes in another group.</summary>
    public bool IsFull => _steps >= Limits.FoldStepsPerRequestMax;

    /// <summary>On which it is decided.</summary>
    public Head Head => _head;

    /// <summary>What it is decided in.</summary>
    public Workspace Workspace => _workspace;

    /// <summary>To be written, in order of revision.</summary>
    public List<Entry> Entries { get; } = [];

    /// <summary>
    /// Brings what the requests refer to, before the first is decided. Those that only validate are decided in a workspace of their own.
    /// </summary>
    public void Load(IEnumerable<WriteItem> items, CancellationToken ct) =>
        _workspace.Load([.. items.Where(item => !item.ValidateOnly)], ct);

    /// <summary>Looks up together which of the requests have an id that is new, as nearly all have.</summary>
    public void LookUpIds(IEnumerable<WriteItem> items, CancellationToken ct)
    {
        foreach (var sent in items.Where(item => item.RequestId.Length > 0).GroupBy(item => item.Recorder, item => item.RequestId))
        {
            var ids = sent.ToHashSet(StringComparer.Ordinal);
            // A single one is looked for with its answer.
            if (ids.Count < 2) continue;
            ids.ExceptWith(_rows.UsedIds(sent.Key, ids, ct));
            _newIds.UnionWith(ids.Select(id => (sent.Key, id)));
        }
    }

    public void Decide(WriteItem item, CancellationToken ct)
    {
        try
        {
            if (!IsRepeatInGroup(item)) Take(item, ct);
        }
        catch (Exception refused) when (refused is RefusedException or StepsRefusedException)
        {
            // It may rest on what is not committed yet.
            _answers.Add(() => item.Fail(refused));
        }
    }

    /// <summary>
    /// Answers what needs no transaction: a repeat of a request that was recorded before, and one that only validates. Others are left.
    /// </summary>
    public void TryAnswer(WriteItem item, CancellationToken ct)
    {
        try
        {
            if (!IsRepeat(item, ct) && item.ValidateOnly) Try(item, ct);
        }
        catch (Exception refused) when (refused is RefusedException or StepsRefusedException)
        {
            item.Fail(refused);
        }
    }

    /// <summary>Sends the answers, once the entries are on the disk.</summary>
    public void Complete()
    {
        foreach (var answer in _answers) answer();
    }

    private bool IsRepeatInGroup(WriteItem item)
    {
        if (item.RequestId.Length == 0 || !_decided.TryGetValue((item.Recorder, item.RequestId), out var first)) return false;
        RepeatedRequests.RefuseOther(item.RequestId, item.RequestHash, first.Hash, isOfKind: true);
        // It waits for the commit of the first.
        _answers.Add(() => item.Complete(first.Written with { Replayed = true }));
        return true;
    }

    private bool IsRepeat(WriteItem item, CancellationToken ct)
    {
        if (item.RequestId.Length == 0 || _newIds.Contains((item.Recorder, item.RequestId))) return false;
        if (RepeatedRequests.Find(_rows, _head.LogId, item.Recorder, item.RequestId, ct) is not { } found) return false;
        RepeatedRequests.RefuseOther(item.RequestId, item.RequestHash, found.Hash,
            item.Steps.Any(step => step.Kind == found.Written.Entries[0].Kind));
        item.Complete(found.Written);
        return true;
    }

    private void Take(WriteItem item, CancellationToken ct)
    {
        Expectations.Check(item.Expectations, subject => LastChange(subject, ct));
        var entries = DecideSteps(_workspace, item, Entries.Count, ct);
        foreach (var entry in entries)
        {
            _workspace.Projector.Take(entry, ct);
            foreach (var name in entry.Touched) _changed[name] = entry.Revision;
        }
        Entries.AddRange(entries);
        var written = new Written(entries, _head.Revision + Entries.Count, Replayed: false);
        _answers.Add(() => item.Complete(written));
        if (item.RequestId.Length > 0) _decided[(item.Recorder, item.RequestId)] = (item.RequestHash, written);
    }

    private long LastChange(string subject, CancellationToken ct) =>
        _changed.TryGetValue(subject, out var revision) ? revision : _rows.LastChange(subject, ct);

    /// <summary>The same on the head, as if it came before the others of the group, in a workspace that is thrown away.</summary>
    private void Try(WriteItem item, CancellationToken ct)
    {
        Expectations.Check(item.Expectations, subject => _rows.LastChange(subject, ct));
        var workspace = new Workspace(_rows, _head);
        workspace.Load([item], ct);
        var entries = DecideSteps(workspace, item, before: 0, ct);
        foreach (var entry in entries) workspace.Projector.Take(entry, ct);
        item.Complete(new Written(entries, _head.Revision, Replayed: false));
    }

    private List<Entry> DecideSteps(Workspace workspace, WriteItem item, int before, CancellationToken ct)
    {
        var loaded = workspace.Loaded;
        var entries = new List<Entry>(item.Steps.Count);
        var refusals = new Dictionary<int, RefusedException>();
        var cost = workspace.Projector.Cost();
        loaded.Checkpoint();
        try
        {
            foreach (var (index, step) in item.Steps.Index())
            {
                var stamp = new EntryStamp(_head.Revision + before + entries.Count + 1, _recordTime, _now, item.Recorder, GivenId.New());
                try
                {
                    cost.Add(step, ct);
                    if (step.Decide(loaded, stamp) is { } message) entries.Add(EntryOf(item, step, message, stamp));
                }
                catch (RefusedException refused) when (item.ReportsAllRefusals)
                {
                    refusals[index] = refused;
                }
                catch (RefusedException refused) when (item.StepsField.Length > 0)
                {
                    throw refused.Within($"{item.StepsField}[{index}]");
                }
            }
            _steps += cost.Steps;
            return refusals.Count == 0 ? entries : throw new StepsRefusedException(refusals);
        }
        catch
        {
            // Of several, the first may have been decided by then.
            loaded.Rollback();
            throw;
        }
    }

    private static Entry EntryOf(WriteItem item, Step step, Google.Protobuf.IMessage message, EntryStamp stamp) => new()
    {
        Revision = stamp.Revision,
        Kind = step.Kind,
        RecordTime = Times.Of(stamp.RecordTime),
        Recorder = item.Recorder,
        Message = message,
        RequestId = item.RequestId,
        RequestHash = item.RequestId.Length > 0 ? item.RequestHash : null,
    };
}
