namespace DiplomacyApi.PowerShell.Engine.Reports.Documents;

/// <summary>A report as it is written in every format: what stands where, and nothing of how it looks.</summary>
/// <param name="Id">Its name within the log, for the file's own title.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Marking">The highest handling marking of what it shows; empty where there is none.</param>
/// <param name="Running">The line that stands on each printed page.</param>
/// <param name="Point">At which point, and where in the log.</param>
/// <param name="Sections">Its content.</param>
internal sealed record Document(string Id, Span Title, string Marking, Line Running, Facts Point, IReadOnlyList<Section> Sections);

/// <summary>A part with a heading. Those after the first page begin on a page of their own when printed.</summary>
internal sealed record Section(string Id, string Title, IReadOnlyList<Block> Blocks, bool OnNewPage = false);

internal abstract record Block;

internal sealed record Paragraph(Line Line) : Block;

internal sealed record Bullets(IReadOnlyList<Line> Lines) : Block;

internal sealed record Facts(IReadOnlyList<Fact> Rows) : Block;

internal sealed record Fact(string Term, Line Value);

/// <summary>A heading of its own within a section.</summary>
internal sealed record Subheading(Line Line, string Id = "") : Block;

internal sealed record Table(IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<Line>> Rows) : Block;

/// <summary>What was said, one after the other.</summary>
internal sealed record Entries(IReadOnlyList<Entry> Rows) : Block;

/// <summary>What was said once: when, by whom, and all that belongs to it.</summary>
internal sealed record Entry(string Anchor, string When, Line Head, IReadOnlyList<Fact> Facts);

/// <summary>A picture of who waits for whom, where the format has pictures.</summary>
internal sealed record Picture(Diplomacy.V1.WaitGraph Graph, Func<string, string> Name) : Block;

internal enum SpanKind { Words, Date, Strong, Said, Quoted, Code, Alert, Caution, Mark, Link, Reference }

/// <summary>A piece of a line.</summary>
/// <param name="Text">The words. Those that are said or quoted are somebody's, in whatever script and with whatever intent.</param>
/// <param name="Kind">What kind of words.</param>
/// <param name="Target">Where a link or a reference leads.</param>
/// <param name="Language">BCP 47, where it is known.</param>
internal sealed record Span(string Text, SpanKind Kind, string Target = "", string Language = "");
