using System.Text;

namespace DiplomacyApi.PowerShell.Engine.Import;

/// <summary>Reads lines of which none is kept beyond a bound, however long a file's lines are.</summary>
internal sealed class BoundedLineReader(TextReader reader, int charactersMax)
{
    private readonly StringBuilder _line = new();
    private bool _isAfterReturn;

    /// <summary>The next line up to the bound; null where there is none.</summary>
    public string? Read(out bool isWhole)
    {
        _line.Clear();
        isWhole = true;
        for (var next = reader.Read(); next >= 0; next = reader.Read())
        {
            var isSecondEnd = _isAfterReturn && next == '\n';
            _isAfterReturn = next == '\r';
            if (isSecondEnd) continue;
            if (next is '\r' or '\n') return _line.ToString();
            if (_line.Length < charactersMax) _line.Append((char)next);
            else isWhole = false;
        }
        return _line.Length == 0 ? null : _line.ToString();
    }
}
