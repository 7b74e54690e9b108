using System.Text;
using System.Text.RegularExpressions;
using DiplomacyApi.Tests.Server;
using Ical.Net;
using Ical.Net.CalendarComponents;

namespace DiplomacyApi.Tests.Module.Reports.Calendars;

/// <summary>Dues and meetings as a calendar: read again by the library, and held to the lines of RFC 5545.</summary>
public sealed partial class CalendarFileTests(ReportServer server) : IClassFixture<ReportServer>
{
    private const int LineOctetsMax = 75;

    private const string Nasty = """
        -Negotiation european-security-2022 -Said 2022-02-01 -Form Spoken
        """;

    [Fact]
    public async Task Every_line_is_folded_ends_as_it_must_and_holds_nothing_of_what_was_said_but_text()
    {
        var title = string.Concat(Enumerable.Repeat("Ответ, письменно; по статьям\\", 8)) + "🕊";
        await server.RunAsync(
            $"Add-Demand '{title}' -By Russia -To NATO -Due 2022-03-01 -Id calendar-lines {Nasty}; Add-Demand \"One`r`nBEGIN:VEVENT`nUID:stolen\" -By Russia -To NATO -Due 2022-03-02 -Id calendar-break {Nasty}");

        var text = await server.ReportAsync("-AsOf 2022-02-03 -Format ICalendar");

        Assert.EndsWith("END:VCALENDAR\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?<!\r)\n|\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text);
        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, LineOctetsMax));
        var lines = text.Replace("\r\n ", "", StringComparison.Ordinal).TrimEnd().Split("\r\n");
        Assert.All(lines, line => Assert.Matches("^[A-Z-]+(;[A-Z-]+=[^:;,\"]+)*:", line));
        Assert.Equal(lines.Count(line => line.StartsWith("UID:", StringComparison.Ordinal)), lines.Count(line => Begin().IsMatch(line)));
        Assert.DoesNotContain("UID:stolen", lines);
        Assert.Contains(Read(text).Events, one => one.Summary!.EndsWith(title, StringComparison.Ordinal));
        Assert.Contains(Read(text).Events, one => one.Summary!.EndsWith("One\nBEGIN:VEVENT\nUID:stolen", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_entry_keeps_its_id_and_its_sequence_grows_with_the_log_also_when_it_is_cancelled()
    {
        await server.RunAsync(
            $"Add-Meeting 'A round' -Title 'Round one' -By Russia -To NATO -Id calendar-round -Phase Scheduled -Date 2022-02-20 {Nasty}");
        var first = await server.ReportAsync("-AsOf 2022-02-03 -Format ICalendar");
        Assert.Equal(first, await server.ReportAsync("-AsOf 2022-02-03 -Format ICalendar"));
        await server.RunAsync($"Add-Meeting 'Off' -By Russia -To NATO -Id calendar-round -Phase Cancelled {Nasty}");
        var second = await server.ReportAsync("-AsOf 2022-02-03 -Format ICalendar");

        var (before, after) = (Read(first), Read(second));
        Assert.Equal(Ids(before), Ids(after));
        var (scheduled, cancelled) = (Of(before, "Round one"), Of(after, "Round one"));
        Assert.Equal((EventStatus.Confirmed, EventStatus.Cancelled, scheduled.Uid), (scheduled.Status, cancelled.Status, cancelled.Uid));
        Assert.All(after.Events, one => Assert.True(one.Sequence > before.Events[one.Uid!]!.Sequence));
    }

    [Fact]
    public async Task Only_what_is_dated_to_the_day_has_a_span_and_what_has_no_day_is_no_event()
    {
        await server.RunAsync($"""
            Add-Demand 'To the minute' -By Russia -To NATO -Due 2022-03-10T11:59Z -Id calendar-minute {Nasty}
            Add-Demand 'In a month' -By Russia -To NATO -Due 2022-04 -Id calendar-month {Nasty}
            Add-Meeting 'A meeting' -Title 'Some time in May' -By Russia -To NATO -Id calendar-may -Phase Scheduled -Date 2022-05 {Nasty}
            Add-Meeting 'A meeting' -Title 'About the tenth' -By Russia -To NATO -Id calendar-tenth -Phase Proposed -Date 2022-06-10~ {Nasty}
            """);

        var calendar = Read(await server.ReportAsync("-AsOf 2022-02-03 -Format ICalendar"));

        var days = Of(calendar, "Due: NATO owes Russia an answer: Security guarantees for Russia");
        Assert.Equal(("2022-01-17", "2022-01-20", false), (Date(days.Start), Date(days.End), days.Start!.HasTime));
        Assert.Contains("When: 2022-01-17 to 2022-01-19", days.Description, StringComparison.Ordinal);
        Assert.Contains("OVERDUE", days.Description, StringComparison.Ordinal);
        var minute = Of(calendar, "Due: NATO owes Russia an answer: To the minute");
        Assert.Equal(new DateTime(2022, 3, 10, 11, 59, 0, DateTimeKind.Utc), minute.Start!.AsUtc);
        var month = Of(calendar, "Due: NATO owes Russia an answer: In a month");
        Assert.Equal(("2022-04-30", "2022-05-01"), (Date(month.Start), Date(month.End)));
        Assert.Contains("When: 2022-04 (the day is not known)", month.Description, StringComparison.Ordinal);
        Assert.DoesNotContain(calendar.Events, one => one.Summary == "Some time in May");
        var may = Assert.Single(calendar.Todos, one => one.Summary == "Some time in May");
        Assert.Null(may.Start);
        Assert.Contains("When: 2022-05 (the day is not known)", may.Description, StringComparison.Ordinal);
        var tenth = Of(calendar, "About the tenth");
        Assert.Equal(("2022-06-10", EventStatus.Tentative), (Date(tenth.Start), tenth.Status));
        Assert.Contains("When: about 2022-06-10", tenth.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_promised_or_asked_is_cancelled_once_it_is_no_longer_owed()
    {
        await server.RunAsync($"""
            Add-Demand 'A list' -By Russia -To NATO -Due 2022-03-15 -Id calendar-list {Nasty}
            Add-Promise 'The list' -By NATO -To Russia -Demand calendar-list -Due 2022-03-12 {Nasty}
            """);
        var owed = Read(await server.ReportAsync("-AsOf 2022-02-03 -Format ICalendar"));
        await server.RunAsync(
            $"Add-Response 'Here it is' -By NATO -To Russia -Demand calendar-list -Position Accepted {Nasty.Replace("02-01", "02-02", StringComparison.Ordinal)}");
        var answered = Read(await server.ReportAsync("-AsOf 2022-02-03 -Format ICalendar"));

        foreach (var summary in new[] { "Due: NATO owes Russia an answer: A list", "Promised: NATO to Russia, an answer: A list" })
        {
            Assert.Equal((EventStatus.Confirmed, EventStatus.Cancelled), (Of(owed, summary).Status, Of(answered, summary).Status));
            Assert.Contains("No longer owed: answered", Of(answered, summary).Description, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_is_written_as_its_extension_says_and_another_extension_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("diplomacy-test-").FullName;
        try
        {
            var file = Path.Combine(folder, "talks.ics");
            await server.RunAsync(
                $"Export-NegotiationReport {ReportServer.Talks} -AsOf 2022-02-03 -Path '{file}'; Export-NegotiationReport {ReportServer.Talks} -AsOf 2022-02-03 -Format ICalendar -Path '{folder}'");
            Assert.Equal([$"{ReportServer.Talks}.ics", "talks.ics"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
            Assert.StartsWith("BEGIN:VCALENDAR\r\n", await File.ReadAllTextAsync(file, TestServer.Token), StringComparison.Ordinal);

            var (output, errors) = await server.TryAsync(
                $"Export-NegotiationReport {ReportServer.Talks} -Path '{Path.Combine(folder, "talks.docx")}'");

            Assert.Empty(output);
            Assert.StartsWith("DiplomacyApi.UnknownExtension", Assert.Single(errors), StringComparison.Ordinal);
            Assert.False(File.Exists(Path.Combine(folder, "talks.docx")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Calendar Read(string text) => Calendar.Load(text)!;

    private static CalendarEvent Of(Calendar calendar, string summary) => Assert.Single(calendar.Events, one => one.Summary == summary);

    private static IEnumerable<string?> Ids(Calendar calendar) =>
        calendar.UniqueComponents.Select(one => one.Uid).Order(StringComparer.Ordinal);

    private static string Date(Ical.Net.DataTypes.CalDateTime? time) =>
        time!.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("^BEGIN:V(?!CALENDAR)[A-Z]+$")]
    private static partial Regex Begin();
}
