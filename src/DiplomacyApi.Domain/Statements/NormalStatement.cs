using Diplomacy.V1;
using DiplomacyApi.Domain.Validation;

namespace DiplomacyApi.Domain.Statements;

/// <summary>
/// A statement that was sent, brought to the form in which it is kept, as far as that follows from itself. It is made while the request is
/// on its way to the writer, for which all others wait: there it took a tenth of the time of an import.
/// </summary>
public sealed class NormalStatement
{
    private readonly Statement _sent;
    private readonly List<string> _actors = [];
    private Statement? _normal;

    private NormalStatement(Statement sent)
    {
        _sent = sent;
        _normal = sent.Clone();
        Normalizer.NormalizeAlone(_normal, _actors);
    }

    /// <summary>Of a well-formed statement, which is not changed.</summary>
    public static NormalStatement Of(Statement sent)
    {
        ArgumentNullException.ThrowIfNull(sent);
        return new NormalStatement(sent);
    }

    /// <summary>The statement with the actors that are known, for its one caller to change.</summary>
    /// <exception cref="Errors.RefusedException">It names an actor that is not known.</exception>
    internal Statement Take(IReadOnlyDictionary<string, Actor> actors, string path)
    {
        // Where something else of its group failed, it is decided a second time.
        var normal = Interlocked.Exchange(ref _normal, null);
        if (normal is not null && _actors.TrueForAll(name => actors.TryGetValue(name, out var actor) && actor.ReplacedBy.Length == 0))
            return normal;
        normal = _sent.Clone();
        Normalizer.Normalize(normal, actors, path);
        return normal;
    }
}
