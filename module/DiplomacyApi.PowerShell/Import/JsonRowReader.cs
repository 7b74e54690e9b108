using System.Text.Json;

namespace DiplomacyApi.PowerShell;

/// <summary>
/// A row that is written as one object of JSON: a request of the contract, or, where it says which act it is, a row by parameter names.
/// </summary>
public static class JsonRowReader
{
    private const string ActMember = "act";

    /// <summary>The row, or what is wrong with it.</summary>
    public static FileRow Read(string text, long line)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return Wrong("It is not a JSON object; each line is one, as in an export.");
            if (CellText.Twice(json.RootElement) is { } twice) return Wrong($"It has '{twice}' twice; leave one out.");
            var members = json.RootElement.EnumerateObject();
            return members.Any(member => member.Name.Equals(ActMember, StringComparison.OrdinalIgnoreCase)
                && member.Value.ValueKind == JsonValueKind.String)
                ? new FileRow
                {
                    Line = line,
                    Cells = [.. members.Select(member => KeyValuePair.Create(member.Name, CellText.Value(member.Value)))],
                }
                : new FileRow { Line = line, Json = text };
        }
        catch (JsonException problem)
        {
            return Wrong($"It is not valid JSON: {problem.Message}");
        }
        catch (InvalidOperationException)
        {
            return Wrong("It holds an escape such as \\ud800 that is half a character; write the character itself.");
        }

        FileRow Wrong(string problem) => new() { Line = line, Problem = problem };
    }
}
