using Diplomacy.V1;

namespace DiplomacyApi.Domain.Actors;

/// <summary>The actors that requests refer to. What was added since a checkpoint can be rolled back.</summary>
public class ActorContext
{
    private readonly Dictionary<string, Actor> _actors = new(StringComparer.Ordinal);
    private readonly List<Action> _undo = [];

    /// <summary>The actors named, the bodies above them and those that replaced them, by name.</summary>
    public IReadOnlyDictionary<string, Actor> Actors => _actors;

    /// <summary>The size of the actors and negotiations that were added, as they are stored, in bytes.</summary>
    public long ActorBytes { get; private set; }

    /// <summary>Who speaks for the actors that may be affiliated, and who for them, as recorded, by the body's name.</summary>
    public Dictionary<string, IReadOnlyList<string>> Speakers { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds an actor, or a later version of it.</summary>
    public void Add(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        Put(_actors, actor.Name, actor);
        AddBytes(actor.CalculateSize());
    }

    /// <summary>What is added from here on can be rolled back.</summary>
    public void Checkpoint() => _undo.Clear();

    /// <summary>Takes back what was added since <see cref="Checkpoint"/>.</summary>
    public void Rollback()
    {
        for (var last = _undo.Count - 1; last >= 0; last--) _undo[last]();
        _undo.Clear();
    }

    /// <summary>Those who speak for a body: as recorded, unless they are loaded, and may have been changed since.</summary>
    internal IReadOnlyCollection<string> SpeakersFor(string body) =>
    [
        .. Speakers.GetValueOrDefault(body, []).Where(name => !Actors.ContainsKey(name)),
        .. Actors.Values.Where(actor => SpeakingChains.BodiesOf(actor).Contains(body, StringComparer.Ordinal)).Select(actor => actor.Name),
    ];

    /// <summary>Counts what is kept.</summary>
    private protected void AddBytes(int bytes) => ActorBytes += bytes;

    /// <summary>Sets a value so that it can be rolled back.</summary>
    private protected void Put<T>(Dictionary<string, T> into, string key, T value)
    {
        if (into.TryGetValue(key, out var before)) OnRollback(() => into[key] = before);
        else OnRollback(() => into.Remove(key));
        into[key] = value;
    }

    /// <summary>What a rollback has to do besides.</summary>
    private protected void OnRollback(Action undo) => _undo.Add(undo);
}
