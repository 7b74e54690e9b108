using System.Globalization;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace DiplomacyApi.PowerShell.Engine.Import;

/// <summary>Reads the rows of files one by one, with their line numbers; a row with an error is returned in its place.</summary>
internal static class FileRowReader
{
    /// <summary>More is no row that a server would take, but perhaps a file that holds something else.</summary>
    private const int RowCharactersMax = 4 << 20;

    private static readonly char[] Delimiters = [',', ';', '\t'];

    // The longer mark first: that of UTF-32 begins like that of UTF-16.
    private static readonly Encoding[] Marked =
    [
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
        new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
    ];

    public static async IAsyncEnumerable<FileRow> ReadAsync(
        string path, FileSettings settings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isTable = settings.Format == FileFormat.Csv
            || (settings.Format == FileFormat.Auto && Path.GetExtension(path).ToUpperInvariant() is ".CSV" or ".TSV" or ".TAB");
        var stream = Opened(path);
        await using var closed = stream.ConfigureAwait(false);
        var encoding = EncodingOf(path, stream, settings);
        using var rows = (isTable ? Table(path, stream, encoding, settings.Delimiter) : Lines(stream, encoding)).GetEnumerator();
        for (var line = 0L; Next(rows, path, encoding, line); line = rows.Current.Line)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return rows.Current with { Share = stream.Length == 0 ? 1 : (double)stream.Position / stream.Length };
        }
    }

    private static FileStream Opened(string path)
    {
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (stream.CanSeek) return stream;
            stream.Dispose();
            throw NotReadable(path, "It is not a regular file; save the rows in one.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw NotReadable(path, problem.Message);
        }
    }

    private static DiplomacyApiException NotReadable(string path, string why) =>
        new($"'{path}' cannot be read: {why}", "FileNotReadable", ErrorCategory.ReadError);

    /// <summary>
    /// What the byte order mark says, and without one the settings. Bytes that are no text in it are refused: what stands for them was not
    /// said.
    /// </summary>
    private static Encoding EncodingOf(string path, FileStream stream, FileSettings settings)
    {
        var start = new byte[4];
        int length;
        try
        {
            length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        }
        catch (IOException problem)
        {
            throw NotReadable(path, problem.Message);
        }
        stream.Position = 0;
        if (Marked.FirstOrDefault(encoding => start.AsSpan(0, length).StartsWith(encoding.Preamble)) is { } marked) return marked;
        if (settings.Encoding is { } name) return Named(name);
        if (start is [0, > 0, 0, > 0] or [> 0, 0, > 0, 0])
            throw new DiplomacyApiException(
                $"'{path}' is not UTF-8, and looks like UTF-16 without a byte order mark; save it as UTF-8, or name its encoding: -Encoding {(start[0] == 0 ? "utf-16BE" : "utf-16")}.",
                "InvalidEncoding", ErrorCategory.InvalidData);
        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    }

    private static Encoding Named(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(
                name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            throw new DiplomacyApiException($"Unknown encoding '{name}'; use utf-8, utf-16 or windows-1251.", "InvalidValue",
                ErrorCategory.InvalidArgument);
        }
    }

    private static bool Next(IEnumerator<FileRow> rows, string path, Encoding encoding, long line)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (DecoderFallbackException)
        {
            throw new DiplomacyApiException(
                $"'{path}' is not {encoding.WebName.ToUpperInvariant()} after line {line}; save it as UTF-8, or name its encoding with -Encoding, such as windows-1251.",
                "InvalidEncoding", ErrorCategory.InvalidData);
        }
        catch (MaxFieldSizeException)
        {
            throw new DiplomacyApiException(
                $"'{path}' has a cell of more than {RowCharactersMax:N0} characters after line {line}; perhaps a double quote is not closed there.",
                "InvalidRow", ErrorCategory.InvalidData);
        }
        catch (IOException problem)
        {
            throw NotReadable(path, problem.Message);
        }
    }

    private static IEnumerable<FileRow> Lines(FileStream stream, Encoding encoding)
    {
        using var reader = Reading(stream, encoding);
        var lines = new BoundedLineReader(reader, RowCharactersMax);
        var number = 0L;
        while (lines.Read(out var isWhole) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#')) continue;
            yield return isWhole
                ? JsonRowReader.Read(line, number)
                : new FileRow { Line = number, Problem = $"It is longer than {RowCharactersMax:N0} characters; each line is one row." };
        }
    }

    private static IEnumerable<FileRow> Table(string path, FileStream stream, Encoding encoding, char? delimiter)
    {
        var separator = delimiter ?? DelimiterOf(stream, encoding);
        using var reader = Reading(stream, encoding);
        var isTorn = false;
        // A quotation mark within a text is a letter like others; one that begins a cell has to end it.
        using var csv = new CsvParser(reader, Configuration(separator, field => isTorn |= field.TrimStart().StartsWith('"')),
            leaveOpen: true);
        IReadOnlyList<string>? columns = null;
        // A row begins after the last line of the one before.
        for (var line = 1L; csv.Read(); line = csv.RawRow + 1L, isTorn = false)
        {
            var cells = csv.Record!;
            if (columns is null && line == 1 && SeparatorLine(csv.RawRecord) is not null) continue;
            if (columns is null) columns = Header(path, cells, isTorn);
            else if (isTorn) yield return new FileRow { Line = line, Table = columns, Problem = Torn(line, csv.RawRecord) };
            else if (cells.All(string.IsNullOrWhiteSpace)) continue;
            else if (cells.Length > columns.Count)
                yield return new FileRow
                {
                    Line = line,
                    Table = columns,
                    Problem = $"It has {cells.Length} cells, and the header {columns.Count}; put cells that hold a '{separator}' in double quotes.",
                };
            else
                yield return new FileRow
                {
                    Line = line,
                    Table = columns,
                    Cells = [
                        .. columns.Select((column, index) =>
                            KeyValuePair.Create(column, index < cells.Length ? (object?)Text(cells[index]) : null))],
                };
        }
        if (columns is null) throw Empty(path);
    }

    /// <summary>
    /// A cell's text. Where the lines of the file end with a carriage return alone, so do lines within a cell; they become line feeds.
    /// </summary>
    private static string Text(string cell) => SpreadsheetText.Unescape(cell.Contains('\r', StringComparison.Ordinal)
        ? cell.Replace("\r\n", "\0", StringComparison.Ordinal).Replace('\r', '\n').Replace("\0", "\r\n", StringComparison.Ordinal)
        : cell);

    private static StreamReader Reading(FileStream stream, Encoding encoding)
    {
        stream.Position = 0;
        return new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
    }

    private static char DelimiterOf(FileStream stream, Encoding encoding)
    {
        using var reader = Reading(stream, encoding);
        var header = new BoundedLineReader(reader, RowCharactersMax).Read(out _) ?? "";
        return SeparatorLine(header) ?? Delimiters.MaxBy(one => Outside(header).Count(letter => letter == one));
    }

    /// <summary>The delimiter that a first line `sep=;` names, as Excel writes it; null where the line is none such.</summary>
    private static char? SeparatorLine(string line) =>
        line.Trim('\r', '\n', '"') is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var named] ? named : null;

    /// <summary>What is not between double quotes, in which delimiters are letters like others.</summary>
    private static IEnumerable<char> Outside(string line)
    {
        var isQuoted = false;
        foreach (var letter in line)
        {
            if (letter == '"') isQuoted = !isQuoted;
            else if (!isQuoted) yield return letter;
        }
    }

    private static string Torn(long line, string row)
    {
        var last = line + row.TrimEnd().ReplaceLineEndings("\n").Count(letter => letter == '\n');
        return $"A cell begins with a double quote that does not end it{(last > line ? $", and so this row goes on to line {last}" : "")}; double the quotes within, as in \"He said \"\"no\"\".\", or close it.";
    }

    private static DiplomacyApiException Empty(string path) =>
        new($"'{path}' is empty; its first line names the columns.", "EmptyFile", ErrorCategory.InvalidData);

    private static List<string> Header(string path, string[] cells, bool isTorn)
    {
        var columns = cells.Select(column => column.Trim()).ToList();
        if (columns.TrueForAll(column => column.Length == 0)) throw Empty(path);
        if (isTorn) throw Invalid($"'{path}' has a column whose name begins with a double quote that does not end it; close it.");
        var twice = columns.GroupBy(column => column, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1)?.Key;
        return twice is null ? columns
            : throw Invalid(twice.Length == 0
                ? $"'{path}' has columns without a name; name them, or take them out."
                : $"'{path}' has two columns '{twice}'; name one of them otherwise.");

        static DiplomacyApiException Invalid(string message) => new(message, "InvalidHeader", ErrorCategory.InvalidData);
    }

    private static CsvConfiguration Configuration(char separator, Action<string> badField) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = separator.ToString(),
        HasHeaderRecord = false,
        IgnoreBlankLines = false,
        MaxFieldSize = RowCharactersMax,
        BadDataFound = bad => badField(bad.Field),
    };
}
