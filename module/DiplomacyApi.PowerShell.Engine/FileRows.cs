using System.Globalization;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;

namespace DiplomacyApi.PowerShell.Engine;

/// <summary>Reads the rows of files one by one, with their line numbers; what is wrong with a row is told in its place.</summary>
internal static class FileRows
{
    private const string ActMember = "act";
    private static readonly char[] Delimiters = [',', ';', '\t'];

    public static async IAsyncEnumerable<FileRow> ReadAsync(string path, FileSettings settings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var isTable = settings.Format == FileFormat.Csv || (settings.Format == FileFormat.Auto && Path.GetExtension(path).ToUpperInvariant() is ".CSV" or ".TSV");
        using var stream = Opened(path);
        using var reader = new StreamReader(stream, EncodingOf(settings), detectEncodingFromByteOrderMarks: true);
        var rows = isTable ? TableAsync(path, reader, settings.Delimiter, cancellationToken) : LinesAsync(reader, cancellationToken);
        var enumerator = rows.GetAsyncEnumerator(cancellationToken);
        await using var ended = enumerator.ConfigureAwait(false);
        var line = 0L;
        while (await NextAsync(enumerator, path, line).ConfigureAwait(false))
        {
            line = enumerator.Current.Line;
            yield return enumerator.Current with { Share = stream.Length == 0 ? 1 : (double)stream.Position / stream.Length };
        }
    }

    private static FileStream Opened(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DiplomacyApiException($"'{path}' cannot be read: {problem.Message}", "FileNotReadable", ErrorCategory.ReadError);
        }
    }

    private static Encoding EncodingOf(FileSettings settings)
    {
        if (settings.Encoding is null) return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(settings.Encoding) ?? Encoding.GetEncoding(settings.Encoding);
        }
        catch (ArgumentException)
        {
            throw new DiplomacyApiException($"'{settings.Encoding}' is no encoding; write utf-8, utf-16 or windows-1251.", "InvalidValue", ErrorCategory.InvalidArgument);
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<FileRow> rows, string path, long line)
    {
        try
        {
            return await rows.MoveNextAsync().ConfigureAwait(false);
        }
        catch (DecoderFallbackException)
        {
            throw new DiplomacyApiException($"'{path}' is not UTF-8 after line {line}; save it as UTF-8, or name its encoding with -Encoding, such as windows-1251.", "InvalidEncoding", ErrorCategory.InvalidData);
        }
    }

    private static async IAsyncEnumerable<FileRow> LinesAsync(StreamReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0L;
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#')) continue;
            yield return OfLine(line, number);
        }
    }

    private static FileRow OfLine(string line, long number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return new FileRow { Line = number, Problem = "It is no JSON object; each line is one, as in an export." };
            var isTyped = json.RootElement.EnumerateObject().Any(member => member.Name.Equals(ActMember, StringComparison.OrdinalIgnoreCase) && member.Value.ValueKind == JsonValueKind.String);
            return isTyped
                ? new FileRow { Line = number, Cells = [.. json.RootElement.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Cells.Value(member.Value)))] }
                : new FileRow { Line = number, Json = line };
        }
        catch (JsonException problem)
        {
            return new FileRow { Line = number, Problem = $"It is no JSON: {problem.Message}" };
        }
    }

    private static async IAsyncEnumerable<FileRow> TableAsync(string path, StreamReader reader, char? delimiter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var header = await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrWhiteSpace(header)) throw new DiplomacyApiException($"'{path}' is empty; its first line names the columns.", "EmptyFile", ErrorCategory.InvalidData);
        var separator = delimiter ?? Delimiters.MaxBy(one => header.Count(letter => letter == one));
        var columns = Header(path, header, separator);

        using var csv = new CsvParser(reader, Configuration(separator), leaveOpen: true);
        // A row begins after the last line of the one before; the header is the first.
        for (var line = 2L; await csv.ReadAsync().ConfigureAwait(false); line = csv.RawRow + 2L)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var cells = csv.Record!;
            if (cells.All(string.IsNullOrWhiteSpace)) continue;
            yield return cells.Length > columns.Count
                ? new FileRow { Line = line, Problem = $"It has {cells.Length} cells, and the header {columns.Count}; put cells that hold a '{separator}' in double quotes." }
                : new FileRow { Line = line, IsTable = true, Cells = [.. columns.Select((column, index) => KeyValuePair.Create(column, index < cells.Length ? (object?)cells[index] : null))] };
        }
    }

    private static List<string> Header(string path, string line, char separator)
    {
        using var text = new StringReader(line);
        using var csv = new CsvParser(text, Configuration(separator));
        var columns = csv.Read() ? csv.Record!.Select(column => column.Trim()).ToList() : [];
        var twice = columns.GroupBy(column => column, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1)?.Key;
        return twice is null ? columns : throw new DiplomacyApiException(
            twice.Length == 0 ? $"'{path}' has columns without a name; name them, or take them out." : $"'{path}' has two columns '{twice}'; name one of them otherwise.", "InvalidHeader", ErrorCategory.InvalidData);
    }

    private static CsvConfiguration Configuration(char separator) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = separator.ToString(),
        HasHeaderRecord = false,
        IgnoreBlankLines = false,
        // A quotation mark within a text is a letter like others.
        BadDataFound = null,
    };
}
