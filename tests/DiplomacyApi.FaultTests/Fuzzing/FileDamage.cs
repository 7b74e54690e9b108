using System.Text;

namespace DiplomacyApi.FaultTests.Fuzzing;

/// <summary>Damages files as spreadsheets, editors, disks and other people's exports do.</summary>
internal sealed class FileDamage(Random random, IReadOnlyList<string> words)
{
    private const int DamagesMax = 3;
    private const int LongCharactersMax = 200_000;
    private const int DepthMax = 300;

    private readonly Mutator _mutator = new(random, words);

    // A lone surrogate, numbers that no number holds, and what else JSON can say that a row does not.
    private static readonly string[] Values =
        ["null", "true", "-1", "1e999", "123456789012345678901234567890", "0.1", "[]", "{}", "[null]", "{\"a\":{\"b\":[1,{}]}}",
            "\"\\ud800\"", "\"\\u0000\"", "\"\"", "NaN", "\"2022-02-30\"", "\"nobody\""];

    public byte[] Damaged(byte[] file)
    {
        for (var left = random.Next(1, DamagesMax + 1); left > 0; left--) file = Once(file);
        return file;
    }

    /// <summary>
    /// A line that stays one line, with no quotation mark that was not in it: what stands beside it can be read as before.
    /// </summary>
    public string DamagedLine(string line) => random.Next(7) switch
    {
        0 => line[..random.Next(line.Length + 1)].Replace("\"", "", StringComparison.Ordinal),
        1 => Spliced(line, Tame(words[random.Next(words.Count)])),
        2 => Spliced(line, new string((char)('a' + random.Next(26)), random.Next(LongCharactersMax))),
        3 => Spliced(line, "\0\u0007"),
        4 => Spliced(line, ",,"),
        5 => line.Replace(',', ';'),
        _ => Tame(_mutator.Word()),
    };

    private byte[] Once(byte[] file) => random.Next(12) switch
    {
        0 => _mutator.Damaged(file),
        1 => OfText(file, text => OfLines(text)),
        2 => OfText(file, text => text.ReplaceLineEndings(random.Next(2) == 0 ? "\r\n" : "\r")),
        3 => [.. Encoding.UTF8.Preamble, .. file],
        4 => OfText(file, text => Spliced(text, "\ufeff")),
        5 => Reencoded(file),
        6 => OfText(file, text => Spliced(text, new string('\0', random.Next(1, 5)))),
        7 => OfText(file, text => Spliced(text, "\"")),
        8 => OfText(file, text => text.Length == 0 ? text : text.Remove(Math.Max(0, text.IndexOf('"', random.Next(text.Length))), 1)),
        9 => OfText(file, text => Spliced(text, new string('x', random.Next(LongCharactersMax)))),
        10 => OfText(file, text => OfValue(text)),
        _ => OfText(file, text => random.Next(2) == 0 ? text.Replace(',', random.Next(2) == 0 ? ';' : '\t') : OfColumn(text)),
    };

    /// <summary>A line taken out, doubled, emptied, cut, or put elsewhere.</summary>
    private string OfLines(string text)
    {
        var lines = text.Split('\n').ToList();
        var (at, to) = (random.Next(lines.Count), random.Next(lines.Count));
        switch (random.Next(5))
        {
            case 0: lines.RemoveAt(at); break;
            case 1: lines.Insert(to, lines[at]); break;
            case 2: lines[at] = ""; break;
            case 3: lines[at] = lines[at][..random.Next(lines[at].Length + 1)]; break;
            default: (lines[at], lines[to]) = (lines[to], lines[at]); break;
        }
        return string.Join('\n', lines);
    }

    /// <summary>A value of JSON or a cell becomes another, one of another type, or one that is nested deep.</summary>
    private string OfValue(string text)
    {
        if (text.Length == 0) return text;
        var from = random.Next(text.Length);
        var start = text.AsSpan(from).IndexOfAny(':', ',');
        if (start < 0) return text;
        start += from + 1;
        var length = text.AsSpan(start).IndexOfAny(",}\n;");
        if (length < 0) return text;
        var depth = random.Next(1, DepthMax);
        var value = random.Next(4) switch
        {
            0 => Tame(_mutator.Word()),
            1 => $"{new string('[', depth)}{new string(']', depth)}",
            2 => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth),
            _ => Values[random.Next(Values.Length)],
        };
        return string.Concat(text.AsSpan(0, start), value, text.AsSpan(start + length));
    }

    /// <summary>A column twice, with its cells; of JSON, a member twice.</summary>
    private string OfColumn(string text)
    {
        var lines = text.Split('\n');
        var column = random.Next(5);
        return string.Join('\n', lines.Select(line =>
        {
            var cells = line.Split(',');
            return cells.Length <= column
                ? line
                : line.StartsWith('{') ? $"{{{cells[column].Trim('{', '}')},{line[1..]}" : $"{cells[column]},{line}";
        }));
    }

    private byte[] Reencoded(byte[] file)
    {
        Encoding[] encodings = [Encoding.Latin1, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, Encoding.UTF8];
        var encoding = encodings[random.Next(encodings.Length)];
        byte[] bytes = [.. random.Next(2) == 0 ? encoding.GetPreamble() : [], .. encoding.GetBytes(Encoding.UTF8.GetString(file))];
        return random.Next(3) == 0 ? _mutator.Damaged(bytes) : bytes;
    }

    private string Spliced(string text, string put) => text.Insert(random.Next(text.Length + 1), put);

    private static string Tame(string text) => text.ReplaceLineEndings(" ").Replace("\"", "", StringComparison.Ordinal);

    private static byte[] OfText(byte[] file, Func<string, string> damage) => Encoding.UTF8.GetBytes(damage(Encoding.UTF8.GetString(file)));
}
