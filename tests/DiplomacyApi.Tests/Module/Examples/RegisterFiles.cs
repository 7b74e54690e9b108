using System.Text;

namespace DiplomacyApi.Tests.Module.Examples;

/// <summary>
/// Registers in the layouts of real ones. The samples are written here; where REGISTERS_FOLDER names a folder with the real files, the
/// same tests run on those too.
/// </summary>
internal static class RegisterFiles
{
    public const string Export = "upr/upr-info-sessions-1-5.csv";
    public const string List = "upr/slovenia-session-48.md";
    public const string Questions = "uk-questions/questions.json";
    public const string Events = "icews/events.2018.sample.tab";
    private const string FolderVariable = "REGISTERS_FOLDER";

    private static readonly (string Path, string Text, string End)[] Samples =
    [
        (Export, """
            To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session
            Ghana,Africa,AU,"Ratify the protocol, without delay.",Norway,WEOG,,Accepted,4,"Treaties,Justice",2
            Ghana,Africa,AU,"End what it calls ""special courts"".",Brazil,GRULAC,,Noted,5,Justice,2
            Ghana,Africa,AU,Go on as before.,Sri Lanka,Asia,,Accepted,1,General,2
            Tonga,Asia,,Report on time.,Norway,WEOG,,General Response,2,Treaty bodies,2
            Tonga,Asia,,Count the prisons.,Atlantis,None,,Rejected,5,Detention,2
            Tonga,Asia,,Open an office.,Mexico,GRULAC,,No Response,5,General,2
            """, "\r"),
        (Versions(1), """
            text,to,decision,from,year
            1. Sign the treaty (Norway),ghana,consider,Norway,2012
            "2. Ratify it (Mexico, Brazil)",ghana,support,"Mexico, Brazil",2012
            3. Close the camp (Norway),ghana,noted,Norway,2012
            """, "\r\n"),
        (Versions(2), """
            text,to,decision,from,year
            1. Sign the treaty (Norway),ghana,support,Norway,2012
            "2. Ratify it soon (Mexico, Brazil)",ghana,support,"Mexico, Brazil",2012
            4. Report on it (Brazil),ghana,reject,Brazil,2012
            """, "\r\n"),
        (Versions(3), """
            text,to,decision,from,year
            1. Sign the treaty (Norway),ghana,support,Norway,2012
            "2. Ratify it soon (Mexico, Brazil)",ghana,support,"Mexico, Brazil, Norway",2012
            3. Close the camp (Norway),ghana,noted,Norway,2012
            4. Report on it (Brazil),ghana,reject,Brazil,2012
            """, "\r\n"),
        (Versions(4), """
            text,to,decision,From,year,notes
            1. Sign the treaty (Norway),ghana,support,Norway,2012,
            "2. Ratify it soon (Mexico, Brazil)",ghana,support,Mexico,2012,
            "2. Ratify it soon (Mexico, Brazil)",ghana,support,Brazil,2012,
            "4. Report on it, in São Tomé too (Brazil)",ghana,reject,Brazil,2012,
            """, "\r"),
        (List, """
            # Thematic list
            Theme: Ratification of &amp; accession to treaties
            7.1 Ratify the protocol &amp; report on it (Maldives) (Portugal);
            Source of Position: A/HRC/0/1/Add.1 - Para.3
            Supported
            - Treaties
            7.2 Take measures (legal ones) for women (Norway) (Brazil) (Mexico) (Ghana) (Tonga) (Japan) (Peru) (Bolivia (Plurinational State of));
            Source of Position: A/HRC/0/1/Add.1 - Para.4
            Noted
            - Women
            7.3 Open an office (Norway);
            Source of Position: A/HRC/0/1/Add.1 - Para.3
            Supported
            """, "mixed"),
        (Questions, """
            { "totalResults": 3, "results": [
              { "value": { "id": 1, "askingMemberId": 11, "dateTabled": "2024-01-05T00:00:00", "dateForAnswer": "2024-01-09T00:00:00", "uin": "101", "questionText": "How many?", "answeringBodyId": 5,
                "answeringBodyName": "Office of Weights", "isWithdrawn": false, "dateAnswered": "2024-02-14T00:00:00", "answerText": "Nine.", "dateHoldingAnswer": null, "heading": "Weights" } },
              { "value": { "id": 2, "askingMemberId": 12, "dateTabled": "2024-01-05T00:00:00", "dateForAnswer": "2024-01-16T00:00:00", "uin": "102", "questionText": "Since when?", "answeringBodyId": 5,
                "answeringBodyName": "Office of Weights", "isWithdrawn": false, "dateAnswered": null, "answerText": null, "dateHoldingAnswer": "2024-01-15T00:00:00", "heading": "Measures" } },
              { "value": { "id": 3, "askingMemberId": 12, "dateTabled": "2024-01-05T00:00:00", "dateForAnswer": "2024-01-09T00:00:00", "uin": "103", "questionText": "Where?", "answeringBodyId": 6,
                "answeringBodyName": "Office of Maps", "isWithdrawn": false, "dateAnswered": "2024-01-09T00:00:00", "answerText": "There.", "dateHoldingAnswer": null, "heading": "Places" } }
            ] }
            """, "\n"),
        (Events, """
            Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude
            1|2018-06-01|Ministry (Ghana)|Government|Ghana|Consult|040|1|Ministry (Norway)|Government|Norway|9|1|A Gazette|Accra|NA|NA|Ghana|5|0
            2|2018-06-01|Ministry (Ghana)|Government|Ghana|Consult|040|1|Ministry (Norway)|Government|Norway|9|2|A Gazette|Accra|NA|NA|Ghana|5|0
            3|2018-06-02|Ministry (Ghana)|Government|Ghana|Demand|100|-5|Ministry (Norway)|Government|Norway|10|1|A Gazette|Accra|NA|NA|Ghana|5|0
            4|2018-06-02|Ministry (Ghana)|Government|Ghana|Appeal|020|3|Ministry (Peru)|Government|Peru|10|2|A Gazette|Accra|NA|NA|Ghana|5|0
            5|2018-06-03|Ministry (Peru)|Government|Peru|Threaten|130|-7|Ministry (Ghana)|Government|Ghana|11|1|A Gazette|Lima|NA|NA|Peru|5|0
            6|2018-06-03|Army (Peru)|Military|Peru|Use force|190|-10|Army (Ghana)|Military|Ghana|11|2|A Gazette|Lima|NA|NA|Peru|5|0
            7|2018-06-03|Citizens (Peru)|Social|Peru|Demand|100|-5|Ministry (Peru)|Government|Peru|11|3|A Gazette|Lima|NA|NA|Peru|5|0
            8|2018-06-03|A crowd|Social|NA|Demand|100|-5|Ministry (Peru)|Government|Peru|11|4|A Gazette|Lima|NA|NA|Peru|5|0
            """, "tabs"),
    ];

    /// <summary>The folder of the real files, where there is one.</summary>
    public static IEnumerable<string> Real => Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder ? [folder] : [];

    public static string Versions(int version) => $"upr/2012-version-{version}.csv";

    /// <summary>The encoding of each version: the last is not that of the others.</summary>
    public static string EncodingOf(int version) => version == 4 ? "iso-8859-1" : "macintosh";

    /// <summary>Writes the samples into a folder.</summary>
    public static void WriteTo(string folder)
    {
        foreach (var (path, text, end) in Samples)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var ended = end switch
            {
                "mixed" => string.Concat(text.Split('\n').Select((line, index) => line + (index % 2 == 0 ? "\r\n" : "\n"))),
                "tabs" => text.Replace('|', '\t'),
                _ => text.Replace("\n", end, StringComparison.Ordinal),
            };
            File.WriteAllText(file, ended, path == Versions(4) ? Encoding.Latin1 : new UTF8Encoding(false));
        }
    }

    /// <summary>The rows of a table, read apart from the module.</summary>
    public static IReadOnlyList<Dictionary<string, string>> Rows(string file, string encoding)
    {
        var text = CodePagesEncodingProvider.Instance.GetEncoding(encoding)?.GetString(File.ReadAllBytes(file))
            ?? Encoding.GetEncoding(encoding).GetString(File.ReadAllBytes(file));
        var rows = new List<List<string>> { new() { "" } };
        var isQuoted = false;
        foreach (var letter in text.ReplaceLineEndings("\n"))
        {
            var row = rows[^1];
            if (letter == '"') isQuoted = !isQuoted;
            if (isQuoted || letter is not (',' or '\n')) row[^1] += letter;
            else if (letter == ',') row.Add("");
            else rows.Add([""]);
        }
        var columns = rows[0].ConvertAll(column => column.ToLowerInvariant());
        return [.. rows.Skip(1).Where(row => row.Count > 1)
            .Select(row => columns.Zip(row, (column, cell) => (column, Cell: Unquoted(cell)))
                .ToDictionary(one => one.column, one => one.Cell))];
    }

    private static string Unquoted(string cell) =>
        cell.StartsWith('"') ? cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : cell;
}
