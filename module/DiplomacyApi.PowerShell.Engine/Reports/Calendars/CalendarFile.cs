using System.Text;
using DiplomacyApi.PowerShell.Engine.Messages;
using DiplomacyApi.PowerShell.Engine.Reports.Reading;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace DiplomacyApi.PowerShell.Engine.Reports.Calendars;

/// <summary>
/// The dues and meetings of negotiations as iCalendar (RFC 5545), to be imported or subscribed to. An entry's id is made of the log's id
/// and what it is about, so that it is the same in every export of that log; its sequence is the revision that it is read at, which never
/// goes back. What is cancelled or no longer owed stays, as CANCELLED, so that it is taken out of calendars that have it.
/// </summary>
internal sealed class CalendarFile(ReportPoint point)
{
    public const string FileName = "calendar.ics";

    // Two negotiations may share a demand, which is one entry.
    private readonly Dictionary<string, CalendarEntry> _entries = new(StringComparer.Ordinal);

    public void Add(ReportFacts facts)
    {
        foreach (var entry in CalendarEntries.Of(facts)) _entries[entry.Key] = entry;
    }

    public string Render(string name)
    {
        var calendar = new Calendar { ProductId = "-//DiplomacyApi//Negotiations//EN", Method = CalendarMethods.Publish };
        // No part of the standard, but what programs call a calendar by.
        calendar.AddProperty("X-WR-CALNAME", PlainText.Clean(name));
        foreach (var entry in _entries.Values.OrderBy(entry => entry.Date.Earliest() ?? DateTimeOffset.MaxValue)
                .ThenBy(entry => entry.Key, StringComparer.Ordinal))
            Add(calendar, entry);
        return new CalendarSerializer(calendar).SerializeToString() ?? "";
    }

    private void Add(Calendar calendar, CalendarEntry entry)
    {
        if (CalendarTime.Of(entry.Date, entry.IsDue) is not { } time)
        {
            // An event must begin somewhen, a task need not.
            calendar.Todos.Add(Filled(
                new Todo
                {
                    Status = entry.IsCancelled ? TodoStatus.Cancelled : entry.IsOver ? TodoStatus.Completed : TodoStatus.NeedsAction,
                },
                entry));
            return;
        }
        calendar.Events.Add(Filled(new CalendarEvent
        {
            Start = time.Start,
            End = time.End,
            Status = entry.IsCancelled ? EventStatus.Cancelled : entry.IsTentative ? EventStatus.Tentative : EventStatus.Confirmed,
            // A due takes up nobody's day.
            Transparency = entry.IsDue ? TransparencyType.Transparent : TransparencyType.Opaque,
        }, entry));
    }

    private T Filled<T>(T component, CalendarEntry entry)
        where T : RecurringComponent
    {
        var stamp = new CalDateTime((point.Recorded ?? DateTimeOffset.UnixEpoch).UtcDateTime);
        component.Uid = StableId.Of($"{point.Position.LogId}:{entry.Key}").ToString();
        component.Sequence = (int)Math.Min(point.Position.Revision, int.MaxValue);
        (component.DtStamp, component.LastModified) = (stamp, stamp);
        component.Summary = PlainText.Clean($"{(entry.Marking.Length > 0 ? $"[{entry.Marking}] " : "")}{entry.Summary}");
        component.Description = Description(entry);
        component.Categories.Add(entry.Category);
        if (entry.Place.Length > 0) component.Properties.Set("LOCATION", PlainText.Clean(entry.Place));
        return component;
    }

    private static string Description(CalendarEntry entry)
    {
        var text = new StringBuilder($"When: {CalendarTime.InWords(entry.Date)}");
        foreach (var line in entry.Lines) text.Append('\n').Append(line);
        return PlainText.Clean(text.ToString());
    }
}
